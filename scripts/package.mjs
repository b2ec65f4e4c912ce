// Builds the extension's package: `node scripts/package.mjs [--out FILE]`.
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bootstrap } from "./lib/bootstrap.mjs";
import { bundle } from "./lib/build.mjs";
import { ROOT, installed } from "./lib/paths.mjs";
import { capture, tail } from "./lib/processes.mjs";
import { SetupError, main, say } from "./lib/terminal.mjs";

await main(async () => {
	const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
	const { values } = parseArgs({ options: { out: { type: "string" } } });
	const vsix = resolve(values.out ?? join(ROOT, `${name}-${version}.vsix`));
	// vsce needs a newer Node than the rest of the project.
	const { node } = await bootstrap({ node24: true });
	if ((await bundle("--production")) !== 0) throw new SetupError("The production build failed.");
	mkdirSync(dirname(vsix), { recursive: true });
	const { code, output } = await capture(
		node,
		[
			installed("@vscode", "vsce", "vsce"),
			"package",
			// The bundles hold what they need.
			"--no-dependencies",
			"--allow-missing-repository",
			"--out",
			vsix,
		],
		{ cwd: ROOT },
	);
	if (code !== 0) throw new SetupError(`The package was not built:\n\n${tail(output, 40)}`);
	say(`Packaged ${relative(process.cwd(), vsix)}.`);
	say("Install it with: code --install-extension <file>, or Extensions: Install from VSIX.");
});

// Builds the extension's package: `node scripts/package.mjs [--out FILE]`.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bootstrap } from "./lib/bootstrap.mjs";
import { bundle } from "./lib/build.mjs";
import { OUT, ROOT, installed } from "./lib/paths.mjs";
import { capture, tail } from "./lib/processes.mjs";
import { SetupError, main, say } from "./lib/terminal.mjs";

/** Beside the bundles, what may go into a package; .vscodeignore has the last word. */
const SHIPPED = [
	".vscodeignore",
	"package.json",
	"package.nls.json",
	"README.md",
	"CHANGELOG.md",
	"SUPPORT.md",
	"LICENSE",
	"l10n",
	"media",
];
/** The package is put together apart from `dist/`, which a window under development may have open. */
const STAGE = join(OUT, "package");

await main(async () => {
	const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
	const { values } = parseArgs({ options: { out: { type: "string" } } });
	const vsix = resolve(values.out ?? join(ROOT, `${name}-${version}.vsix`));
	// vsce needs a newer Node than the rest of the project.
	const { node } = await bootstrap({ node24: true });
	rmSync(STAGE, { recursive: true, force: true });
	mkdirSync(STAGE, { recursive: true });
	for (const entry of SHIPPED) {
		if (!existsSync(join(ROOT, entry))) throw new SetupError(`The package needs ${entry}.`);
		cpSync(join(ROOT, entry), join(STAGE, entry), { recursive: true });
	}
	if ((await bundle("--production", "--outdir", join(STAGE, "dist"))) !== 0) {
		throw new SetupError("The production build failed.");
	}
	mkdirSync(dirname(vsix), { recursive: true });
	const { code, output } = await capture(
		node,
		[
			installed("@vscode", "vsce", "vsce"),
			"package",
			// The bundles hold what they need.
			"--no-dependencies",
			"--allow-missing-repository",
			"--no-rewrite-relative-links",
			"--out",
			vsix,
		],
		{ cwd: STAGE },
	);
	if (code !== 0) throw new SetupError(`The package was not built:\n\n${tail(output, 40)}`);
	say(
		`Packaged ${relative(process.cwd(), vsix)}. Install it with "code --install-extension FILE".`,
	);
});

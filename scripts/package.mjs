// Builds the extension's packages:
// `node scripts/package.mjs [--target NAME]... [--all] [--out FILE | FOLDER/] [--repository https://HOST/OWNER/NAME]
// [--keep-bundles]`.
// Without a target it is the universal one, which has no engine and therefore runs on every system. With the address of
// the repository, the manifest names it, and links and pictures of the texts lead there.
import {
	appendFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { layBinding } from "./lib/binding.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { bundle } from "./lib/build.mjs";
import { installedEngine } from "./lib/engineBundle.mjs";
import { OUT, ROOT, installed } from "./lib/paths.mjs";
import { capture, tail } from "./lib/processes.mjs";
import { repositoryOf } from "./lib/repository.mjs";
import { laySampleFiles } from "./lib/sampleFiles.mjs";
import { TARGETS, UNIVERSAL } from "./lib/targets.mjs";
import { SetupError, main, say } from "./lib/terminal.mjs";

/** Beside the bundles, what may go into a package; .vscodeignore has the last word. */
const SHIPPED = [
	".vscodeignore",
	"package.json",
	"package.nls.json",
	"README.md",
	"CHANGELOG.md",
	"SUPPORT.md",
	"SECURITY.md",
	"PRIVACY.md",
	"LICENSE",
	"l10n",
	"media",
];
/** What a package with an engine has beside that. */
const WITH_ENGINE = [
	"dist/engine.js",
	"dist/plainThread.js",
	"dist/engineNotices.txt",
	"dist/native/*",
	"dist/sample/*.parquet",
];
/** The packages are put together apart from `dist/`, which a window under development may have open. */
const STAGE = join(OUT, "package");
const ALL = "universal";

function readTargets({ target = [], all }) {
	const names = all ? [ALL, ...Object.keys(TARGETS)] : target.length > 0 ? target : [ALL];
	const unknown = names.find((name) => name !== ALL && !(name in TARGETS));
	if (unknown === undefined) return [...new Set(names)];
	throw new SetupError(
		`There is no target "${unknown}". Choose ${[ALL, ...Object.keys(TARGETS)].join(", ")}.`,
	);
}

/** Puts together what every package holds. Bundles of the packages before are kept where that is asked for. */
async function stage(repository, keepsBundles) {
	const bundles = join(STAGE, "dist");
	mkdirSync(STAGE, { recursive: true });
	for (const entry of readdirSync(STAGE)) {
		if (entry !== "dist" || !keepsBundles) rmSync(join(STAGE, entry), { recursive: true });
	}
	for (const entry of SHIPPED) {
		if (!existsSync(join(ROOT, entry))) throw new SetupError(`The package needs ${entry}.`);
		cpSync(join(ROOT, entry), join(STAGE, entry), { recursive: true });
	}
	if (repository !== undefined) {
		const file = join(STAGE, "package.json");
		const manifest = { ...JSON.parse(readFileSync(file, "utf8")), ...repository.manifest };
		writeFileSync(file, `${JSON.stringify(manifest, undefined, "\t")}\n`);
	}
	if (existsSync(bundles)) return;
	if ((await bundle("--production", "--outdir", bundles)) !== 0) {
		// Half of them would be taken for all.
		rmSync(bundles, { recursive: true, force: true });
		throw new SetupError("The production build failed.");
	}
}

/** Makes the stage that of one package. */
async function stageTarget(target) {
	rmSync(join(STAGE, "dist", "native"), { recursive: true, force: true });
	cpSync(join(ROOT, ".vscodeignore"), join(STAGE, ".vscodeignore"));
	if (target === ALL) return;
	appendFileSync(
		join(STAGE, ".vscodeignore"),
		WITH_ENGINE.map((pattern) => `!${pattern}\n`).join(""),
	);
	await layBinding(target, join(STAGE, "dist", "native"));
	if (installedEngine() === undefined) {
		throw new SetupError(
			"The sample data of a package with an engine is written by DuckDB, which has no binding for this machine. " +
				"Build the package on another one.",
		);
	}
	await laySampleFiles(join(STAGE, "dist", "sample"));
}

/** What becomes of relative links and pictures; without a repository they stay as they are. */
function linkFlags(repository) {
	if (repository === undefined)
		return ["--allow-missing-repository", "--no-rewrite-relative-links"];
	return [
		"--baseContentUrl",
		repository.links,
		"--baseImagesUrl",
		repository.pictures,
		// A number in the notes is no issue.
		"--no-gitHubIssueLinking",
		"--no-gitLabIssueLinking",
	];
}

async function build(node, target, vsix, repository) {
	mkdirSync(dirname(vsix), { recursive: true });
	const { code, output } = await capture(
		node,
		[
			installed("@vscode", "vsce", "vsce"),
			"package",
			// The bundles hold what they need.
			"--no-dependencies",
			...linkFlags(repository),
			...(target === ALL ? [] : ["--target", target]),
			"--out",
			vsix,
		],
		{ cwd: STAGE },
	);
	if (code !== 0) throw new SetupError(`The package was not built:\n\n${tail(output, 40)}`);
	const { size } = statSync(vsix);
	const { largestBytes } = target === ALL ? UNIVERSAL : TARGETS[target];
	if (size > largestBytes) {
		throw new SetupError(
			`The package for ${target} has ${size} bytes and may have ${largestBytes} (scripts/lib/targets.mjs).`,
		);
	}
	return size;
}

const sizeOf = (bytes) =>
	bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

await main(async () => {
	const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
	const { values } = parseArgs({
		options: {
			out: { type: "string" },
			target: { type: "string", multiple: true },
			all: { type: "boolean", default: false },
			repository: { type: "string" },
			// For packages that differ in their texts alone.
			"keep-bundles": { type: "boolean", default: false },
		},
	});
	const targets = readTargets(values);
	const repository = values.repository === undefined ? undefined : repositoryOf(values.repository);
	if (values.out?.endsWith(".vsix") && targets.length > 1) {
		throw new SetupError("Several packages need a folder: name one with --out.");
	}
	const fileOf = (target) => {
		if (values.out?.endsWith(".vsix")) return resolve(values.out);
		const parts = [name, ...(target === ALL ? [] : [target]), version];
		return join(resolve(values.out ?? ROOT), `${parts.join("-")}.vsix`);
	};
	// vsce needs a newer Node than the rest of the project.
	const { node } = await bootstrap({ node24: true });
	await stage(repository, values["keep-bundles"]);
	for (const target of targets) {
		await stageTarget(target);
		const vsix = fileOf(target);
		const size = sizeOf(await build(node, target, vsix, repository));
		const what = target === ALL ? "for every system, without an engine" : `for ${target}`;
		say(`Packaged ${relative(process.cwd(), vsix)}, ${size}, ${what}.`);
	}
	if (targets.includes(ALL)) {
		say(
			"The package without an engine reads no trades in files. For one that does: " +
				'"npm run package -- --target NAME", or "-- --all".\n' +
				`  NAME is one of ${Object.keys(TARGETS).join(", ")}`,
		);
	}
	say('Install with "code --install-extension FILE".');
});

import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROVISIONED } from "./paths.mjs";
import { npm, npmProblem } from "./processes.mjs";
import { SetupError, withProgress } from "./terminal.mjs";

const NPM_INSTALL = [
	"install",
	"--ignore-scripts",
	"--save-exact",
	"--min-release-age=7",
	"--no-audit",
	"--no-fund",
];

/**
 * A folder of `.vscode-test/` that is either complete or made again: the mark is written last, so
 * that a run which was cut short is not mistaken for a finished one.
 *
 * @param {{id: string, sentence: string, fill: (folder: string) => Promise<void>}} tool
 * @returns {Promise<string>} the folder
 */
export async function toolFolder({ id, sentence, fill }) {
	const folder = join(PROVISIONED, id);
	const mark = join(folder, ".complete");
	if (existsSync(mark)) return folder;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await withProgress(sentence, () => fill(folder));
	writeFileSync(mark, "");
	return folder;
}

async function npmIn(folder, args, what) {
	const { code, output } = await npm(args, { cwd: folder });
	if (code === 0) return;
	throw new SetupError(
		`Could not install ${what}:\n\n${npmProblem(output)}\n\n` +
			"Check the network and the registry (npm config get registry), then run the command again.",
	);
}

/** Installs packages (`name@version`) with their dependencies and without any install script. */
export async function installPackage(folder, ...specs) {
	writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
	await npmIn(folder, [...NPM_INSTALL, ...specs], specs.join(" and "));
}

/**
 * Installs one package of our lock file alone, for whatever system it is. npm refuses bytes that do not have the
 * hash of the lock file.
 *
 * @param {string} folder
 * @param {string} name
 * @param {{version: string, integrity: string}} locked the package's entry in the lock file
 * @param {{os?: string[], cpu?: string[], libc?: string[]}} system what the package asks of a machine
 */
export async function installLocked(folder, name, { version, integrity }, { os, cpu, libc }) {
	const dependencies = { [name]: version };
	const write = (file, content) => writeFileSync(join(folder, file), JSON.stringify(content));
	write("package.json", { private: true, dependencies });
	write("package-lock.json", {
		lockfileVersion: 3,
		requires: true,
		packages: { "": { dependencies }, [`node_modules/${name}`]: { version, integrity } },
	});
	const asked = Object.entries({ os, cpu, libc }).flatMap(([key, values = []]) =>
		values.map((value) => `--${key}=${value}`),
	);
	await npmIn(
		folder,
		["ci", "--ignore-scripts", "--no-audit", "--no-fund", ...asked],
		`${name}@${version}`,
	);
}

/** Installs the dependencies that a package inside a package names; its own lock file pins them. */
export async function installNested(folder, what) {
	await npmIn(
		folder,
		["install", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"],
		what,
	);
}

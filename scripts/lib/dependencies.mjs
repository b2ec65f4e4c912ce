import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, installed } from "./paths.mjs";
import { npm, npmProblem } from "./processes.mjs";
import { SetupError, withProgress } from "./terminal.mjs";
import { MINIMUM_NODE, MINIMUM_NPM } from "./versions.mjs";

/** Written after a complete install; an install that was cut short leaves none. */
const STAMP = installed(".value-area-lock");

const isAtLeast = (version, [major, minor]) => {
	const [hasMajor, hasMinor] = version.replace(/^v/, "").split(".").map(Number);
	return hasMajor > major || (hasMajor === major && hasMinor >= minor);
};

export function checkNode() {
	if (isAtLeast(process.version, MINIMUM_NODE)) return;
	throw new SetupError(
		`This project needs Node ${MINIMUM_NODE.join(".")} or newer, and this is ${process.version}. ` +
			"Install a current Node from nodejs.org or your package manager, then run the command again.",
	);
}

async function checkNpm() {
	const { code, output } = await npm(["--version", "--loglevel=silent"], { cwd: ROOT });
	const version = output.trim().split("\n").at(-1) ?? "";
	if (code === 0 && isAtLeast(version, MINIMUM_NPM)) return;
	throw new SetupError(
		`This project needs npm ${MINIMUM_NPM[0]}, and ${code === 0 ? `this is ${version}` : "no npm was found"}. ` +
			`Run "npm install --global npm@${MINIMUM_NPM[0]}", then run the command again.`,
	);
}

/** Makes `node_modules` match the lock file; does nothing where it already does. */
export async function installDependencies() {
	checkNode();
	const lock = createHash("sha256")
		.update(readFileSync(join(ROOT, "package-lock.json")))
		.digest("hex");
	if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
	await checkNpm();
	await withProgress("Installing the dependencies from the npm registry", async () => {
		const { code, output } = await npm(["ci", "--ignore-scripts"], { cwd: ROOT });
		if (code !== 0) {
			throw new SetupError(
				`npm ci could not install the dependencies:\n\n${npmProblem(output)}\n\n` +
					"Check the network and the registry (npm config get registry), then run the command again.",
			);
		}
	});
	writeFileSync(STAMP, lock);
}

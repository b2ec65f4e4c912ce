import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { provisionBrowser } from "./browser.mjs";
import { provisionClickHouse } from "./clickhouse.mjs";
import { PROVISIONED, TOOLS_FILE } from "./paths.mjs";
import { SetupError } from "./terminal.mjs";
import { installPackage, installNested, toolFolder } from "./toolFolder.mjs";
import { CODE_SERVER, NODE_PACKAGES } from "./versions.mjs";

/** Node 24: this one if it is, else from the registry. @returns {Promise<string>} the binary's path */
export async function provisionNode24() {
	if (Number(process.versions.node.split(".")[0]) === 24) return process.execPath;
	const platform = `${process.platform}-${process.arch}`;
	const spec = NODE_PACKAGES[platform];
	if (spec === undefined) {
		throw new SetupError(
			`There is no Node 24 package for ${platform}. Install Node 24 and run the command with it.`,
		);
	}
	return nodeOf(spec);
}

/** One version of Node for tests: 24 as above, or a whole version from the registry. @returns {Promise<string>} its path */
export async function provisionNode(version) {
	if (version === "24") return provisionNode24();
	const platform = `${process.platform}-${process.arch}`;
	const spec = NODE_PACKAGES[platform];
	if (spec === undefined) throw new SetupError(`There is no Node ${version} for ${platform}.`);
	return nodeOf(`${spec.split("@")[0]}@${version}`);
}

/** @param {string} spec a package that holds Node, and its version. */
async function nodeOf(spec) {
	const platform = `${process.platform}-${process.arch}`;
	const version = spec.split("@").at(-1);
	const folder = await toolFolder({
		id: `node-${version}-${platform}`,
		sentence: `Installing Node ${version} for the tools that need it (40 MB, once)`,
		fill: (target) => installPackage(target, spec),
	});
	const program = process.platform === "win32" ? "node.exe" : "node";
	return join(folder, "node_modules", spec.split("@")[0], "bin", program);
}

/**
 * Lets the built workbench load extensions under development, which it otherwise does only beside
 * its smoke test driver, and that one hides every notification from the person in front of it.
 */
function allowDevelopment(server) {
	const workbench = join(server, "out", "vs", "code", "browser", "workbench", "workbench.js");
	const condition = "this.payload&&(!this.isBuilt||this.enableSmokeTestDriver)";
	const script = readFileSync(workbench, "utf8");
	if (script.split(condition).length !== 2) {
		throw new SetupError(
			`VS Code ${CODE_SERVER.vscode} reads its development payload in another way than expected. ` +
				"Adapt allowDevelopment in scripts/lib/tools.mjs to this version.",
		);
	}
	writeFileSync(workbench, script.replace(condition, "this.payload"));
}

/** VS Code's own server with its workbench. @returns {Promise<string>} the folder of `out/server-main.js` */
export async function provisionServer() {
	const { name, version, vscode } = CODE_SERVER;
	const inside = (folder) => join(folder, "node_modules", name, "lib", "vscode");
	const folder = await toolFolder({
		id: `${name}-${version}`,
		sentence: `Installing VS Code ${vscode} (about 600 MB on disk, once)`,
		fill: async (target) => {
			await installPackage(target, `${name}@${version}`);
			await installNested(inside(target), `the modules of VS Code ${vscode}`);
			allowDevelopment(inside(target));
		},
	});
	return inside(folder);
}

/**
 * Provisions what is asked for and writes down where it stands, for the tests to read.
 *
 * @param {{server?: boolean, browser?: boolean, clickHouse?: boolean}} needs
 */
export async function provision({ server = false, browser = false, clickHouse = false }) {
	mkdirSync(PROVISIONED, { recursive: true });
	const node = await provisionNode24();
	const tools = {
		node,
		...(server ? { server: await provisionServer() } : {}),
		...(browser ? { browser: await provisionBrowser(node) } : {}),
		...(clickHouse ? { clickHouse: await provisionClickHouse() } : {}),
	};
	if (server || browser || clickHouse) {
		const earlier = existsSync(TOOLS_FILE) ? JSON.parse(readFileSync(TOOLS_FILE, "utf8")) : {};
		const written = `${TOOLS_FILE}.${process.pid}`;
		writeFileSync(written, `${JSON.stringify({ ...earlier, ...tools }, undefined, "\t")}\n`);
		renameSync(written, TOOLS_FILE);
	}
	if (!existsSync(node))
		throw new SetupError(`Node 24 is missing at ${node}. Remove .vscode-test.`);
	return tools;
}

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { REPOSITORY } from "../package/repository";

/** A stand-in that writes down how it was called and answers as the files beside it say. */
const STAND_IN_NPM = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, mkdirSync } = require("node:fs");
const { join } = require("node:path");
const said = process.argv.slice(2).join(" ");
appendFileSync(join(__dirname, "calls"), said + "\\n");
if (said.startsWith("--version")) console.log(readFileSync(join(__dirname, "version"), "utf8"));
else if (existsSync(join(__dirname, "broken"))) {
	console.error("npm error code ENOTFOUND");
	process.exit(1);
} else mkdirSync("node_modules", { recursive: true });
`;

describe("bootstrap", () => {
	let clone: string;
	let programs: string;

	beforeEach(() => {
		clone = mkdtempSync(join(tmpdir(), "value-area-clone-"));
		programs = join(clone, "programs");
		mkdirSync(programs);
		cpSync(join(REPOSITORY, "scripts"), join(clone, "scripts"), { recursive: true });
		cpSync(join(REPOSITORY, "package-lock.json"), join(clone, "package-lock.json"));
		writeFileSync(join(programs, "npm"), STAND_IN_NPM, { mode: 0o755 });
		writeFileSync(join(programs, "version"), "11.19.1");
	});
	afterEach(() => rmSync(clone, { recursive: true }));

	const install = () => {
		const env: NodeJS.ProcessEnv = { ...process.env };
		env.PATH = [programs, dirname(process.execPath), process.env.PATH].join(delimiter);
		delete env.npm_execpath;
		const script = `import { bootstrap } from "./scripts/lib/bootstrap.mjs";
			import { main } from "./scripts/lib/terminal.mjs"; await main(() => bootstrap().then(() => 0));`;
		const { status, stderr } = spawnSync(
			process.execPath,
			["--input-type=module", "--eval", script],
			{ cwd: clone, env, encoding: "utf8" },
		);
		return { status, stderr };
	};
	const calls = () => readFileSync(join(programs, "calls"), "utf8").trim().split("\n");

	it("installs once, from the lock file and without install scripts (X3)", () => {
		assert.equal(install().status, 0);
		assert.equal(install().status, 0);
		assert.deepEqual(calls(), ["--version --loglevel=silent", "ci --ignore-scripts"]);
	});

	it("installs again when the lock file changed", () => {
		install();
		writeFileSync(join(clone, "package-lock.json"), "{}");
		install();
		assert.equal(calls().filter((call) => call.startsWith("ci")).length, 2);
	});

	it("says what to do where npm is too old, and installs nothing", () => {
		writeFileSync(join(programs, "version"), "10.9.4");
		const { status, stderr } = install();
		assert.equal(status, 1);
		assert.match(stderr, /needs npm 11, and this is 10\.9\.4\. Run "npm install --global npm@11"/);
		assert.ok(!calls().includes("ci --ignore-scripts"));
	});

	it("shows npm's error, and tries again on the next run", () => {
		writeFileSync(join(programs, "broken"), "");
		const { status, stderr } = install();
		assert.equal(status, 1);
		assert.match(stderr, /npm error code ENOTFOUND[\s\S]*Check the network and the registry/);
		assert.ok(!existsSync(join(clone, "node_modules", ".value-area-lock")));
		rmSync(join(programs, "broken"));
		assert.equal(install().status, 0);
	});

	it("makes a folder of tools again that an earlier run left half finished", () => {
		const script = `import { toolFolder } from "./scripts/lib/toolFolder.mjs";
			import { writeFileSync } from "node:fs"; import { join } from "node:path";
			const fill = async (folder) => {
				if (process.argv[1] === "fail") { writeFileSync(join(folder, "half"), ""); throw new Error("cut"); }
				writeFileSync(join(folder, "whole"), "");
			};
			await toolFolder({ id: "tool-1", sentence: "Installing", fill });`;
		const run = (how: string) =>
			spawnSync(process.execPath, ["--input-type=module", "--eval", script, how], { cwd: clone });
		const folder = join(clone, ".vscode-test", "tool-1");
		assert.equal(run("fail").status, 1);
		assert.equal(run("work").status, 0);
		assert.ok(existsSync(join(folder, "whole")) && !existsSync(join(folder, "half")));
		// A finished folder is not touched again.
		assert.equal(run("fail").status, 0);
	});
});

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "../package/repository";

/** Fails in the first process that runs it, passes in every later one. */
const UNSTEADY = `const { existsSync, writeFileSync } = require("node:fs");
	const wasHere = existsSync(__filename + ".was-here");
	writeFileSync(__filename + ".was-here", "");
	const now = () => { if (!wasHere) throw new Error("not yet"); };`;

describe("a second try of the UI tests", function () {
	this.timeout(60_000);
	let folder: string;
	beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "value-area-second-try-"))));
	afterEach(() => rmSync(folder, { recursive: true }));

	/** Runs mocha for real over test files and gives the closing lines. */
	function run(files: Readonly<Record<string, string>>) {
		for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
		const script = `import { spawnSync } from "node:child_process";
			import { appendFileSync } from "node:fs";
			import { Tally } from "./scripts/lib/tally.mjs";
			const tally = new Tally();
			const [folder] = process.argv.slice(1);
			await tally.mocha("ui", async (env, files = [folder + "/*.test.js"]) => {
				appendFileSync(folder + "/runs", JSON.stringify(files) + "\\n");
				const args = ["node_modules/mocha/bin/mocha.js", "--reporter", "scripts/lib/countingReporter.cjs"];
				return spawnSync(process.execPath, [...args, ...files], { env: { ...process.env, ...env } }).status;
			}, { hasSecondTry: true });
			process.exitCode = tally.close();`;
		const { stdout, status } = spawnSync(
			process.execPath,
			["--input-type=module", "--eval", script, folder],
			{ cwd: REPOSITORY, encoding: "utf8" },
		);
		const runs = readFileSync(join(folder, "runs"), "utf8").trim().split("\n").length;
		return { last: stdout.trimEnd().split("\n").at(-1), stdout, status, runs };
	}

	const STEADY = `describe("good", () => { it("passes", () => {}); it("too", () => {}); });`;

	it("is not made where all passed", () => {
		const { last, status, runs, stdout } = run({ "good.test.js": STEADY });
		assert.deepEqual([last, status, runs], ["2 passed, 0 failed", 0, 1]);
		assert.doesNotMatch(stdout, /Unsteady/);
	});

	it("lets the run pass and names the test that passed in it", () => {
		const unsteady = `${UNSTEADY} describe("chart", () => { it("draws", now); it("zooms", () => {}); });`;
		const { last, status, runs, stdout } = run({
			"good.test.js": STEADY,
			"unsteady.test.js": unsteady,
		});
		assert.deepEqual([last, status, runs], ["4 passed, 0 failed", 0, 2]);
		assert.match(stdout, /\nUnsteady, failed once and passed once: ui: chart draws\n/);
		assert.doesNotMatch(stdout, /once: ui: chart zooms/);
	});

	it("leaves a test that fails twice failed, beside one that is unsteady", () => {
		const both = `${UNSTEADY} describe("chart", () => {
			it("draws", now); it("never works", () => { throw new Error("no"); }); });`;
		const { last, status, stdout } = run({ "good.test.js": STEADY, "both.test.js": both });
		assert.deepEqual([last, status], ["3 passed, 1 failed", 1]);
		assert.match(stdout, /\nUnsteady, failed once and passed once: ui: chart draws\n/);
	});

	it("counts the tests that a failed start had kept from running", () => {
		const late = `${UNSTEADY} describe("editor", () => {
			before("starts", now); it("opens", () => {}); it("closes", () => {}); });`;
		const { last, status, stdout } = run({ "late.test.js": late });
		assert.deepEqual([last, status], ["2 passed, 0 failed", 0]);
		assert.match(stdout, /Unsteady.*"before all" hook: starts/);
	});

	it("leaves a start that fails twice failed", () => {
		const never = `describe("editor", () => {
			before("starts", () => { throw new Error("no"); }); it("opens", () => {}); });`;
		const { last, status } = run({ "good.test.js": STEADY, "never.test.js": never });
		assert.deepEqual([last, status], ["2 passed, 1 failed", 1]);
	});

	it("cannot heal a run that ended before it had counted", () => {
		const crash = `${UNSTEADY} it("draws", now); if (wasHere) process.exit(3);`;
		const { last, status } = run({ "crash.test.js": crash });
		assert.equal(status, 1);
		assert.match(last ?? "", /^0 passed, [12] failed$/);
	});
});

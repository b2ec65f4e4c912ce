import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { REPOSITORY } from "../package/repository";

/** What an expression gives that sees the functions of the list of faults. */
function evaluated(expression: string): unknown {
	const script = `import * as cases from "./scripts/lib/faultCases.mjs";
		import { readFileSync } from "node:fs";
		const text = readFileSync(cases.FAULTS_FILE, "utf8");
		const tests = cases.testsOfCases();
		console.log(JSON.stringify(${expression}));`;
	const node = ["--input-type=module", "--eval", script];
	return JSON.parse(execFileSync(process.execPath, node, { cwd: REPOSITORY, encoding: "utf8" }));
}

describe("the list of faults, test/faults.md", () => {
	it("has a test or a reason for every case, and names only tests that there are", () => {
		assert.deepEqual(evaluated("cases.faultsOfList(text, tests)"), []);
	});

	it("reads the cases of a title at its start and at its end", () => {
		const titles = ["N1: a", "S1–S3: a", "S8, S9, S16: a", "a (B4)", "a (P10, P12)", "N1 a", "a"];
		assert.deepEqual(evaluated(`${JSON.stringify(titles)}.map(cases.casesOf)`), [
			["N1"],
			["S1", "S2", "S3"],
			["S8", "S9", "S16"],
			["B4"],
			["P10", "P12"],
			[],
			[],
		]);
	});

	it("misses what is taken away, and names what nobody knows", () => {
		const unknown = '{ file: "a.test.ts", title: "N99: a", ids: ["N99"] }';
		const gone = "tests.filter(({ ids }) => !ids.includes('N1'))";
		const found = evaluated(`[
			cases.faultsOfList(text.replace(/^\\| N1 .*$/m, ""), tests),
			cases.faultsOfList(text, [...tests, ${unknown}]),
			cases.faultsOfList(cases.withTests(text, ${gone}), ${gone}),
			cases.faultsOfList(text, ${gone}),
		]`);
		const stale =
			"N1 has no such test, run node scripts/faults.mjs: `test/unit/net/network.test.ts`: " +
			"tries a refused connection three times and says refused";
		assert.deepEqual(found, [
			["N1 is missing"],
			['a.test.ts: "N99: a" names N99, which is no case'],
			["N1 has neither a test nor a reason"],
			["N1 has neither a test nor a reason", stale],
		]);
	});
});

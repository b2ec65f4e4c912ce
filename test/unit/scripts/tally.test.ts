import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { REPOSITORY } from "../package/repository";

/** Runs steps of a test run and gives its last line and exit code. */
function close(steps: string): { lines: string[]; last: string | undefined; code: number | null } {
	const script = `import { Tally } from "./scripts/lib/tally.mjs";
		import { writeFileSync } from "node:fs";
		const count = (counts, code) => async ({ VALUE_AREA_COUNTS }) => {
			if (counts) writeFileSync(VALUE_AREA_COUNTS, JSON.stringify(counts));
			return code;
		};
		const tally = new Tally();
		${steps}
		process.exitCode = tally.close();`;
	const { stdout, status } = spawnSync(
		process.execPath,
		["--input-type=module", "--eval", script],
		{ cwd: join(REPOSITORY), encoding: "utf8" },
	);
	const lines = stdout.trimEnd().split("\n");
	return { lines, last: lines.at(-1), code: status };
}

const ending = (steps: string) => {
	const { last, code } = close(steps);
	return { last, code };
};

describe("closing line of a test run", () => {
	it("adds up the mocha runs", () => {
		const steps = `await tally.step("types", async () => 0);
			await tally.mocha("unit", count({ passes: 7, failures: 0 }, 0));
			await tally.mocha("ui", count({ passes: 2, failures: 0 }, 0));`;
		assert.deepEqual(ending(steps), { last: "9 passed, 0 failed", code: 0 });
	});

	it("names tests that this machine cannot run", () => {
		const steps = `await tally.mocha("unit", count({ passes: 7, failures: 0, pending: 3 }, 0));
			await tally.mocha("none", count({ passes: 0, failures: 0, pending: 2 }, 0));`;
		assert.deepEqual(ending(steps), { last: "7 passed, 0 failed, 5 skipped", code: 0 });
	});

	it("stands below the ten files that took the longest, over all steps", () => {
		const steps = `const times = Object.fromEntries(
				Array.from({ length: 11 }, (_, at) => ["out/test/unit/" + at + ".test.js", at * 1000]),
			);
			await tally.mocha("unit", count({ passes: 7, failures: 0, times }, 0));
			await tally.mocha("ui", count({ passes: 2, failures: 0, times: { "out/test/ui/a.test.js": 9600 } }, 0));`;
		const { lines } = close(steps);
		const from = lines.indexOf("The slowest files of tests:");
		const named = lines.slice(from + 1, lines.indexOf("", from + 1)).map((line) => line.trim());
		assert.deepEqual(
			named.map((line) => line.replace(/ {2}\S*?test\//, " ").replaceAll("\\", "/")),
			[
				"10 s unit/10.test.js",
				"10 s ui/a.test.js",
				...[9, 8, 7, 6, 5, 4, 3, 2].map((at) => `${at} s unit/${at}.test.js`),
			],
		);
	});

	it("counts a failed type or lint step as one failure", () => {
		const steps = `await tally.step("types", async () => 2);
			await tally.mocha("unit", count({ passes: 7, failures: 2 }, 2));`;
		assert.deepEqual(ending(steps), { last: "7 passed, 3 failed", code: 1 });
	});

	it("counts a runner that crashed, ran nothing or failed without a failed test", () => {
		const steps = `await tally.mocha("crashed", count(undefined, 1));
			await tally.mocha("empty", count({ passes: 0, failures: 0 }, 0));
			await tally.mocha("late", count({ passes: 3, failures: 0 }, 7));`;
		assert.deepEqual(ending(steps), { last: "3 passed, 3 failed", code: 1 });
	});
});

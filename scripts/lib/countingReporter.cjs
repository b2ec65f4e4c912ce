// mocha's spec report, plus the outcome of every test, and the time of every file, as JSON into the file that
// VALUE_AREA_COUNTS names.
// A run that ends before it has counted leaves no file, and test.mjs takes that for a failure.
const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

module.exports = class CountingReporter extends Mocha.reporters.Spec {
	constructor(runner, options) {
		super(runner, options);
		const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_END, EVENT_HOOK_END, EVENT_RUN_END } =
			Mocha.Runner.constants;
		const outcomes = [];
		/** Milliseconds of tests and hooks, by file. */
		const times = {};
		const time = ({ file, parent, duration = 0 }) => {
			// The hooks that a harness registers are of the file whose suite runs them.
			const name = parent?.file ?? file;
			if (name !== undefined) times[name] = (times[name] ?? 0) + duration;
		};
		const keep = (state) => (runnable) =>
			outcomes.push({
				file: runnable.file,
				title: runnable.fullTitle(),
				isHook: runnable.type === "hook",
				state,
			});
		runner.on(EVENT_TEST_PASS, keep("passed"));
		runner.on(EVENT_TEST_FAIL, keep("failed"));
		runner.on(EVENT_TEST_END, time);
		runner.on(EVENT_HOOK_END, time);
		runner.once(EVENT_RUN_END, () => {
			const { passes, failures, pending } = runner.stats;
			const file = process.env.VALUE_AREA_COUNTS;
			if (file === undefined) return;
			writeFileSync(file, JSON.stringify({ passes, failures, pending, outcomes, times }));
		});
	}
};

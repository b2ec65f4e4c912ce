// mocha's spec report, plus the counts as JSON into the file that VALUE_AREA_COUNTS names. A run
// that ends before it has counted leaves no file, and test.mjs takes that for a failure.
const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

module.exports = class CountingReporter extends Mocha.reporters.Spec {
	constructor(runner, options) {
		super(runner, options);
		runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
			const { passes, failures, pending } = runner.stats;
			const file = process.env.VALUE_AREA_COUNTS;
			if (file !== undefined) writeFileSync(file, JSON.stringify({ passes, failures, pending }));
		});
	}
};

/**
 * What became of one test or hook in one run (countingReporter.cjs).
 *
 * @typedef {{file?: string, title: string, isHook: boolean, state: "passed" | "failed"}} Outcome
 */

/** The files that a second try can run again. @param {readonly Outcome[]} outcomes */
export function failedFiles(outcomes) {
	const files = outcomes.filter(({ state }) => state === "failed").map(({ file }) => file);
	return [...new Set(files)].filter((file) => file !== undefined);
}

/**
 * Both runs as one: what passed once has passed, and is unsteady where it also failed once. Only failures
 * of a hook are known, so that one is unsteady where it failed in one of two runs of its file.
 *
 * @param {readonly Outcome[]} first
 * @param {readonly Outcome[]} second of the failed files alone
 * @returns {{passes: number, failures: number, unsteady: string[]}}
 */
export function together(first, second) {
	const again = new Set(failedFiles(first));
	const tests = new Map();
	for (const { file, title, isHook, state } of [...first, ...second]) {
		const key = `${file ?? ""}\n${title}`;
		const test = tests.get(key) ?? { title, isHook, wasRunAgain: again.has(file) };
		tests.set(key, { ...test, [state]: (test[state] ?? 0) + 1 });
	}
	const outcome = ({ isHook, wasRunAgain, passed = 0, failed = 0 }) => {
		if (failed === 0) return "passed";
		const hasPassed = isHook ? wasRunAgain && failed === 1 : passed > 0;
		return hasPassed ? "unsteady" : "failed";
	};
	const all = [...tests.values()];
	const unsteady = all.filter((test) => outcome(test) === "unsteady");
	return {
		passes: all.filter((test) => !test.isHook && outcome(test) !== "failed").length,
		failures: all.filter((test) => outcome(test) === "failed").length,
		unsteady: unsteady.map(({ title }) => title),
	};
}

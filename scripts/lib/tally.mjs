import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { OUT } from "./paths.mjs";
import { failedFiles, together } from "./secondTry.mjs";

/** How many of the files that took the longest are named. */
const NAMED_FILES = 10;

/** The sum over all steps of a run. */
export class Tally {
	passed = 0;
	failed = 0;
	skipped = 0;
	#failures = [];
	#unsteady = [];
	/** @type {[file: string, ms: number][]} */
	#times = [];

	/** A step without tests of its own (types, lint, build): counts only when it fails. */
	async step(name, work) {
		announce(name);
		if ((await work()) === 0) return true;
		this.#fail(name, 1);
		return false;
	}

	/**
	 * A mocha run. `work` gets the environment in which the reporter counts.
	 *
	 * With `hasSecondTry` the files of tests that failed are run once more, named to `work`: a test that
	 * passes then is no failure, but is named in the closing lines.
	 */
	async mocha(name, work, { hasSecondTry = false } = {}) {
		announce(name);
		const first = await counted(work);
		const files = hasSecondTry ? failedFiles(first.outcomes) : [];
		if (first.isBroken || files.length === 0) return this.#add(name, first);
		announce(`${name}, once more: ${files.map((file) => basename(file)).join(", ")}`);
		const second = await counted(work, files);
		if (second.isBroken) return this.#add(name, { ...first, isBroken: true });
		const { unsteady, ...counts } = together(first.outcomes, second.outcomes);
		this.#unsteady.push(...unsteady.map((title) => `${name}: ${title}`));
		const { pending, times } = first;
		this.#add(name, { ...counts, pending, times, isBroken: false });
	}

	#add(name, { code, passes, failures, pending, times, isBroken }) {
		this.#times.push(...Object.entries(times));
		this.passed += passes;
		this.skipped += pending;
		if (isBroken)
			process.stdout.write(`\n${name}: the runner ended with ${code} and no failed test.\n`);
		if (failures > 0 || isBroken) this.#fail(name, failures + (isBroken ? 1 : 0));
	}

	/** Prints the closing lines. @returns {number} the exit code */
	close() {
		const slowest = this.#times.sort(([, a], [, b]) => b - a).slice(0, NAMED_FILES);
		if (slowest.length > 0) process.stdout.write("\nThe slowest files of tests:\n");
		for (const [file, ms] of slowest) {
			process.stdout.write(`${`${Math.round(ms / 1000)} s`.padStart(7)}  ${relative(OUT, file)}\n`);
		}
		for (const title of this.#unsteady) {
			process.stdout.write(`\nUnsteady, failed once and passed once: ${title}\n`);
		}
		if (this.#failures.length > 0) process.stdout.write(`\nFailed: ${this.#failures.join(", ")}\n`);
		const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : "";
		process.stdout.write(`\n${this.passed} passed, ${this.failed} failed${skipped}\n`);
		return this.failed === 0 ? 0 : 1;
	}

	#fail(name, count) {
		this.failed += count;
		this.#failures.push(name);
	}
}

/** Runs mocha and reads what its reporter counted. */
async function counted(work, files) {
	const folder = mkdtempSync(join(tmpdir(), "value-area-counts-"));
	const file = join(folder, "counts.json");
	const code = await work({ VALUE_AREA_COUNTS: file }, files);
	const {
		passes,
		failures,
		pending = 0,
		outcomes = [],
		times = {},
	} = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passes: 0, failures: 0 };
	rmSync(folder, { recursive: true });
	const isBroken = passes + failures + pending === 0 || (code !== 0 && failures === 0);
	return { code, passes, failures, pending, outcomes, times, isBroken };
}

function announce(name) {
	process.stdout.write(`\n=== ${name} ===\n`);
}

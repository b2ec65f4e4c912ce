import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The sum over all steps of a run. */
export class Tally {
	passed = 0;
	failed = 0;
	#failures = [];

	/** A step without tests of its own (types, lint, build): counts only when it fails. */
	async step(name, work) {
		announce(name);
		if ((await work()) === 0) return true;
		this.#fail(name, 1);
		return false;
	}

	/** A mocha run. `work` gets the environment in which the reporter counts. */
	async mocha(name, work) {
		announce(name);
		const folder = mkdtempSync(join(tmpdir(), "value-area-counts-"));
		const file = join(folder, "counts.json");
		const code = await work({ VALUE_AREA_COUNTS: file });
		const { passes, failures } = existsSync(file)
			? JSON.parse(readFileSync(file, "utf8"))
			: { passes: 0, failures: 0 };
		rmSync(folder, { recursive: true });
		this.passed += passes;
		const broken = passes + failures === 0 || (code !== 0 && failures === 0);
		if (broken)
			process.stdout.write(`\n${name}: the runner ended with ${code} and no failed test.\n`);
		if (failures > 0 || broken) this.#fail(name, failures + (broken ? 1 : 0));
	}

	/** Prints the closing lines. @returns {number} the exit code */
	close() {
		if (this.#failures.length > 0) process.stdout.write(`\nFailed: ${this.#failures.join(", ")}\n`);
		process.stdout.write(`\n${this.passed} passed, ${this.failed} failed\n`);
		return this.failed === 0 ? 0 : 1;
	}

	#fail(name, count) {
		this.failed += count;
		this.#failures.push(name);
	}
}

function announce(name) {
	process.stdout.write(`\n=== ${name} ===\n`);
}

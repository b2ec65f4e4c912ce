import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";

const REPORTER = resolve(__dirname, "..", "..", "..", "scripts", "lib", "countingReporter.cjs");

/** test/editor/testHost.ts picks these lines out of all that the window prints. */
function printMarked(...args: unknown[]): void {
	for (const line of format(...args).split("\n")) console.log(`\u2502${line}`);
}

/** Runs every `*.test.js` beside this file inside VS Code's extension host. */
export function run(): Promise<void> {
	Object.assign(Mocha.reporters.Base, { consoleLog: printMarked });
	const mocha = new Mocha({
		ui: "bdd",
		timeout: 60_000,
		slow: 5_000,
		reporter: REPORTER,
		...(process.env.VALUE_AREA_GREP === undefined ? {} : { grep: process.env.VALUE_AREA_GREP }),
	});
	for (const file of readdirSync(__dirname)
		.filter((name) => name.endsWith(".test.js"))
		.sort()) {
		mocha.addFile(join(__dirname, file));
	}
	return new Promise((resolve, reject) => {
		mocha.run((failures) => {
			if (failures === 0) resolve();
			else reject(new Error(`${failures} tests failed.`));
		});
	});
}

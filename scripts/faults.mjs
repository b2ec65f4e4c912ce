// Writes the tests of each fault into test/faults.md, from the ids in the titles of tests. Fails where a
// case has neither a test nor a reason.
import { readFileSync, writeFileSync } from "node:fs";
import { FAULTS_FILE, faultsOfList, testsOfCases, withTests } from "./lib/faultCases.mjs";
import { say } from "./lib/terminal.mjs";

const tests = testsOfCases();
const text = withTests(readFileSync(FAULTS_FILE, "utf8"), tests);
writeFileSync(FAULTS_FILE, text);
for (const fault of faultsOfList(text, tests)) {
	say(fault);
	process.exitCode = 1;
}

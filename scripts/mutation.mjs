// Takes each guard of scripts/lib/guards.mjs out, one at a time, in a copy of the project, and runs the tests
// that have to notice. Fails where nothing notices, and where a test fails with all guards in place.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrap } from "./lib/bootstrap.mjs";
import { compile } from "./lib/build.mjs";
import { GUARDS, withoutGuard } from "./lib/guards.mjs";
import { ROOT, installed } from "./lib/paths.mjs";
import { capture, tail } from "./lib/processes.mjs";
import { SetupError, main, say } from "./lib/terminal.mjs";

/** Parts of the project that tests read. */
const COPIED = ["out/src", "out/test", "test", "src", "docs", "package.json", "l10n"];
/** A test that never ends is one that notices, too. */
const LONGEST_RUN_MS = 240_000;

/** Runs tests in the copy. @returns {Promise<{failed: string[], passed: number}>} titles of those that failed */
async function runTests(folder, tests) {
	const report = join(folder, "report.json");
	rmSync(report, { force: true });
	const mocha = [installed("mocha", "bin", "mocha.js"), "--exit", "--timeout", "30000"];
	const reporter = ["--reporter", "json", "--reporter-option", `output=${report}`];
	const { output } = await capture(process.execPath, [...mocha, ...reporter, ...tests], {
		cwd: folder,
		timeout: LONGEST_RUN_MS,
		killSignal: "SIGKILL",
	});
	try {
		const { stats, failures } = JSON.parse(readFileSync(report, "utf8"));
		return { passed: stats.passes, failed: failures.map(({ fullTitle }) => fullTitle) };
	} catch {
		return { passed: 0, failed: [`the run itself: ${tail(output, 3)}`] };
	}
}

/** Puts the JavaScript of changed sources into the copy; gives what was there back. */
async function putIn(folder, sources) {
	const { default: ts } = await import("typescript");
	const { config } = ts.readConfigFile(join(ROOT, "tsconfig.base.json"), ts.sys.readFile);
	const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
	const before = new Map();
	for (const [file, source] of sources) {
		const path = join(folder, "out", file.replace(/\.ts$/, ".js"));
		before.set(path, readFileSync(path));
		const { outputText } = ts.transpileModule(source, {
			fileName: file,
			compilerOptions: { ...options, sourceMap: false, inlineSourceMap: false },
		});
		writeFileSync(path, outputText);
	}
	return () => before.forEach((content, path) => writeFileSync(path, content));
}

await main(async () => {
	const wanted = process.argv[2] ?? "";
	const guards = GUARDS.filter(({ name }) => name.includes(wanted));
	if (guards.length === 0) throw new SetupError(`There is no guard whose name holds "${wanted}".`);
	await bootstrap({});
	if ((await compile("test/unit")) !== 0) throw new SetupError("The project does not compile.");
	const mutants = guards.map((guard) => ({ ...guard, sources: withoutGuard(guard) }));
	const folder = mkdtempSync(join(tmpdir(), "value-area-mutation-"));
	try {
		for (const part of COPIED) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
		symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
		const whole = await runTests(folder, [...new Set(guards.flatMap(({ tests }) => tests))]);
		if (whole.failed.length > 0) {
			say(`With all guards in place these fail:\n  ${whole.failed.join("\n  ")}`);
			return 1;
		}
		say(`With all guards in place, ${whole.passed} tests pass.`);
		let unnoticed = 0;
		for (const { name, tests, sources } of mutants) {
			const putBack = await putIn(folder, sources);
			const { failed } = await runTests(folder, tests);
			putBack();
			if (failed.length === 0) unnoticed += 1;
			const [first, ...others] = failed;
			const more = others.length === 0 ? "" : ` and ${others.length} more`;
			say(first === undefined ? `NOT NOTICED: ${name}` : `${name}: ${first}${more}`);
		}
		say(`${mutants.length - unnoticed} of ${mutants.length} guards are missed when they are gone.`);
		return unnoticed === 0 ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

import { readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundle, compile } from "./build.mjs";
import { OUT, ROOT, TEST_ENGINE_VSIX, TEST_VSIX, installed } from "./paths.mjs";
import { capture, run } from "./processes.mjs";
import { ownTarget } from "./targets.mjs";

/**
 * No step takes this long unless something in it never ends. The UI tests take ten minutes on two
 * idle cores and several times as long on busy ones; each of them has a limit of its own.
 */
const STEP_DEADLINE_MS = 60 * 60_000;

const node = (args, env = {}) =>
	run(process.execPath, args, {
		cwd: ROOT,
		env: { ...process.env, ...env },
		timeout: STEP_DEADLINE_MS,
	});

/** Ends with the last test: timers of services that are let go would hold the process for minutes. */
const mochaCall = (files, flags) => [
	installed("mocha", "bin", "mocha.js"),
	"--exit",
	"--reporter",
	join(ROOT, "scripts", "lib", "countingReporter.cjs"),
	...flags,
	...files,
];

const mocha = (files, env, ...flags) => node(mochaCall(files, flags), env);

/** Runs something beside another step: what it says comes in one piece. */
async function printedAtEnd(args, env) {
	const { code, output } = await capture(process.execPath, args, {
		cwd: ROOT,
		env: { ...process.env, ...env },
		timeout: STEP_DEADLINE_MS,
		killSignal: "SIGKILL",
	});
	process.stdout.write(output);
	return code;
}

/** Types, lint and format. Lint takes as long as the others together, and reads the sources alone. */
export async function check(tally, ...beside) {
	await Promise.all([
		tally.step("lint", () => node([installed("eslint", "bin", "eslint.js"), "."])),
		(async () => {
			await tally.step("types", () => compile());
			for (const step of beside) await step(tally);
			await tally.step("format", () =>
				node([installed("prettier", "bin", "prettier.cjs"), "--check", "--log-level", "warn", "."]),
			);
		})(),
	]);
}

/** The production bundles and the packages, which tests look into and install: one build for both. */
export async function pack(tally) {
	// A package of an earlier run must not be tested in its place.
	for (const file of [TEST_VSIX, TEST_ENGINE_VSIX]) rmSync(file, { force: true });
	const target = ownTarget();
	await tally.step("packages", async () => {
		const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
		const targets = ["universal", ...(target === undefined ? [] : [target])];
		const named = targets.flatMap((one) => ["--target", one]);
		const code = await node(["scripts/package.mjs", ...named, "--out", OUT]);
		if (code !== 0) return code;
		renameSync(join(OUT, `${name}-${version}.vsix`), TEST_VSIX);
		if (target !== undefined) {
			renameSync(join(OUT, `${name}-${target}-${version}.vsix`), TEST_ENGINE_VSIX);
		}
		return 0;
	});
}

/** What a window under development loads. Without it there is nothing to open. */
export async function build(tally) {
	return tally.step(
		"build",
		async () => (await compile("test/editor", "test/support")) || bundle(),
	);
}

/** Rooms whose tests take as long as those of all others together, half of it waiting for processes and servers. */
const ENGINE = "out/test/unit/engine";
/** The rooms whose tests compute and draw. */
const PURE = "out/test/unit/{core,protocol,webview}";

/**
 * Two runs at a time, which share no file, port or process: beside the engine's tests those that compute, and then
 * all others.
 */
export async function unit(tally) {
	await tally.step("compile unit tests", () => compile("test/unit"));
	const flags = ["--timeout", "30000", "--slow", "2000"];
	const beside = (name, files, ...more) =>
		tally.mocha(`unit, ${name} (printed at their end)`, (env) =>
			printedAtEnd(mochaCall(files, [...flags, ...more]), env),
		);
	await Promise.all([
		tally.mocha("unit, engine", (env) => mocha([`${ENGINE}/**/*.test.js`], env, ...flags)),
		(async () => {
			await beside("pure rooms", [`${PURE}/**/*.test.js`]);
			const others = ["--ignore", `${PURE}/**`, "--ignore", `${ENGINE}/**`];
			await beside("other rooms", ["out/test/unit/**/*.test.js"], ...others);
		})(),
	]);
}

/** Draws the golden pictures anew, so that their changes can be looked at and committed. */
export async function golden(tally) {
	await tally.step("compile golden pictures", () => compile("test/unit/webview"));
	await tally.mocha("golden", (env) =>
		mocha(["out/test/unit/webview/golden/golden.test.js"], { ...env, UPDATE_GOLDEN: "1" }),
	);
}

/** Inside VS Code: its own server in a browser, or the desktop application. */
export async function integration(tally, host = "server") {
	await tally.step("compile integration tests", () => compile("test/integration"));
	await tally.mocha(`integration (${host})`, (env) =>
		node(["scripts/lib/runIntegration.mjs", host], env),
	);
}

export async function ui(tally) {
	await tally.step("compile UI tests", () => compile("test/ui"));
	await tally.mocha(
		"ui",
		(env, files = ["out/test/ui/**/*.test.js"]) =>
			mocha(files, env, "--timeout", "240000", "--slow", "20000"),
		{ hasSecondTry: true },
	);
}

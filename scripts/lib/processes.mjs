import { spawn } from "node:child_process";

/**
 * Runs a program to its end with our own output streams. With `timeout` (milliseconds) it is ended
 * when it takes longer.
 *
 * @returns {Promise<number>} the exit code; 1 where a signal ended it or it could not start
 */
export function run(command, args, options = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { stdio: "inherit", killSignal: "SIGKILL", ...options });
		child.on("error", (error) => {
			process.stderr.write(`${command}: ${error.message}\n`);
			resolve(1);
		});
		child.on("close", (code) => resolve(code ?? 1));
	});
}

/** Runs a program silently. @returns {Promise<{code: number, output: string}>} both streams as one text */
export function capture(command, args, options = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
		let output = "";
		const collect = (chunk) => (output += chunk.toString());
		child.stdout.on("data", collect);
		child.stderr.on("data", collect);
		child.on("error", (error) => resolve({ code: 1, output: error.message }));
		child.on("close", (code) => resolve({ code: code ?? 1, output }));
	});
}

/** The environment without what `npm run` puts there: it would reach an npm that works elsewhere. */
function outsideNpm() {
	const kept =
		/^npm_(execpath|config_(registry|cache|userconfig|proxy|https_proxy|noproxy|cafile))$/i;
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name)),
	);
}

/** Runs the npm that started us, or the one on PATH. */
export function npm(args, { cwd }) {
	const options = { cwd, env: outsideNpm() };
	const own = process.env.npm_execpath;
	if (own !== undefined && /npm-cli\.c?js$/.test(own)) {
		return capture(process.execPath, [own, ...args], options);
	}
	return process.platform === "win32"
		? capture("npm.cmd", args, { ...options, shell: true })
		: capture("npm", args, options);
}

/** What npm says is wrong: the first of its error lines, which stand above its help text. */
export function npmProblem(output) {
	const errors = output.split("\n").filter((line) => /^npm error\s*\S/.test(line));
	return errors.length > 0 ? errors.slice(0, 8).join("\n") : tail(output);
}

/** The last lines of an output, for an error message. */
export function tail(output, lines = 12) {
	return output.trimEnd().split("\n").slice(-lines).join("\n");
}

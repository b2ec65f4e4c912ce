import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { capture } from "../../lib/processes.mjs";
import { bundlePrograms } from "../nodePrograms.mjs";

/** The key that loopback services know. */
export const LOOPBACK_KEY = "loopback-dummy-key";

const python = () => process.env.VALUE_AREA_PYTHON ?? "python3";

/** @returns {Promise<any>} the JSON that a program prints as its last line */
async function answerOf(command, args) {
	const { code, output } = await capture(command, args);
	if (code !== 0) throw new Error(`${args[0]} failed:\n${output}`);
	return JSON.parse(output.trim().split("\n").at(-1));
}

/** Why the scripts cannot run here; `undefined` where they can. */
export async function missingRequests() {
	const { code } = await capture(python(), ["-c", "import requests"]);
	return code === 0 ? undefined : `not measured: ${python()} has no requests`;
}

/** What a script of this folder prints. */
export const pythonAnswer = (name, order) =>
	answerOf(python(), [fileURLToPath(new URL(name, import.meta.url)), JSON.stringify(order)]);

async function startService(program, delayMs) {
	const child = spawn(process.execPath, [program, String(delayMs)], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	for await (const origin of createInterface({ input: child.stdout })) {
		const asked = async () => (await globalThis.fetch(`${origin}/__asked`)).json();
		return { origin, asked, stop: () => child.stdin.end() };
	}
	throw new Error("The service of the bench did not start. Its output is above.");
}

/**
 * Bundles what asks as the extension host does, and services that take their time for each request.
 *
 * @template T
 * @param {(programs: {run: (order: object) => Promise<any>, serviceOf: (delayMs: number) => Promise<{origin: string, asked: () => Promise<object>}>}) => Promise<T>} work
 *   each `run` is a process of its own; `asked` says what was asked since it was last called
 * @returns {Promise<T>}
 */
export async function withFetch(work) {
	const folder = await mkdtemp(join(tmpdir(), "value-area-bench-"));
	const services = new Map();
	try {
		const programs = await bundlePrograms(folder, "fetch", ["run", "service"]);
		return await work({
			run: (order) => answerOf(process.execPath, [programs.run, JSON.stringify(order)]),
			serviceOf: async (delayMs) => {
				const service = services.get(delayMs) ?? (await startService(programs.service, delayMs));
				services.set(delayMs, service);
				return service;
			},
		});
	} finally {
		for (const { stop } of services.values()) stop();
		await rm(folder, { recursive: true, force: true });
	}
}

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

async function startService(program, delayMs, now) {
	const child = spawn(process.execPath, [program, String(delayMs), String(now)], {
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
 * @param {(programs: {run: (order: object) => Promise<any>, serviceOf: (delayMs: number, now: number) => Promise<{origin: string, asked: () => Promise<object>}>, folder: string}) => Promise<T>} work
 *   each `run` is a process of its own; for a service it is always `now`, and `asked` says what was asked since it was
 *   last called; `folder` is removed afterwards
 * @returns {Promise<T>}
 */
export async function withFetch(work) {
	const folder = await mkdtemp(join(tmpdir(), "value-area-bench-"));
	const services = new Map();
	try {
		const programs = await bundlePrograms(folder, "fetch", ["run", "service"]);
		return await work({
			run: (order) => answerOf(process.execPath, [programs.run, JSON.stringify(order)]),
			serviceOf: async (delayMs, now) => {
				const name = `${delayMs} ${now}`;
				const service = services.get(name) ?? (await startService(programs.service, delayMs, now));
				services.set(name, service);
				return service;
			},
			folder,
		});
	} finally {
		for (const { stop } of services.values()) stop();
		await rm(folder, { recursive: true, force: true });
	}
}

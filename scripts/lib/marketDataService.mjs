import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { OUT } from "./paths.mjs";
import { SetupError } from "./terminal.mjs";

/**
 * Starts the loopback market data service as a process of its own.
 *
 * @returns {Promise<{kiyotakaOrigin: string, kaikoOrigin: string, referenceOrigin: string, stop(): void}>}
 */
export async function startMarketDataService() {
	const child = spawn(process.execPath, [join(OUT, "test", "support", "serve.js")], {
		// It stops when its input ends, so it does not outlive us even if we are killed.
		stdio: ["pipe", "pipe", "inherit"],
	});
	for await (const line of createInterface({ input: child.stdout })) {
		const { kiyotakaOrigin, kaikoOrigin, referenceOrigin } = JSON.parse(line);
		child.stdout.resume();
		return { kiyotakaOrigin, kaikoOrigin, referenceOrigin, stop: () => child.kill("SIGTERM") };
	}
	throw new SetupError("The loopback market data service did not start. Its output is above.");
}

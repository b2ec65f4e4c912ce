import { fstatSync } from "node:fs";
import { parseArgs } from "node:util";
import { startServices } from "./services";

/**
 * Runs both loopback services until SIGTERM, SIGINT or the end of standard input. Prints one line of
 * JSON: `{"kiyotakaOrigin": …, "kaikoOrigin": …}`. `--port N` takes N and N + 1.
 */
async function serve(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: "string" } } });
	const services = await startServices(
		values.port === undefined ? {} : { port: Number(values.port) },
	);
	const { kiyotakaOrigin, kaikoOrigin } = services;
	process.stdout.write(`${JSON.stringify({ kiyotakaOrigin, kaikoOrigin })}\n`);
	const stop = () => {
		services.stop().then(
			() => process.exit(0),
			() => process.exit(1),
		);
	};
	process.once("SIGTERM", stop);
	process.once("SIGINT", stop);
	// A parent that went away closes its pipe; no pipe at all says nothing.
	const input = fstatSync(0);
	if (input.isFIFO() || input.isSocket()) process.stdin.once("end", stop).resume();
}

serve().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});

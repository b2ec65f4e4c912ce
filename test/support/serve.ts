import { fstatSync } from "node:fs";
import { parseArgs } from "node:util";
import { startServices } from "./services";

/**
 * Runs the loopback services until SIGTERM, SIGINT or the end of standard input. Prints one line of
 * JSON: `{"kiyotakaOrigin": …, "kaikoOrigin": …, "referenceOrigin": …}`. `--port N` takes N to N + 2.
 */
async function serve(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: "string" } } });
	const services = await startServices(
		values.port === undefined ? {} : { port: Number(values.port) },
	);
	const { kiyotakaOrigin, kaikoOrigin, referenceOrigin } = services;
	const origins = { kiyotakaOrigin, kaikoOrigin, referenceOrigin };
	process.stdout.write(`${JSON.stringify(origins)}\n`);
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

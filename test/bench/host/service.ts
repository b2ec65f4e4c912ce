import { startLoopbackServer } from "../../support/loopbackServer";
import { answerOf } from "../answers";

/** Runs until standard input ends. Prints its origin. */
async function serve(): Promise<void> {
	const server = await startLoopbackServer((url) => ({
		status: 200,
		headers: {},
		body: answerOf(url),
	}));
	process.stdout.write(`${server.origin}\n`);
	process.stdin.once("end", () => process.exit(0)).resume();
}

void serve();

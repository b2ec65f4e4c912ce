/** A failure that is the reader's to solve: its message is a sentence that says how. */
export class SetupError extends Error {
	name = "SetupError";
}

export function say(sentence) {
	process.stderr.write(`${sentence}\n`);
}

/**
 * Runs `work` and shows that it is alive: the sentence at once, the time every ten seconds.
 *
 * @template T
 * @param {string} sentence what is done, without a full stop
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(sentence, work) {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	say(`${sentence} …`);
	const timer = setInterval(() => say(`  still at it after ${seconds()} s`), 10_000);
	try {
		const result = await work();
		say(`  done in ${seconds()} s`);
		return result;
	} finally {
		clearInterval(timer);
	}
}

/** Runs a script's main function; a {@link SetupError} prints its sentence alone. */
export async function main(run) {
	try {
		process.exitCode = (await run()) ?? process.exitCode ?? 0;
	} catch (error) {
		say(error instanceof SetupError ? `\n${error.message}` : error.stack);
		process.exitCode = 1;
	}
}

import type { Log } from "../../src/core/log";

/** A log in which a warning ends the run: figures of an answer that went wrong say nothing. */
export function complaining(): Log {
	const complain = (message: string) => {
		throw new Error(message);
	};
	const quiet = () => undefined;
	return { trace: quiet, debug: quiet, info: quiet, warn: complain, error: complain };
}

import { type EpochMs, epochMs } from "../core/time";

/** Time and randomness as a port, so that tests control both. */
export interface Clock {
	/** The wall clock; for moments that people see. */
	now(): EpochMs;
	/** Milliseconds of a clock that never jumps; for measuring. */
	monotonic(): number;
	/** Resolves after `ms`. Rejects with the signal's reason as soon as the signal fires. */
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Timers wait at most this long; a longer wait would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function sleep(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const stop = () => {
			clearTimeout(timer);
			reject(signal.reason as Error);
		};
		const timer = setTimeout(
			() => {
				signal.removeEventListener("abort", stop);
				resolve();
			},
			Math.min(Math.max(ms, 0), MAX_TIMER_MS),
		);
		if (signal.aborted) stop();
		else signal.addEventListener("abort", stop, { once: true });
	});
}

export const systemClock: Clock = {
	now: () => epochMs(Date.now()),
	monotonic: () => performance.now(),
	sleep,
};

import { setTimeout as pause } from "node:timers/promises";
import { errors } from "playwright-core";

/**
 * How long something may take to appear. What takes five seconds on an idle machine, like a chart in a
 * window that was just reloaded, takes half a minute and more where other work shares its cores.
 */
export const PATIENCE_MS = 60_000;
/** How long one attempt of several may take. */
export const ATTEMPT_MS = 3_000;
const POLL_MS = 50;

/**
 * Looks again and again until there is something to see. Fails with `what` when nothing comes. A look
 * that itself ran out of time has seen nothing; it is repeated.
 */
export async function until<T>(
	what: string,
	look: () => Promise<T | undefined | false>,
	patienceMs = PATIENCE_MS,
): Promise<T> {
	const deadline = Date.now() + patienceMs;
	for (;;) {
		let cause: unknown;
		try {
			const seen = await look();
			if (seen !== undefined && seen !== false) return seen;
		} catch (error) {
			if (!(error instanceof errors.TimeoutError)) throw error;
			cause = error;
		}
		if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`, { cause });
		await pause(POLL_MS);
	}
}

/** Whether it is seen within the time of one attempt. */
export async function soon(look: () => Promise<boolean>): Promise<boolean> {
	const deadline = Date.now() + ATTEMPT_MS;
	while (!(await look())) {
		if (Date.now() > deadline) return false;
		await pause(POLL_MS);
	}
	return true;
}

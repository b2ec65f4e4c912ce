import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 20_000;
const POLL_MS = 50;

/** Looks again and again until there is something to see. Fails with `what` when nothing comes. */
export async function until<T>(
	what: string,
	look: () => Promise<T | undefined | false>,
): Promise<T> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const seen = await look();
		if (seen !== undefined && seen !== false) return seen;
		if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
		await pause(POLL_MS);
	}
}

import { READY_SESSIONS, type Session } from "./session";

/** Most sessions of one's own. */
export const MOST_OWN_SESSIONS = 64;

/** All sessions there are to choose from: the ready ones, then one's own. Of one name, whatever its case, one's own counts. */
export function offeredSessions(own: readonly Session[]): readonly Session[] {
	const names = new Set(own.map(({ name }) => name.toLowerCase()));
	return [...READY_SESSIONS.filter(({ name }) => !names.has(name.toLowerCase())), ...own];
}

import { type OwnSessions, readOwnSessions } from "../core/session/ownSessions";
import { writtenSessions } from "./config";

/** The sessions of the settings, and what is wrong with those that cannot be used. */
export function ownSessions(): OwnSessions {
	return readOwnSessions(writtenSessions());
}

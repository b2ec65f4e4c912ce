import { type Text, text } from "../text";
import { clockTime, LONGEST_NAME, type Session, sessionFault } from "./session";

/** What is wrong with a session that somebody wrote, and what would be right; `undefined` for a sound one. */
export function sessionProblem(session: Session): Text | undefined {
	switch (sessionFault(session)) {
		case "name":
			return text("A session needs a name of at most {0} letters.", LONGEST_NAME);
		case "zone":
			return text(
				"{0} is no time zone. Write UTC or a name such as America/New_York.",
				session.zone,
			);
		case "time": {
			const { from, to } = session;
			const wrong = clockTime(from) === undefined ? from : to;
			return text("{0} is no time of a day. Write hours and minutes, such as 09:30.", wrong);
		}
		case "days":
			return text("The days of a session are numbers from 1, Monday, to 7, Sunday.");
		case undefined:
			return undefined;
	}
}

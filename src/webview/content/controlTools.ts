import { shownSessions } from "../../core/chart/profile/shownSessions";
import { multipleForRows } from "../../core/profile/regroup";
import { factsOf } from "../../core/providers/facts";
import type { Part } from "../../core/table/parts";
import { offeredMultiples } from "./analytics";

/** What choices are worked out with: the page has that already, so the part that makes them does not bring it again. */
export const CONTROL_TOOLS = {
	multipleForRows,
	offeredMultiples,
	shownSessions,
	/** Whether a query could be asked with the volumes that it came without. */
	canHaveVolume: ({ query }: Part): boolean => factsOf(query).withVolume !== undefined,
};

export type ControlTools = typeof CONTROL_TOOLS;

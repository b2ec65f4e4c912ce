import * as read from "../../core/reader";
import { DATA_SET_ID_LENGTH } from "../../core/trades/dataSet/dataSetId";

/** Grows when an older host would misread what the page of a data set keeps. */
export const KEPT_DATA_SET_VERSION = 1;

/** What the page of a data set keeps for its next load; the host restores its panel from it. */
export interface KeptDataSet {
	readonly version: typeof KEPT_DATA_SET_VERSION;
	/** Id of the data set. */
	readonly dataSet: string;
}

const kept = read.fields<KeptDataSet>({
	version: read.literal(KEPT_DATA_SET_VERSION),
	dataSet: read.text(DATA_SET_ID_LENGTH),
});

/** The data set of a page that was kept; `undefined` where a page of another version kept something else. */
export function readKeptDataSet(state: unknown): KeptDataSet | undefined {
	return read.attempt(kept, state);
}

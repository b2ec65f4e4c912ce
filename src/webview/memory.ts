import type { MarketQuery } from "../core/query/query";
import type { ViewOptions } from "../core/query/viewOptions";
import type { AxisRange } from "../core/chart/axisRange";
import * as read from "../core/reader";
import { KEPT_STATE_VERSION } from "../protocol/messages";
import type { AxisRanges } from "./charts/screen";

/** Zoomed axis ranges, and the key of the axes that they belong to. */
export interface ZoomMemory extends AxisRanges {
	readonly key: string;
}

/** What the page keeps for its next load; the host restores the panel from everything but the zoom. */
export interface PageMemory {
	readonly version: typeof KEPT_STATE_VERSION;
	readonly queries: readonly MarketQuery[];
	readonly view: ViewOptions;
	/** Id of the saved market that the chart belongs to. */
	readonly market?: string;
	readonly zoom?: ZoomMemory;
}

const range = read.where(
	read.fields<AxisRange>({ min: read.number, max: read.number }),
	({ min, max }) => max > min,
	"a range from less to more",
);
const kept = read.fields<Pick<PageMemory, "version" | "zoom">>({
	version: read.literal(KEPT_STATE_VERSION),
	zoom: read.tolerant(
		read.fields<ZoomMemory>({
			key: read.text(),
			x: read.tolerant(range),
			y: read.tolerant(range),
		}),
	),
});

/** The zoom that an earlier page kept. That page may be of another version. */
export function recallZoom(state: unknown): ZoomMemory | undefined {
	return read.attempt(kept, state)?.zoom;
}

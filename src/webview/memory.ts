import type { AxisRange } from "../core/chart/viewRange";
import type { MarketQuery } from "../core/query/schema";
import type { ViewOptions } from "../core/query/viewOptions";

/** A zoomed stretch and what it is a stretch of. */
export interface ZoomMemory extends AxisRange {
	readonly key: string;
}

/** What the page keeps for its next life; the first two are what the host restores the panel from. */
export interface PageMemory {
	readonly queries: readonly MarketQuery[];
	readonly view: ViewOptions;
	readonly zoom?: ZoomMemory;
}

/** The zoom in what an earlier page kept, which may be of another version. */
export function recallZoom(state: unknown): ZoomMemory | undefined {
	if (typeof state !== "object" || state === null || !("zoom" in state)) return undefined;
	const { zoom } = state;
	if (typeof zoom !== "object" || zoom === null) return undefined;
	const isZoom = "key" in zoom && "min" in zoom && "max" in zoom;
	if (!isZoom) return undefined;
	const { key, min, max } = zoom;
	if (typeof key !== "string" || typeof min !== "number" || typeof max !== "number")
		return undefined;
	return Number.isFinite(min) && max > min ? { key, min, max } : undefined;
}

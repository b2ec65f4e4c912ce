import type { MarketQuery } from "../core/query/query";
import type { ViewOptions } from "../core/query/viewOptions";
import type { AxisRange } from "../core/chart/viewRange";
import { KEPT_STATE_VERSION } from "../protocol/messages";
import type { ViewState } from "./charts/screen";

/** Zoomed stretches and what they are stretches of. */
export interface ZoomMemory extends ViewState {
	readonly key: string;
}

/** What the page keeps for its next life; the host restores the panel from all but the zoom. */
export interface PageMemory {
	readonly version: typeof KEPT_STATE_VERSION;
	readonly queries: readonly MarketQuery[];
	readonly view: ViewOptions;
	/** Id of the saved market that the chart belongs to. */
	readonly market?: string;
	readonly zoom?: ZoomMemory;
}

/** The zoom in what an earlier page kept, which may be of another version. */
export function recallZoom(state: unknown): ZoomMemory | undefined {
	if (field(state, "version") !== KEPT_STATE_VERSION) return undefined;
	const zoom = field(state, "zoom");
	const key = field(zoom, "key");
	if (typeof key !== "string") return undefined;
	const x = rangeOf(field(zoom, "x"));
	const y = rangeOf(field(zoom, "y"));
	return { key, ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) };
}

function rangeOf(value: unknown): AxisRange | undefined {
	const min = field(value, "min");
	const max = field(value, "max");
	const isRange = typeof min === "number" && typeof max === "number";
	return isRange && Number.isFinite(min) && max > min ? { min, max } : undefined;
}

function field(value: unknown, name: string): unknown {
	return typeof value === "object" && value !== null && name in value
		? (value as Record<string, unknown>)[name]
		: undefined;
}

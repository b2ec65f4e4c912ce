import type { PackedChunk } from "../../../../src/core/result/chunk";
import { packChunk } from "../../../../src/core/result/packChunk";
import { epochMs, HOUR_MS } from "../../../../src/core/time";
import { vwapOf } from "../../../support/series";

/** Hourly VWAPs of a stretch, counted in hours since the epoch; `hours` are those that traded, else all. */
export function hoursChunk(
	from: number,
	to: number,
	price: number | ((hour: number) => number),
	hours = Array.from({ length: to - from }, (_, at) => from + at),
): PackedChunk {
	const series = vwapOf(
		hours.map((hour) => hour * HOUR_MS),
		hours.map((hour) => (typeof price === "number" ? price : price(hour))),
	);
	const stretch = { from: epochMs(from * HOUR_MS), to: epochMs(to * HOUR_MS) };
	return packChunk([series], { stretch, origin: "asked", fetchedAt: epochMs(to * HOUR_MS) });
}

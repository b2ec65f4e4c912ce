import type { Fit } from "../../cost/fit";
import type { CostContext } from "../../cost/costContext";
import type { ErrorFacts } from "../../errors/errors";
import { roughUnit } from "../../length";
import { KIYOTAKA_INTERVAL_LENGTH } from "../../query/intervalGrammar";
import {
	KIYOTAKA_INTERVALS,
	type KiyotakaInterval,
	type KiyotakaProfileQuery,
} from "../../query/query";
import { queryFit } from "../../query/queryFit";
import { resolveRange } from "../../query/range";
import { periodProblem } from "../../session/periodRange";
import { type Text, text } from "../../text";
import { alignUp, DAY_MS, type EpochMs, epochMs, toIso } from "../../time";
import { profileCost } from "./cost";
import { planProfiles } from "./feed";

/** Queries like one that was refused which the plan can give, the one that changes least first. */
export function profileFits(
	query: KiyotakaProfileQuery,
	{ condition, limit }: Pick<ErrorFacts, "condition" | "limit">,
	context: CostContext,
): readonly Fit[] {
	if (condition === "aggregation") {
		const apart = { ...query, aggregate: undefined };
		return [{ label: text("Show exchanges one by one"), query: apart, changes: "query" }];
	}
	if (limit === undefined) return [];
	if (condition === "history") {
		const fit = withinHistory(query, limit, context);
		return fit === undefined ? [] : [fit];
	}
	const isWeighed = condition === "weight" || condition === "day";
	return isWeighed ? withinWeight(query, limit, context) : [];
}

/** Where a range ends that is over whatever the time will be, or for now; `undefined` for one that ends with the present. */
function endOf(
	{ range, interval }: KiyotakaProfileQuery,
	now: EpochMs,
): { readonly to: EpochMs; readonly iso: string } | undefined {
	if ("last" in range) return undefined;
	const { to } = resolveRange(range, KIYOTAKA_INTERVAL_LENGTH[interval], now);
	if ("to" in range) return { to, iso: range.to };
	return to <= now ? { to, iso: toIso(to) } : undefined;
}

/** Whether a query can be asked for in other intervals: the edges of a session or a zone's days lie on few grids. */
const isOnGrid = ({ range, interval }: KiyotakaProfileQuery, now: EpochMs) =>
	periodProblem(range, KIYOTAKA_INTERVAL_LENGTH[interval], now) === undefined;

function withinHistory(
	query: KiyotakaProfileQuery,
	days: number,
	{ now, limits }: CostContext,
): Fit | undefined {
	const interval = KIYOTAKA_INTERVAL_LENGTH[query.interval];
	const earliest = alignUp(epochMs(now - days * DAY_MS), interval);
	const end = endOf(query, now);
	if (end !== undefined && end.to > earliest) {
		const range = { from: toIso(earliest), to: end.iso };
		const label = text("Begin at {0}", range.from.slice(0, 10));
		return { label, query: { ...query, range }, changes: "range" };
	}
	// A range that counts back is widened to whole intervals, of which the first may begin too early.
	const earliestStart = now - days * DAY_MS;
	for (let count = Math.floor(days); count > 0; count--) {
		const range = { last: `${count}d` };
		const { range: meant, intervals, most } = queryFit({ ...query, range }, limits, now);
		if (meant.from < earliestStart || intervals > most) continue;
		const label = count === 1 ? text("Use 1 day") : text("Use {0} days", count);
		return { label, query: { ...query, range }, changes: "range" };
	}
	return undefined;
}

function withinWeight(query: KiyotakaProfileQuery, most: number, context: CostContext): Fit[] {
	const weightOf = (one: KiyotakaProfileQuery) =>
		profileCost(one, planProfiles(one, context)).weight ?? 0;
	const longer = KIYOTAKA_INTERVALS.slice(KIYOTAKA_INTERVALS.indexOf(query.interval) + 1);
	const [coarser] = longer
		.map((interval) => ({ ...query, interval }))
		.filter((one) => isOnGrid(one, context.now) && weightOf(one) <= most);
	const shorter = shortened(query, most, weightOf, context);
	return [
		...(coarser === undefined
			? []
			: [
					{
						label: intervalLabel(coarser.interval, weightOf(coarser)),
						query: coarser,
						changes: "query" as const,
					},
				]),
		...(shorter === undefined
			? []
			: [
					{
						label: lengthLabel(shorter, weightOf(shorter.query)),
						query: shorter.query,
						changes: "range" as const,
					},
				]),
	];
}

interface Shortened {
	readonly query: KiyotakaProfileQuery;
	readonly count: number;
	/** `d` or `h`, as in a range. */
	readonly unit: string;
}

/** The query for the newest part of its range that costs no more, in whole days or hours. */
function shortened(
	query: KiyotakaProfileQuery,
	most: number,
	weightOf: (query: KiyotakaProfileQuery) => number,
	{ now }: CostContext,
): Shortened | undefined {
	const interval = KIYOTAKA_INTERVAL_LENGTH[query.interval];
	const { from, to } = resolveRange(query.range, interval, now);
	const end = endOf(query, now);
	// Every thousand intervals begun cost the same, so the longest range of a weight is a number of whole thousands.
	for (
		let length = Math.floor((to - from) / interval / 1_000) * 1_000;
		length > 0;
		length -= 1_000
	) {
		const { unit, size } = roughUnit(length * interval, "dh");
		const count = Math.floor((length * interval) / size);
		if (count < 1) return undefined;
		const range =
			end === undefined
				? { last: `${count}${unit}` }
				: { from: toIso(epochMs(to - count * size)), to: end.iso };
		const shorter = { ...query, range };
		if (weightOf(shorter) <= most) return { query: shorter, count, unit };
	}
	return undefined;
}

function lengthLabel({ count, unit }: Shortened, weight: number): Text {
	if (unit === "h") {
		return count === 1
			? text("Use 1 hour ({0})", weight)
			: text("Use {0} hours ({1})", count, weight);
	}
	return count === 1 ? text("Use 1 day ({0})", weight) : text("Use {0} days ({1})", count, weight);
}

function intervalLabel(interval: KiyotakaInterval, weight: number): Text {
	switch (interval) {
		case "MINUTE":
			return text("Use 1-minute intervals ({0})", weight);
		case "FIVE_MINUTES":
			return text("Use 5-minute intervals ({0})", weight);
		case "FIFTEEN_MINUTES":
			return text("Use 15-minute intervals ({0})", weight);
		case "THIRTY_MINUTES":
			return text("Use 30-minute intervals ({0})", weight);
		case "HOUR":
			return text("Use hourly intervals ({0})", weight);
		case "FOUR_HOURS":
			return text("Use 4-hour intervals ({0})", weight);
		case "DAY":
			return text("Use daily intervals ({0})", weight);
		case "WEEK":
			return text("Use weekly intervals ({0})", weight);
	}
}

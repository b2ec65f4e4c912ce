import * as read from "../../reader";
import type { MarketIdentity } from "../../result/series";
import { epochMs, momentWords } from "../../time";
import { TooLargeError } from "../answerErrors";
import type { AskedWindow } from "../windowReader";
import { INTERVALS_PER_REQUEST } from "./request";
import { type ProfileRows, readProfile, readTimestamp } from "./points";

/** One interval of an answer, at the time that the provider put on it. */
export interface DecodedPoint {
	/** Epoch milliseconds. */
	readonly time: number;
	readonly rows: ProfileRows;
}

export interface DecodedSeries {
	readonly market: MarketIdentity;
	/** The provider's names of the interval and of the kind of data, where the series tells them. */
	readonly interval?: string;
	readonly type?: string;
	readonly points: readonly DecodedPoint[];
	/** Points left out for a bad number or time. */
	readonly badPoints: number;
}

/** More than one bad point in a hundred is not an accident. */
const MAX_BAD_SHARE = 0.01;
type ReadLimits = AskedWindow<unknown>["limits"];

const MAX_SERIES = 256;

/** What a series says about itself, in the provider's field names. */
interface SentIdentity {
	readonly exchange?: string;
	readonly rawSymbol?: string;
	readonly normalizedSymbol?: string;
	readonly category?: string;
	readonly coin?: string;
	readonly interval?: string;
	readonly type?: string;
}

/** An empty text says as little as a missing one. */
const word = read.map(read.omissible(read.text(256)), (text) => (text === "" ? undefined : text));
const sentIdentity = read.omissible(
	read.fields<SentIdentity>({
		exchange: word,
		rawSymbol: word,
		normalizedSymbol: word,
		category: word,
		coin: word,
		interval: word,
		type: word,
	}),
);

function readIdentity(value: unknown): Pick<DecodedSeries, "market" | "interval" | "type"> {
	const { rawSymbol, interval, type, ...market } = sentIdentity(value) ?? {};
	return {
		market: { ...market, ...(rawSymbol !== undefined && { symbol: rawSymbol }) },
		...(interval !== undefined && { interval }),
		...(type !== undefined && { type }),
	};
}

/** Counts the numbers of one answer against the limit. */
class NumberBudget {
	private spent = 0;

	constructor(private readonly limit: number) {}

	spend(numbers: number) {
		this.spent += numbers;
		if (this.spent <= this.limit) return;
		throw new TooLargeError(`more than ${this.limit} numbers`, {
			name: "numbersPerAnswer",
			value: this.limit,
		});
	}
}

const list = read.omissible(read.array);
const pointFields = read.named("Point", read.object);

function readPoint(
	value: unknown,
	market: string,
	limits: ReadLimits,
	budget: NumberBudget,
): DecodedPoint | undefined {
	const { profile, timestamp } = pointFields(read.object(value)["Point"]);
	budget.spend(Array.isArray(profile) ? profile.length + 1 : 1);
	const time = readTimestamp(timestamp);
	const whose = () =>
		`the profile of ${market} at ${time === undefined ? "no time" : momentWords(epochMs(time))}`;
	const rows = read.named("Point.profile", () =>
		readProfile(profile, limits.levelsPerProfile, whose),
	)(profile);
	return rows === undefined || time === undefined ? undefined : { time, rows };
}

function readPoints(
	value: unknown,
	market: string,
	limits: ReadLimits,
	budget: NumberBudget,
): Pick<DecodedSeries, "points" | "badPoints"> {
	const values = list(value) ?? [];
	if (values.length > INTERVALS_PER_REQUEST) {
		throw new TooLargeError(`${market} has ${values.length} points`);
	}
	const points: DecodedPoint[] = [];
	let firstBad: number | undefined;
	const take = (value: unknown, index: number) => {
		const point = readPoint(value, market, limits, budget);
		if (point === undefined) firstBad ??= index;
		else points.push(point);
	};
	read.each(take)(values);
	const badPoints = values.length - points.length;
	if (firstBad !== undefined && badPoints > values.length * MAX_BAD_SHARE) {
		throw new read.DecodeError(
			`[${firstBad}]`,
			"a profile of finite, positive numbers with a time",
		);
	}
	return { points, badPoints };
}

/**
 * Reads the answer of `/v1/points` for volume profiles: `series[].id`, `series[].points[].Point`
 * with `profile` and `timestamp`. Empty lists may be left out by the sender; points may come in any
 * order.
 *
 * @throws {read.DecodeError} with the path of the first field that is not of the documented form, and
 *   {@link TooLargeError} beyond the limits.
 */
export function decodeProfiles(body: unknown, limits: ReadLimits): DecodedSeries[] {
	const budget = new NumberBudget(limits.numbersPerAnswer);
	const series: read.Reader<DecodedSeries> = (value) => {
		const from = read.object(value);
		const id = read.named("id", readIdentity)(read.own(from, "id"));
		const { symbol, coin, normalizedSymbol } = id.market;
		const market = symbol ?? coin ?? normalizedSymbol ?? "a series";
		const points = (sent: unknown) => readPoints(sent, market, limits, budget);
		return { ...id, ...read.named("points", points)(read.own(from, "points")) };
	};
	const allSeries = (value: unknown): DecodedSeries[] => {
		const { length } = list(value) ?? [];
		if (length > MAX_SERIES) throw new TooLargeError(`${length} series`);
		return read.omissible(read.list(series, MAX_SERIES))(value) ?? [];
	};
	const answer = read.named("answer", read.object)(body);
	return read.named("series", allSeries)(answer["series"]);
}

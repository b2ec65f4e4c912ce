import {
	DecodeError,
	TooLargeError,
	readOptionalArray,
	readOptionalText,
	readRecord,
} from "../../decode";
import type { Limits } from "../../limits";
import type { MarketIdentity } from "../../series";
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
const MAX_SERIES = 256;

function readIdentity(
	value: unknown,
	path: string,
): Pick<DecodedSeries, "market" | "interval" | "type"> {
	const id = value === undefined || value === null ? {} : readRecord(value, path);
	const field = (name: string) => {
		const text = readOptionalText(id[name], `${path}.${name}`);
		return text === "" ? undefined : text;
	};
	const exchange = field("exchange");
	const symbol = field("rawSymbol");
	const normalizedSymbol = field("normalizedSymbol");
	const category = field("category");
	const coin = field("coin");
	const interval = field("interval");
	const type = field("type");
	return {
		market: {
			...(exchange !== undefined && { exchange }),
			...(symbol !== undefined && { symbol }),
			...(normalizedSymbol !== undefined && { normalizedSymbol }),
			...(category !== undefined && { category }),
			...(coin !== undefined && { coin }),
		},
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

function readPoint(
	value: unknown,
	path: string,
	limits: Limits,
	budget: NumberBudget,
): DecodedPoint | undefined {
	const point = readRecord(readRecord(value, path)["Point"], `${path}.Point`);
	const profile = point["profile"];
	budget.spend(Array.isArray(profile) ? profile.length + 1 : 1);
	const rows = readProfile(profile, `${path}.Point.profile`, limits.levelsPerProfile);
	const time = readTimestamp(point["timestamp"]);
	return rows === undefined || time === undefined ? undefined : { time, rows };
}

function readSeries(
	value: unknown,
	path: string,
	limits: Limits,
	budget: NumberBudget,
): DecodedSeries {
	const series = readRecord(value, path);
	const values = readOptionalArray(series["points"], `${path}.points`);
	if (values.length > INTERVALS_PER_REQUEST) {
		throw new TooLargeError(`${path} has ${values.length} points`);
	}
	const points: DecodedPoint[] = [];
	let firstBad: string | undefined;
	values.forEach((value, index) => {
		const pointPath = `${path}.points[${index}]`;
		const point = readPoint(value, pointPath, limits, budget);
		if (point === undefined) firstBad ??= pointPath;
		else points.push(point);
	});
	const badPoints = values.length - points.length;
	if (firstBad !== undefined && badPoints > values.length * MAX_BAD_SHARE) {
		throw new DecodeError(firstBad, "a profile of finite, positive numbers with a time");
	}
	return { ...readIdentity(series["id"], `${path}.id`), points, badPoints };
}

/**
 * Reads the answer of `/v1/points` for volume profiles: `series[].id`, `series[].points[].Point`
 * with `profile` and `timestamp`. Empty lists may be left out by the sender; points may come in any
 * order.
 *
 * @throws {DecodeError} with the path of the first field that is not of the documented form, and
 *   {@link TooLargeError} beyond the limits.
 */
export function decodeProfiles(body: unknown, limits: Limits): DecodedSeries[] {
	const values = readOptionalArray(readRecord(body, "answer")["series"], "series");
	if (values.length > MAX_SERIES) throw new TooLargeError(`${values.length} series`);
	const budget = new NumberBudget(limits.numbersPerAnswer);
	return values.map((value, index) => readSeries(value, `series[${index}]`, limits, budget));
}

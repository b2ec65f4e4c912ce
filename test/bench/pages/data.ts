import {
	NOTHING_REJECTED,
	type VolumeProfileSeries,
	type VwapSeries,
} from "../../../src/core/result/series";
import { durationMs } from "../../../src/core/time";

const START = 1_700_000_000_000;
const SECOND = 1_000;
const HOUR = 3_600_000;

/** Numbers from 0 to 1 that are the same in every run. */
function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** A walk of prices, one a second, 2 % of them missing in runs of up to nine. */
export function vwapData(count: number): VwapSeries {
	const next = generator(7);
	const times = new Float64Array(count);
	const price = new Float64Array(count);
	let level = 60_000;
	let missing = 0;
	for (let i = 0; i < count; i++) {
		times[i] = START + i * SECOND;
		level += (next() - 0.5) * 20;
		if (missing === 0 && next() < 0.004) missing = 1 + Math.floor(next() * 9);
		price[i] = missing > 0 ? NaN : level;
		if (missing > 0) missing--;
	}
	return {
		kind: "vwap",
		id: "bench",
		market: {},
		interval: durationMs(SECOND),
		open: false,
		rejected: NOTHING_REJECTED,
		times,
		price,
		rawPrice: {
			length: count,
			at: (index) => (Number.isNaN(price[index]) ? null : String(price[index])),
		},
	};
}

/** What both profiles say of themselves. */
const HOURLY = {
	kind: "volumeProfile",
	id: "bench",
	market: { coin: "BTC" },
	interval: durationMs(HOUR),
	open: false,
	rejected: NOTHING_REJECTED,
	unit: "base",
} as const;

/** Two humps of volume over `count` rows. */
export function profileData(count: number): VolumeProfileSeries {
	const next = generator(11);
	const step = 6;
	const column = () => new Float64Array(count);
	const [prices, buy, sell] = [column(), column(), column()];
	for (let i = 0; i < count; i++) {
		const z = (i - count / 2) / (count / 5);
		const volume = Math.exp((-z * z) / 2) + 0.35 * Math.exp(-((z + 1.4) ** 2) / 0.1);
		prices[i] = 50_000 + i * step;
		buy[i] = volume * (0.4 + next()) * 50;
		sell[i] = volume * (0.4 + next()) * 50;
	}
	return {
		...HOURLY,
		step,
		times: Float64Array.of(START),
		offsets: Uint32Array.of(0, count),
		prices,
		buy,
		sell,
	};
}

const ROWS_PER_INTERVAL = 300;

/** `count` hourly profiles of as many rows each around a price that walks. */
export function timePriceData(count: number, height = ROWS_PER_INTERVAL): VolumeProfileSeries {
	const next = generator(5);
	const step = 10;
	const total = count * height;
	const column = () => new Float64Array(total);
	const [prices, buy, sell] = [column(), column(), column()];
	const times = new Float64Array(count);
	const offsets = new Uint32Array(count + 1);
	let middle = 6_000;
	for (let interval = 0; interval < count; interval++) {
		times[interval] = START + interval * HOUR;
		offsets[interval + 1] = (interval + 1) * height;
		middle += Math.round((next() - 0.5) * 8);
		for (let row = 0; row < height; row++) {
			const i = interval * height + row;
			const fromMiddle = row - height / 2;
			const volume = Math.exp(-((fromMiddle / 50) ** 2) / 2) * 50;
			prices[i] = (middle + fromMiddle) * step;
			buy[i] = volume * (0.3 + next());
			sell[i] = volume * (0.3 + next());
		}
	}
	return {
		...HOURLY,
		step,
		times,
		offsets,
		prices,
		buy,
		sell,
	};
}

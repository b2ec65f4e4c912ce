import { intervalLength } from "../../query/interval";
import type { KaikoVwapQuery } from "../../query/query";
import { packChunk } from "../../result/packChunk";
import type { TimeRange } from "../../result/series";
import { epochMs } from "../../time";
import type { AskedWindow, FinishOptions, WindowReader } from "../windowReader";
import { VwapCollector } from "./assemble";
import { decodeVwapPage } from "./decode";
import { checkEcho } from "./echo";
import { nextPageOf } from "./paging";

/** Gathers the pages of one window of VWAPs. */
export function kaikoReader(asked: AskedWindow<KaikoVwapQuery>): WindowReader {
	const { query, window, range, limits, resolved } = asked;
	const collector = new VwapCollector(query, window, intervalLength(query));
	let dataVersion = resolved?.["dataVersion"];

	/** The part that came without a hole, without the rows beyond the limit. */
	const wholeWithin = (early: FinishOptions["early"], times: Float64Array) => {
		const whole = collector.wholeStretch();
		const [first] = times;
		return whole === undefined || early !== "rowLimit" || first === undefined
			? whole
			: { from: epochMs(Math.max(first, whole.from)), to: whole.to };
	};

	return {
		read: (body) => {
			checkEcho(body, query, dataVersion);
			const page = decodeVwapPage(body, query.aggregation !== "vwap", limits.numbersPerAnswer);
			collector.add(page);
			dataVersion ??= page.dataVersion;
			const { oldest } = collector;
			const whole = collector.wholeStretch();
			return {
				rows: page.rows.length + page.badRows,
				received: collector.rows,
				isFull: collector.isFull,
				next: nextPageOf(body),
				...(oldest !== undefined && { oldest }),
				...(whole !== undefined && { whole }),
				...(page.serverTime !== undefined && { serverTime: page.serverTime }),
				...(page.access !== undefined && { access: page.access }),
				...(dataVersion !== undefined && { resolved: { dataVersion } }),
			};
		},
		finish: ({ now, most, early }) => {
			const series = collector.assemble(range, now, most);
			const whole: TimeRange | undefined =
				early === undefined ? window : wholeWithin(early, series.times);
			const facts = { stretch: whole ?? window, origin: "asked", fetchedAt: now } as const;
			return {
				chunk: packChunk([series], facts),
				...(whole === undefined && { isUnordered: true }),
			};
		},
	};
}

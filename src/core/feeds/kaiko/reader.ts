import { intervalLength } from "../../query/interval";
import type { KaikoVwapQuery } from "../../query/query";
import { packChunk } from "../../result/packChunk";
import type { TimeRange } from "../../result/series";
import { epochMs } from "../../time";
import type { AskedWindow, BodyFacts, FinishOptions, WindowReader } from "../windowReader";
import { VwapCollector } from "./assemble";
import { decodeVwapPage, pageFacts, type PageFacts } from "./decode";
import { checkEcho } from "./echo";
import { nextPageOf } from "./paging";
import { plainRows } from "./plainRows";
import { columnsOf, type VwapRows } from "./rows";

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

	const withCandles = query.aggregation !== "vwap";
	const most = limits.numbersPerAnswer;

	/** Takes the rows of a page. `body` is the page, with or without them. */
	const take = (
		body: Readonly<Record<string, unknown>>,
		{ serverTime, access, ...page }: PageFacts,
		rows: VwapRows,
		badRows: number,
	): BodyFacts => {
		collector.add(rows, badRows);
		dataVersion ??= page.dataVersion;
		const { oldest } = collector;
		const whole = collector.wholeStretch();
		return {
			rows: rows.times.length + badRows,
			received: collector.rows,
			isFull: collector.isFull,
			next: nextPageOf(body),
			...(oldest !== undefined && { oldest }),
			...(whole !== undefined && { whole }),
			...(serverTime !== undefined && { serverTime }),
			...(access !== undefined && { access }),
			...(dataVersion !== undefined && { resolved: { dataVersion } }),
		};
	};

	return {
		read: (body) => {
			checkEcho(body, query, dataVersion);
			const { rows, badRows, ...facts } = decodeVwapPage(body, withCandles, most);
			return take(body, facts, columnsOf(rows), badRows);
		},
		plain: (bytes) => {
			const plain = plainRows(bytes, withCandles, most);
			return (
				plain && {
					...plain,
					read: (rest) => {
						checkEcho(rest, query, dataVersion);
						return take(rest, pageFacts(rest), plain.rows, 0);
					},
				}
			);
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

import assert from "node:assert/strict";
import { shownProfile } from "../../../../src/core/chart/profile/shownProfile";
import { onlyIntervals } from "../../../../src/core/profile/overTime/onlyIntervals";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import type { PartialReason, QueryResult } from "../../../../src/core/result/result";
import { profilesOf } from "../../../../src/core/table/parts";
import { epochMs, HOUR_MS } from "../../../../src/core/time";
import { profileBundle } from "../../../../src/webview/content/profile/profileBundle";
import { intervalLabel } from "../../../../src/webview/content/profile/intervalCount";
import { sourceLine, sourceNotes } from "../../../../src/webview/content/sourceLine";
import { FETCHED_AT, answerOf, sampleAnswer } from "../../../support/answers";
import { MIDNIGHT, ofUnknownHeight, profileSeries } from "../../../support/series";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { columnOf, labelsOf, numberIn, plainSpaces, rowsOf, valueOf } from "../reading";
import { svgOfFrame } from "../golden/svgText";
import { editorTheme, frameOf, show, showChart } from "../shown";

/** Two hours of rows of 10. */
const SMALL = answerOf(
	BTCUSDT_PROFILE,
	profileSeries([
		[
			[100, 5, 1],
			[110, 6, 6],
			[120, 1, 2],
		],
		[
			[110, 2, 1],
			[130, 0, 1],
		],
	]),
);
/** One row alone, whose height nothing tells. */
const ONE_PRICE = answerOf(BTCUSDT_PROFILE, ofUnknownHeight(profileSeries([[[66_108.5, 3, 0]]])));

describe("what a volume profile shows", () => {
	let day: QueryResult;
	before(async () => {
		const hourly = { symbol: "BTC-USDT", interval: "1h", range: { last: "24h" } };
		day = await sampleAnswer({ kind: "volumeProfile", ...hourly });
	});
	const of = (view: ViewOptions = {}, result = SMALL) => showChart([result], view).content;
	const levels = (view: ViewOptions, result = day) => {
		const content = of(view, result);
		return { low: numberIn(valueOf(content, "val")), high: numberIn(valueOf(content, "vah")) };
	};

	it("is its levels, totals and difference in the strip, each as data for copying", () => {
		const { figures } = of();
		assert.deepEqual(
			figures.map(({ id, value }) => [id, value]),
			[
				["poc", "110"],
				["vah", "110"],
				["val", "100"],
				["impliedVwap", "109.60"],
				["total", "25 BTC"],
				["buy", "14 BTC"],
				["sell", "11 BTC"],
				["delta", "+3 BTC"],
				["method", "pairs · 70 %"],
			],
		);
		assert.equal(valueOf(of(), "deltaPercent"), "+12.0 %");
		const copied = new Map(figures.map((figure) => [figure.id, figure.copied]));
		assert.deepEqual(
			[copied.get("poc"), copied.get("total"), copied.get("delta")],
			["110", "25", "3"],
		);
	});

	it("tells no difference where nobody says who took any of the volume", () => {
		const series = profileSeries([
			[
				[100, 0, 0],
				[110, 0, 0],
			],
		]);
		const none = of({}, answerOf(BTCUSDT_PROFILE, { ...series, unknown: Float64Array.of(4, 2) }));
		const delta = none.figures.find(({ id }) => id === "delta");
		assert.deepEqual([delta?.value, delta?.detail, delta?.copied], ["–", undefined, ""]);
		const some = profileSeries([
			[
				[100, 2, 2],
				[110, 0, 0],
			],
		]);
		const known = of({}, answerOf(BTCUSDT_PROFILE, { ...some, unknown: Float64Array.of(4, 2) }));
		assert.equal(valueOf(known, "delta"), "0 BTC");
	});

	it("is every row in its table, the highest first, with the POC's marked and in view", () => {
		const { table } = of();
		assert.deepEqual(columnOf(table, "Price"), ["130", "120", "110", "100"]);
		assert.deepEqual(columnOf(table, "Total").map(numberIn), [1, 3, 15, 6]);
		assert.equal(table.start, 2);
		assert.deepEqual(table.row(2).marks, ["poc", "vah"]);
		assert.deepEqual(
			[0, 1, 2, 3].map((row) => table.row(row).isInside),
			[false, false, true, true],
		);
	});

	it("has a legend of its sides and levels; totals have no sides", () => {
		const names = ["Buy", "Sell", "POC", "Value area"];
		assert.deepEqual(labelsOf(of().legend), names);
		assert.deepEqual(labelsOf(of({ bars: "total" }).legend), names.slice(2));
		const more = of({ nodes: true, naked: true });
		assert.deepEqual(labelsOf(more.legend), [...names, "Volume nodes", "Naked POCs"]);
	});

	it("has no naked POC of before a hole, in which something may have traded through it", () => {
		const hours = profileSeries([100, 200, 300, 400].map((price) => [[price, 1, 1]]));
		const naked = (partial?: PartialReason) => {
			const { parts, words } = showChart([
				answerOf(BTCUSDT_PROFILE, hours, { ...(partial && { partial }) }),
			]);
			const [part] = profilesOf(parts);
			const built = part && profileBundle(part, { naked: true }, words);
			assert.ok(built?.ok);
			return built.bundle.naked.map(({ price }) => price);
		};
		assert.deepEqual(naked(), [100, 200, 300, 400]);
		const at = (hour: number) => epochMs((hours.times[0] ?? NaN) + hour * hours.interval);
		assert.deepEqual(
			naked({ code: "deadline", completeUntil: at(1), completeFrom: at(3) }),
			[300, 400],
		);
	});

	it("follows the percent of the value area and how it grows, and says both", () => {
		const usual = levels({});
		const narrow = levels({ percent: 40.5 });
		assert.ok(narrow.high - narrow.low < usual.high - usual.low);
		assert.equal(valueOf(of({ percent: 40.5 }), "method"), "pairs · 40.5 %");
		assert.equal(
			valueOf(of({ percent: 40.5, method: "single" }), "method"),
			"single rows · 40.5 %",
		);
		const settings = { valueAreaPercent: 55, valueAreaMethod: "single" } as const;
		assert.equal(
			valueOf(showChart([SMALL], {}, { settings }).content, "method"),
			"single rows · 55 %",
		);
	});

	it("explains its value area from the POC to the levels of the strip", () => {
		const content = of({ explain: true }, day);
		const { explanation } = content;
		assert.ok(explanation);
		const [val, vah] = [columnOf(explanation, "VAL"), columnOf(explanation, "VAH")];
		const share = columnOf(explanation, "Share, %").map(numberIn);
		assert.equal(explanation.row(0).cells[0], "POC");
		assert.deepEqual([val[0], vah[0]], [valueOf(content, "poc"), valueOf(content, "poc")]);
		assert.ok((share.at(-1) ?? 0) >= 70 && (share.at(-2) ?? 100) < 70, share.join());
		assert.deepEqual([val.at(-1), vah.at(-1)], [valueOf(content, "val"), valueOf(content, "vah")]);
		assert.equal(of({}, day).explanation, undefined);
	});

	it("has its VAH one step higher when levels are at the edges of rows", () => {
		const { low, high } = levels({});
		assert.deepEqual(levels({ edges: true }), { low, high: high + 10 });
		const labels = labelsOf(of({ edges: true }).figures);
		assert.deepEqual(labels.slice(0, 3), ["POC", "VAH edge", "VAL edge"]);
	});

	it("has no edges when the height of its rows is not known, and says why", () => {
		const content = of({ edges: true }, ONE_PRICE);
		assert.equal(valueOf(content, "vah"), "66,108.5");
		assert.equal(valueOf(content, "vahEdge"), "no edge");
		const hintOf = (id: string) => content.figures.find((one) => one.id === id)?.hint ?? "";
		for (const id of ["vah", "val", "impliedVwap"])
			assert.match(hintOf(id), /height of the rows is not known/, id);
		assert.match(content.facts.noEdges ?? "", /height of the rows is not known/);
	});

	it("implies the same VWAP and uncertainty however its rows are joined or drawn", () => {
		const implied = (view: ViewOptions) => {
			const content = of(view, day);
			return [valueOf(content, "impliedVwap"), valueOf(content, "impliedBand")];
		};
		const own = implied({});
		const [price = NaN] = own.map(numberIn);
		const [low = NaN, high = NaN] = (own[1] ?? "").split(" – ").map(numberIn);
		// The sample's rows are named by their lower edges, and their middles are the best guess.
		assert.ok(Math.abs(high - price - 5) < 0.02 && Math.abs(price - low - 5) < 0.02, own.join());
		assert.deepEqual(implied({ rowCount: 25 }), own);
		assert.deepEqual(implied({ bars: "cumulative", log: true }), own);
	});

	it("measures what its rows held as they were delivered, however they are joined", () => {
		const hours = answerOf(
			BTCUSDT_PROFILE,
			profileSeries([
				[
					[100, 1, 0],
					[110, 1, 0],
					[120, 1, 0],
					[130, 1, 0],
					[140, 96, 0],
				],
				[[100, 0, 100]],
			]),
		);
		const interval = new Date(MIDNIGHT).toISOString();
		const measured = (view: ViewOptions) => {
			const { screen } = of(view, hours);
			const place = (y: number) => ({ pane: "p0", at: { x: 0, y } });
			const rows = screen.measure?.(place(100), place(149))?.words.rows ?? [];
			const valueOf = (label: string) => rows.find((row) => row.label === label)?.value;
			return ["Implied VWAP", "Volume", "Delta"].map(valueOf);
		};
		const one = measured({ interval });
		assert.deepEqual(one, ["139.00", "100 BTC", "+100 BTC"]);
		assert.deepEqual(measured({ interval, rows: 5 }), one);
		const both = measured({});
		assert.deepEqual(both, ["119.50", "200 BTC", "0 BTC"]);
		assert.deepEqual(measured({ rows: 5 }), both);
		const to = new Date(MIDNIGHT + HOUR_MS).toISOString();
		assert.deepEqual(measured({ intervals: [{ from: interval, to }], rows: 5 }), one);
	});

	it("measures from the lowest to the highest of the rows that it counts, where bars are several rows each", () => {
		const prices = Array.from({ length: 400 }, (_, row) => 100 + row * 10);
		const rows = prices.map((price): [number, number, number] => [price, 1, 0]);
		const { screen } = of({}, answerOf(BTCUSDT_PROFILE, profileSeries([rows])));
		const size = { width: 640, height: 240, pixelRatio: 1, theme: editorTheme("dark") };
		screen.layOut({}, { ...size, measure: (text) => text.length * 7 });
		const place = (y: number) => ({ pane: "p0", at: { x: 0, y } });
		for (const [from, to] of [
			[1_234, 2_345],
			[2_345, 1_234],
			[1_234, 1_234],
		] as const) {
			const measured = screen.measure?.(place(from), place(to));
			const valueOf = (label: string) =>
				numberIn(measured?.words.rows.find((row) => row.label === label)?.value ?? "");
			const [start = NaN, stop = NaN] = (measured?.words.title ?? "").split(" – ").map(numberIn);
			// Each row of 10 holds one.
			assert.equal(valueOf("Volume"), valueOf("Rows"));
			assert.equal(Math.abs(stop - start), (valueOf("Rows") - 1) * 10);
			assert.equal(Math.sign(stop - start), from > to ? -1 : 1);
		}
	});

	it("is joined into fewer, higher rows with the same total", () => {
		const [own, joined] = [of({}, day), of({ rowCount: 25 }, day)];
		assert.ok(joined.table.count <= 25 && joined.table.count > 8);
		const totalOf = (content: typeof own) =>
			columnOf(content.table, "Total").reduce((sum, cell) => sum + numberIn(cell), 0);
		assert.ok(Math.abs(totalOf(own) - totalOf(joined)) < 1e-3 * totalOf(own));
		const prices = columnOf(joined.table, "Price").map(numberIn);
		const steps = new Set(prices.slice(1).map((price, i) => (prices[i] ?? NaN) - price));
		assert.equal(Math.min(...steps), 50);
		assert.equal(valueOf(own, "total"), valueOf(joined, "total"));
	});

	it("is nothing, with a sentence, where no interval is what was chosen, never all of them", () => {
		const wrong: readonly ViewOptions[] = [
			{ interval: "2026-01-01T00:00:00.000Z" },
			{ interval: "2026-02-30T00:00:00Z" },
			{ intervals: [{ from: "2026-01-01T00:00:00.000Z", to: "2026-01-02T00:00:00.000Z" }] },
			{ intervals: [{ from: "2026-03-29", to: "2026-03-30" }] },
			{ intervals: [{ from: "2026-03-29T01:00:00.000Z", to: "2026-03-29T00:00:00.000Z" }] },
			{ intervals: [] },
		];
		for (const view of wrong) {
			const { content, parts, words } = show([SMALL], view);
			assert.deepEqual(
				content.state === "empty" && content.text,
				"The chosen intervals are not in this answer. Show all intervals together, choose others, or change the range.",
				JSON.stringify(view),
			);
			const [part] = parts;
			assert.ok(part?.series.kind === "volumeProfile");
			assert.match(intervalLabel(part.result, part.series, view, words), /^0 of 2 intervals/);
			assert.ok(!shownProfile(part.series, view, words.valueArea).ok);
		}
	});

	it("is one interval, or several chosen ones whose volumes add up", () => {
		const start = (hour: number) => new Date(SMALL.series[0]?.times[hour] ?? NaN).toISOString();
		assert.equal(valueOf(of({ interval: start(0) }), "total"), "21 BTC");
		assert.equal(valueOf(of({ interval: start(1) }), "total"), "4 BTC");
		const chosen = { intervals: [{ from: start(0), to: start(1) }] };
		assert.equal(valueOf(of(chosen), "total"), "21 BTC");
		const both = showChart([SMALL]);
		const [part] = both.parts;
		assert.ok(part?.series.kind === "volumeProfile");
		const label = (view: ViewOptions) => {
			assert.ok(part.series.kind === "volumeProfile");
			return intervalLabel(part.result, part.series, view, both.words);
		};
		assert.equal(label({}), "All 2 intervals");
		assert.equal(label({ interval: start(1) }), "2026-03-29 01:00 · 2 of 2");
		assert.match(label(chosen), /1 of 2 intervals/);
	});

	it("says what is missing in one sentence that adds up, wherever it counts intervals", () => {
		const sentence = "22 of 24 intervals: 1 empty, 1 open";
		const [series] = day.series;
		assert.ok(series?.kind === "volumeProfile" && series.times.length === 24);
		const all = Array.from(series.times.keys());
		const held = onlyIntervals(
			series,
			all.filter((index) => index !== 5),
		);
		const fetchedAt = epochMs((series.times.at(-1) ?? NaN) + series.interval / 2);
		const result = { ...day, fetchedAt, series: [{ ...held, open: true }] };
		const { content, parts, words, caption, view } = showChart([result]);
		const [part] = parts;
		assert.ok(part?.series.kind === "volumeProfile");
		for (const text of [
			content.summary,
			sourceLine(caption, [part], view, words, fetchedAt),
			intervalLabel(part.result, part.series, view, words),
		]) {
			assert.ok(text.includes(sentence), text);
			assert.doesNotMatch(text.replace(sentence, ""), /\b2[1-4] |in progress/);
		}
		assert.equal(valueOf(content, "gaps"), "1");
		const seventh = new Date(part.series.times[5] ?? NaN).toISOString();
		assert.match(
			intervalLabel(part.result, part.series, { interval: seventh }, words),
			/ · 7 of 24$/,
		);
	});

	it("reads a bar under the cursor, and says the range of one that is tall", () => {
		const content = of({ rows: 2 }, day);
		frameOf(content, { zoom: { y: { min: 71_300, max: 71_500 } } });
		const { title, rows } = content.screen.describe({ profile: 0, row: 20 });
		const [low = "", high = ""] = title.split("–");
		assert.equal(numberIn(high) - numberIn(low), 20, title);
		const names = ["Buy", "Sell", "Total", "Delta", "Share of total"];
		assert.deepEqual(labelsOf(rows).slice(0, 5), names);
	});

	it("prints its levels on the axis at exactly the prices of the strip", () => {
		for (const view of [{}, { rowCount: 25 }, { rowCount: 25, edges: true }]) {
			const content = of(view, day);
			const tags = frameOf(content).panes[0]?.y.tags ?? [];
			for (const id of ["poc", "vah", "val"]) {
				const text = valueOf(content, id);
				const tag = tags.find((one) => one.text === text);
				assert.equal(tag?.value, numberIn(text), `${id} among ${labelsOf(content.figures).join()}`);
			}
		}
	});

	it("is drawn without what the legend switches off, as if it were not an option", () => {
		const drawn = (view: ViewOptions) => svgOfFrame(frameOf(of(view, day)));
		const plain = drawn({});
		for (const id of ["nodes", "naked"]) {
			assert.notEqual(drawn({ [id]: true }), plain, id);
			assert.equal(drawn({ [id]: true, hidden: [id] }), plain, id);
		}
		for (const id of ["poc", "valueArea"]) assert.notEqual(drawn({ hidden: [id] }), plain, id);
	});

	it("says sold volume with its sign under the cursor where bars show the difference", () => {
		const labelAt = (x: number, bars: "delta" | "sides") => {
			const { screen } = of({ bars }, day);
			const pointer = { pane: "p0", at: { x, y: 71_400 } };
			return screen.marks({ profile: 0, row: 3 }, pointer).x?.label ?? "";
		};
		assert.match(labelAt(-2, "delta"), /^−2/);
		assert.match(labelAt(2, "delta"), /^2/);
		// Left of zero stands what was sold, which is no negative volume.
		assert.match(labelAt(-2, "sides"), /^2/);
	});

	it("never has zero alone on its axis of volume, however narrow it is", () => {
		for (const bars of ["delta", "sides", "total"] as const) {
			for (let width = 120; width < 600; width += 24) {
				const [pane] = frameOf(of({ bars }, day), { width }).panes;
				assert.ok((pane?.x.ticks.length ?? 0) > 1, `${bars} ${width}`);
			}
		}
	});

	it("reaches the whole volume at the highest row when bars are cumulative", () => {
		const { screen, table } = of({ bars: "cumulative" });
		const { rows } = screen.describe({ profile: 0, row: table.count - 1 });
		assert.equal(
			plainSpaces(rows.find(({ label }) => label === "Volume up to here")?.value ?? ""),
			"100.0 %",
		);
	});

	it("shows a sentence without trades, and says what to do", () => {
		const none = answerOf(BTCUSDT_PROFILE, profileSeries([]));
		const { content } = show([{ ...none, series: [] }]);
		assert.deepEqual(
			[content.state, "actions" in content && content.actions],
			["empty", ["changeRange", "refresh"]],
		);
		const gap = answerOf(BTCUSDT_PROFILE, profileSeries([[[100, 1, 1]], []]));
		const start = new Date(gap.series[0]?.times[1] ?? NaN).toISOString();
		const hour = show([gap], { interval: start }).content;
		assert.ok(hour.state === "empty" && /No trades in this interval/.test(hour.text));
	});

	it("has a source line with its range and the time of fetching in the zone that is shown", () => {
		const { parts, words, caption, view } = showChart([SMALL], { zone: "Asia/Tokyo" });
		const [part] = parts;
		assert.ok(part);
		assert.equal(
			sourceLine(caption, [part], view, words, FETCHED_AT),
			"Sample data · 2026-03-29 09:00 to 2026-03-29 11:00 Asia/Tokyo · Fetched 23:02:11 Asia/Tokyo · 2 intervals",
		);
	});

	it("has notes on what to know about it; why it is partial stands elsewhere", () => {
		const series = profileSeries([[[100, 1, 1]]], {
			rejected: { points: 0, levels: 0, duplicates: 0, outOfRange: 3 },
		});
		const { parts, words, caption } = showChart(
			[answerOf(BTCUSDT_PROFILE, series)],
			{},
			{
				caption: {
					notes: [
						{ kind: "partial", text: "Cancelled." },
						{ kind: "warning", text: "The stamps are shifted." },
					],
				},
			},
		);
		const [part] = parts;
		assert.ok(part);
		assert.deepEqual(sourceNotes(caption, [part], words), [
			"The stamps are shifted.",
			"Intervals outside of the range left out: 3.",
		]);
	});
});

describe("profiles side by side", () => {
	it("have the levels of each in the strip and one table of every price", () => {
		const other = answerOf(
			{ ...BTCUSDT_PROFILE, exchange: ["BYBIT"] },
			profileSeries([[[105, 4, 4]]], { id: "BYBIT BTCUSDT" }),
		);
		const { content } = showChart(
			[SMALL, other],
			{},
			{
				caption: {
					parts: ["Binance Futures", "Bybit"].map((source) => ({
						market: "BTCUSDT",
						source,
						kind: "Volume profile",
					})),
				},
			},
		);
		assert.deepEqual(labelsOf(content.figures), ["Binance Futures POC", "Bybit POC"]);
		assert.deepEqual([valueOf(content, "poc0"), valueOf(content, "area0")], ["110", "100 – 110"]);
		assert.deepEqual([valueOf(content, "poc1"), valueOf(content, "area1")], ["105", "105 – 105"]);
		const prices = columnOf(content.table, "Price");
		assert.deepEqual(prices.map(numberIn), [130, 120, 110, 105, 100]);
		assert.equal(rowsOf(content.table).length, 5);
		const removable = content.legend.filter(({ part }) => part !== undefined);
		assert.deepEqual(labelsOf(removable), ["Binance Futures", "Bybit"]);
		const { screen } = content;
		frameOf(content);
		const poc = screen.step({ profile: 0, row: 0 }, 0, 1);
		assert.ok(poc !== undefined);
		const { columns, rows } = screen.describe(poc);
		assert.deepEqual(columns, ["Binance Futures", "Bybit"]);
		for (const one of ["Buy", "Total"]) {
			const row = rows.find(({ label }) => label === one);
			assert.equal(row?.values?.length, 2);
			assert.equal(row?.value, row?.values?.[0]);
		}
		// What a market has not at the price is left open.
		const far = screen.step({ profile: 0, row: 0 }, 0, Infinity);
		assert.ok(far !== undefined);
		const total = screen.describe(far).rows.find(({ label }) => label === "Total");
		assert.equal(total?.values?.[1], "–");
	});

	it("have a column each in the card where two have the price and a third has none like it", () => {
		const venue = (exchange: string, price: number) =>
			answerOf(
				{ ...BTCUSDT_PROFILE, exchange: [exchange] },
				profileSeries([[[price, 4, 4]]], { id: `${exchange} BTCUSDT` }),
			);
		const results = [venue("BYBIT", 105), venue("OKEX", 9_000), SMALL];
		const parts = ["Bybit", "OKX", "Binance Futures"].map((source) => ({
			market: "BTCUSDT",
			source,
			kind: "Volume profile",
		}));
		const { content } = showChart(results, {}, { caption: { parts } });
		frameOf(content);
		const { screen } = content;
		const { columns, rows } = screen.describe({ profile: 0, row: 0 });
		assert.deepEqual(columns, ["Bybit", "OKX", "Binance Futures"]);
		const total = rows.find(({ label }) => label === "Total");
		assert.equal(total?.values?.[1], "–");
		assert.notEqual(total?.values?.[2], "–");
		assert.equal(screen.describe({ profile: 1, row: 0 }).columns, undefined);
	});
});

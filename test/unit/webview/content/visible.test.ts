import assert from "node:assert/strict";
import * as fc from "fast-check";
import { copiedText } from "../../../../src/core/table/copied";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../../src/core/result/result";
import { HOUR_MS } from "../../../../src/core/time";
import { DEFAULT_BOUNDS } from "../../../../src/core/query/viewOptions";
import { chartWords } from "../../../../src/protocol/columnWords";
import type { ChartContent } from "../../../../src/webview/content/types";
import { answerOf, sampleAnswer } from "../../../support/answers";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { profileSeries } from "../../../support/series";
import { PageOnPaper } from "../pageHarness";
import { plainSpaces, valueOf } from "../reading";
import { frameOf, showChart } from "../shown";

const profile = (symbol = "BTC-USDT") =>
	sampleAnswer({ kind: "volumeProfile", symbol, interval: "1h", range: { last: "24h" } });
const line = () =>
	sampleAnswer({ kind: "vwap", symbol: "BTC-USDT", interval: "30m", range: { last: "24h" } });
const VISIBLE: ViewOptions = { layout: "timePrice", profileOf: "visible" };

/** The strip, level tags and words of a chart in the frame of a zoom. */
function inFrame(content: ChartContent, x: { min: number; max: number }) {
	const frame = frameOf(content, { zoom: { x } });
	const side = frame.panes.find(({ id }) => id === "side");
	return {
		figures: (content.followed?.figures ?? []).map(({ id, value, detail, copied }) => ({
			id,
			value,
			detail,
			copied: copied.slice(0, 12),
		})),
		tags: side?.y.tags.map(({ name, text }) => `${name} ${text}`),
		volumes: side?.x.ticks.map(({ label }) => label),
	};
}

const rangeOf = ({ range }: QueryResult) => ({ min: range.from, max: range.to });

/** A page whose profile is of what is visible, and how its first hours are zoomed in to. */
async function followedPage() {
	const day = await profile();
	const { min } = rangeOf(day);
	const page = new PageOnPaper();
	page.settings();
	page.hooks.changeView(VISIBLE);
	page.show([day]);
	const content = page.drawn.at(-1)?.content;
	assert.ok(content);
	const zoomTo = (hours: number) => {
		const x = { min, max: min + hours * HOUR_MS };
		page.hooks.onZoom({ x });
		frameOf(content, { zoom: { x } });
		page.hooks.onPaint();
	};
	return { page, min, zoomTo };
}

describe("a profile of what is visible", () => {
	it("shows in each frame what it shows at rest, for any zoom", async () => {
		const answers = { timePrice: [await profile()], overProfile: [await profile(), await line()] };
		const zooms = fc.tuple(
			fc.double({ min: 0, max: 1, noNaN: true }),
			fc.double({ min: 0, max: 1, noNaN: true }),
		);
		const views: ViewOptions[] = [
			{},
			{ rowCount: 25, edges: true, nodes: true },
			{ rows: 3, log: true, method: "single" },
		];
		for (const layout of ["timePrice", "overProfile"] as const) {
			const results = answers[layout];
			const [first] = results;
			assert.ok(first);
			const whole = rangeOf(first);
			const at = (share: number) => whole.min + share * (whole.max - whole.min);
			for (const more of views) {
				const view = { ...VISIBLE, layout, ...more };
				const { content: moving } = showChart(results, view);
				fc.assert(
					fc.property(zooms, ([a, b]) => {
						const x = { min: at(Math.min(a, b)), max: at(Math.max(a, b)) };
						fc.pre(x.max - x.min > HOUR_MS / 2);
						const inMotion = inFrame(moving, x);
						const { content: rested } = showChart(results, view, {
							seen: { key: moving.zoomKey, x },
						});
						assert.deepEqual(inMotion, inFrame(rested, x));
						assert.equal(rested.followed?.isSettled, true);
						// The chart was made with everything in view.
						const isAll = rested.shownView?.intervals === undefined;
						const [start, end] = [x.min, x.max].map((time) => (time - whole.min) / HOUR_MS);
						const hasWhole = Math.floor(end ?? NaN) > Math.ceil(start ?? NaN);
						assert.equal(moving.followed?.isSettled, isAll && hasWhole);
					}),
					// An hour and a little more, which holds no whole interval.
					{ numRuns: 15, examples: [[[5.785624186197916e-9, 0.04166667245511656]]] },
				);
			}
		}
	});

	it("is the composite of the intervals that are whole in view, and says which they are", async () => {
		const day = await profile();
		const { min } = rangeOf(day);
		const x = { min: min + 2.5 * HOUR_MS, max: min + 7.2 * HOUR_MS };
		const { content } = showChart([day], VISIBLE);
		frameOf(content, { zoom: { x } });
		const iso = (hour: number) => new Date(min + hour * HOUR_MS).toISOString();
		const chosen = showChart([day], {
			layout: "timePrice",
			intervals: [{ from: iso(3), to: iso(7) }],
		}).content;
		const { figures = [] } = content.followed ?? {};
		for (const id of ["poc", "vah", "val", "total", "delta", "impliedVwap"]) {
			assert.equal(figures.find((one) => one.id === id)?.value, valueOf(chosen, id), id);
		}
		const stretch = figures.find(({ id }) => id === "profileOf");
		assert.equal(stretch?.copied, `${iso(3)}/${iso(7)}`);
		assert.equal(stretch.detail?.text, "4 intervals");
		assert.ok(
			plainSpaces(stretch.value).endsWith(`${iso(3).slice(11, 16)} – ${iso(7).slice(11, 16)}`),
		);
	});

	it("measures the rows of these intervals alone, as they were delivered", () => {
		const hours = answerOf(
			BTCUSDT_PROFILE,
			profileSeries([
				[[100, 7, 0]],
				[
					[100, 1, 0],
					[140, 99, 0],
				],
				[[120, 5, 0]],
			]),
		);
		const { min } = rangeOf(hours);
		const x = { min: min + 0.5 * HOUR_MS, max: min + 2.5 * HOUR_MS };
		const { content } = showChart([hours], { ...VISIBLE, rows: 5 });
		frameOf(content, { zoom: { x } });
		const place = (y: number) => ({ pane: "side", at: { x: 0, y } });
		const rows = content.screen.measure?.(place(100), place(149))?.words.rows ?? [];
		const value = (label: string) => rows.find((row) => row.label === label)?.value;
		assert.deepEqual([value("Volume"), value("Implied VWAP")], ["100 BTC", "139.60"]);
	});

	it("has the same numbers in its explanation and in what is copied", async () => {
		const day = await profile();
		const { min } = rangeOf(day);
		const x = { min: min + 5 * HOUR_MS, max: min + 11.5 * HOUR_MS };
		const view: ViewOptions = { ...VISIBLE, rowCount: 50, explain: true };
		const { content, parts, words } = showChart([day], view, {
			seen: { key: "timePrice BTC-USDT", x },
		});
		const { content: rested } = showChart([day], view, { seen: { key: content.zoomKey, x } });
		assert.ok(rested.shownView);
		const copied = copiedText(
			{
				parts,
				view: rested.shownView,
				area: words.valueArea,
				agreement: DEFAULT_BOUNDS,
				zoneName: "UTC",
				words: chartWords(words.say),
			},
			{ kind: "rows", table: "explanation", from: 0, to: 1e6 },
			({ name }) => name,
		);
		assert.ok(rested.explanation);
		const last = copied?.text.split("\n").at(-1)?.split("\t") ?? [];
		const shown = rested.explanation.row(rested.explanation.count - 1).cells;
		assert.equal(copied?.rows, rested.explanation.count);
		assert.equal(Number(last.at(-1)), Number(shown.at(-1)?.replaceAll(",", "")));
		assert.equal(shown.at(-1), valueOf(rested, "vah"));
		assert.equal(shown.at(-2), valueOf(rested, "val"));
	});

	it("is a sentence where no interval is whole in view, and the strip keeps its places", async () => {
		const day = await profile();
		const { min } = rangeOf(day);
		const { content } = showChart([day], VISIBLE);
		const before = content.figures.map(({ id, detail }) => `${id} ${detail?.id}`);
		const frame = frameOf(content, { zoom: { x: { min: min + 1, max: min + 1.9 * HOUR_MS } } });
		assert.deepEqual(frame.panes.find(({ id }) => id === "side")?.y.tags, []);
		const { figures = [] } = content.followed ?? {};
		assert.deepEqual(
			figures.map(({ id, detail }) => `${id} ${detail?.id}`),
			before,
		);
		assert.ok(figures.every(({ id, value }) => id === "method" || value === "–"));
		// The keyboard stays among the intervals, as there is no row to walk to.
		const last = content.screen.step(undefined, Infinity, 0);
		assert.ok(last?.time !== undefined);
		assert.equal(
			content.screen.step(last, 1, 0)?.row === undefined || last.row !== undefined,
			true,
		);
	});

	it("goes on where the range as a whole does not add up, and says so where a stretch does not", () => {
		const ramp = (step: number) =>
			Array.from({ length: 30 }, (_, i) => [100 + i * step, 1 + (i % 3), 2] as const);
		const series = profileSeries([ramp(2), ramp(2), ramp(3), ramp(3)]);
		const answer = answerOf(BTCUSDT_PROFILE, series);
		const [start = 0] = series.times;
		const at = (from: number, to: number) => ({
			min: start + from * HOUR_MS,
			max: start + to * HOUR_MS,
		});
		const { content } = showChart([answer], VISIBLE);
		const valueIn = (x: { min: number; max: number }, id: string) => {
			frameOf(content, { zoom: { x } });
			return content.followed?.figures.find((one) => one.id === id)?.value;
		};
		assert.equal(valueIn(at(0, 4), "poc"), "–");
		assert.notEqual(valueIn(at(0, 2), "poc"), "–");
		assert.notEqual(valueIn(at(2, 4), "poc"), "–");
		const rested = showChart([answer], VISIBLE, {
			seen: { key: content.zoomKey, x: at(2, 4) },
		}).content;
		assert.equal(valueOf(rested, "poc"), valueIn(at(2, 4), "poc"));
	});

	it("waits until the picture rests, then brings everything else up to date, once", async () => {
		const { page, zoomTo } = await followedPage();
		const drawings = page.drawn.length;
		zoomTo(12);
		zoomTo(6);
		assert.equal(page.strips.length, 2);
		assert.notEqual(page.strips[0]?.[0]?.value, undefined);
		assert.equal(page.drawn.length, drawings);
		page.passTime();
		assert.equal(page.drawn.length, drawings + 1);
		page.passTime();
		assert.equal(page.drawn.length, drawings + 1);
		const settled = page.drawn.at(-1)?.content;
		assert.deepEqual(
			settled?.figures.map(({ value }) => value),
			page.strips.at(-1)?.map(({ value }) => value),
		);
		// The saved view stays as it was chosen.
		assert.deepEqual(page.bodiesOf("view").at(-1)?.view, VISIBLE);
	});

	it("is settled before anything is copied", async () => {
		const { page, min, zoomTo } = await followedPage();
		zoomTo(6);
		page.hooks.onKey("c", { row: 0 });
		const [asked] = page.bodiesOf("copy");
		assert.deepEqual(asked?.view.intervals, [
			{ from: new Date(min).toISOString(), to: new Date(min + 6 * HOUR_MS).toISOString() },
		]);
	});
});

import assert from "node:assert/strict";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import { answerOf } from "../../../support/answers";
import { HOUR_MS } from "../../../../src/core/time";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";
import { MIDNIGHT, ofUnknownHeight, profileSeries, vwapOf } from "../../../support/series";
import { copiedFrom } from "../copied";
import { columnOf, valueOf } from "../reading";
import { showChart } from "../shown";

/** Thirty rows from 100 on, of which one has most of the volume. */
const rows = (height: number, peak: number) =>
	Array.from({ length: 30 }, (_, row) => [100 + row * height, row === peak ? 50 : 1, 1] as const);

/** Two hours of rows 0.5 high, then two of rows 1 high. */
const answer = answerOf(
	BTCUSDT_PROFILE,
	ofUnknownHeight(profileSeries([rows(0.5, 11), rows(0.5, 13), rows(1, 7), rows(1, 8)])),
);
const iso = (hour: number) => new Date(MIDNIGHT + hour * HOUR_MS).toISOString();

/** The prices of a column of the table beside a chart, as they are shown and as they are copied. */
function pricesOf(view: ViewOptions, column: string) {
	const shown = showChart([answer], view);
	const { table } = shown.content;
	assert.ok(table);
	const wish = { kind: "rows", table: table.name, from: 0, to: table.count - 1 } as const;
	const [headings = "", ...lines] =
		copiedFrom({ ...shown, view }, wish)
			?.text.trim()
			.split("\n") ?? [];
	const at = headings.split("\t").findIndex((heading) => heading.startsWith(column));
	return {
		shown: columnOf(table, column),
		copied: lines.map((line) => line.split("\t")[at]),
	};
}

describe("prices of intervals with rows of different heights", () => {
	const SELECTED = {
		layout: "timePrice",
		profileOf: "selection",
		selected: "B",
		selections: [
			{ name: "A", from: iso(0), to: iso(1) },
			{ name: "B", from: iso(2), to: iso(4) },
		],
	} as const;
	const session = { name: "x", zone: "UTC", days: [7], from: "00:00", to: "02:00" } as const;

	it("have the decimals of the finest rows in every table, and are those that are copied", () => {
		assert.deepEqual(pricesOf({ layout: "timePrice" }, "POC"), {
			shown: ["105.5", "106.5", "107.0", "108.0"],
			copied: ["105.5", "106.5", "107", "108"],
		});
		assert.deepEqual(pricesOf({ layout: "timePrice" }, "VAH").shown[0], "112.5");
		assert.deepEqual(pricesOf(SELECTED, "POC"), {
			shown: ["105.5", "108.0"],
			copied: ["105.5", "108"],
		});
		const sessions = { layout: "timePrice", profileOf: "sessions", session } as const;
		assert.deepEqual(pricesOf(sessions, "POC"), { shown: ["106.5"], copied: ["106.5"] });
	});

	it("have them in the strip and at the profile of a selection", () => {
		const { content } = showChart([answer], { ...SELECTED, selected: "A" });
		assert.deepEqual([valueOf(content, "poc"), valueOf(content, "vah")], ["105.5", "112.5"]);
		assert.equal(valueOf(showChart([answer], { layout: "timePrice" }).content, "poc"), "108.0");
	});

	it("are those of rows in the table of a VWAP over a profile", () => {
		const hours = Array.from({ length: 30 }, (_, hour) => hour);
		const quarters = profileSeries(
			hours.map(() => [
				[105_000.25, 9, 1],
				[105_000.5, 1, 1],
				[105_000.75, 2, 1],
			]),
			{ step: 0.25 },
		);
		const line = vwapOf(
			hours.map((hour) => MIDNIGHT + hour * HOUR_MS),
			hours.map(() => 105_000.4),
		);
		const { content } = showChart(
			[answerOf(BTCUSDT_PROFILE, quarters), answerOf(BTC_USD_VWAP, line)],
			{ layout: "overProfile", carried: ["day"], initialBalance: true },
		);
		for (const [name, price] of [
			["pPOC", "105,000.25"],
			["IBH", "105,000.75"],
		] as const) {
			assert.ok(content.table);
			assert.equal(columnOf(content.table, name).at(-1), price);
			assert.equal(valueOf(content, name), price);
		}
	});

	it("are as fine as they came in ranges of first minutes, also where rows are joined", () => {
		const view = { layout: "timePrice", rows: 2, session: "day", initialBalance: true } as const;
		assert.deepEqual(pricesOf(view, "IBH"), {
			shown: ["–", "114.5", "114.5", "114.5"],
			copied: ["", "114.5", "114.5", "114.5"],
		});
		const { content } = showChart([answer], view);
		assert.equal(valueOf(content, "IBH"), "114.5");
		const card = content.screen.describe({ time: MIDNIGHT + 3 * HOUR_MS }).rows;
		assert.match(card.find(({ label }) => label.startsWith("IB"))?.value ?? "", /114\.5$/);
	});
});

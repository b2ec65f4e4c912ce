import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import { launchBrowser } from "../../editor/browser";
import { answerOf } from "../../support/answers";
import { BTCUSDT_PROFILE } from "../../support/queries";
import { profileSeries } from "../../support/series";
import { BarePage } from "../harness/barePage";
import { until } from "../harness/until";

const VIEW: ViewOptions = {
	layout: "timePrice",
	numbers: "sides",
	totals: true,
	imbalances: true,
	imbalanceSettings: { ratio: 3, least: 5 },
};
/** Two days of 24 rows, and in each hour one row in which ten times as much was bought as was sold below it. */
const HOURS = Array.from({ length: 48 }, () =>
	Array.from({ length: 24 }, (_, row) => [66_000 + row * 10, row === 10 ? 30 : 2, 3] as const),
);

describe("the order flow of a profile over time", () => {
	let browser: Browser;
	let bare: BarePage;
	before(async () => {
		browser = await launchBrowser();
		bare = await BarePage.open(browser);
		await bare.show({
			results: [answerOf(BTCUSDT_PROFILE, profileSeries(HOURS))],
			caption: {
				market: "BTCUSDT",
				source: "Binance Futures · Kiyotaka",
				detail: "",
				footnote: "",
				notes: [],
				fromSnapshot: false,
				parts: [{ market: "BTCUSDT", source: "Kiyotaka", kind: "Volume profile" }],
			},
			view: VIEW,
		});
		await bare.resize(980, 720);
	});
	after(() => browser.close());

	const texts = async () => (await bare.drawing()).texts.map(({ text }) => text);

	it("asks to zoom in until numbers have room, and then has one in each cell", async () => {
		assert.ok((await texts()).includes("Zoom in for numbers"));
		const box = await bare.page.locator(".chart-canvas").boundingBox();
		assert.ok(box !== null);
		await bare.page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
		await until("the cells have numbers", async () => {
			if ((await texts()).some((text) => text.startsWith("30.0 × "))) return true;
			await bare.page.mouse.wheel(0, -240);
			await bare.settled();
			return false;
		});
		const drawn = await texts();
		assert.ok(!drawn.includes("Zoom in for numbers"));
		assert.ok(drawn.includes("2.0 × 3.0"), drawn.join(" | "));
		// What was bought in the whole interval, with rows out of sight: 23 × 2 + 30, and 24 × 3 sold.
		assert.ok(drawn.includes("148"), drawn.join(" | "));
	});

	it("says an imbalance with both volumes under the crosshair", async () => {
		const cells = (await bare.drawing()).texts.filter(({ text }) => text.startsWith("30.0 × "));
		// Those at the edges may lie outside of what is seen.
		const cell = cells[Math.floor(cells.length / 2)];
		const box = await bare.page.locator(".chart-canvas").boundingBox();
		assert.ok(cell !== undefined && box !== null);
		await bare.page.mouse.move(
			box.x + (cell.left + cell.right) / 2,
			box.y + (cell.top + cell.bottom) / 2,
		);
		const card = bare.page.locator(".card:not([hidden])");
		const words = await until("the card tells of the imbalance", async () => {
			const text = (await card.count()) === 0 ? "" : ((await card.textContent()) ?? "");
			return text.includes("imbalance") ? text : undefined;
		});
		assert.match(words, /66,100/);
		// Its lines frame the number.
		const column = await bare.page.locator(".cross-vertical").boundingBox();
		const row = await bare.page.locator(".cross-horizontal").boundingBox();
		assert.ok(column !== null && row !== null);
		const [left, top] = [column.x - box.x, row.y - box.y];
		assert.ok(left < cell.left && cell.right < left + column.width, JSON.stringify(column));
		const isBeside = top + row.height < cell.top || top > cell.bottom;
		assert.ok(isBeside || (top < cell.top && cell.bottom < top + row.height));
		assert.match(words, /Buy imbalance \(heuristic\)1,000 % · 30 against 3 sold in the row below/);
	});
});

import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import type { ViewOptions } from "../../src/core/query/viewOptions";
import type { QueryResult } from "../../src/core/result";
import { onlyIntervals } from "../../src/core/profile/onlyIntervals";
import { epochMs } from "../../src/core/time";
import { launchBrowser } from "../editor/browser";
import { BarePage, type DrawnLine } from "./harness/barePage";
import { sampleAnswer } from "../support/answers";
import { until } from "./harness/until";

const SIZE = { width: 980, height: 640 };
const [market, source] = ["BTC-USDT", "Sample data"];

describe("what is drawn", () => {
	let browser: Browser;
	let bare: BarePage;
	before(async () => {
		browser = await launchBrowser();
		bare = await BarePage.open(browser);
	});
	after(() => browser.close());

	const profileOf = (interval: string, last: string) =>
		sampleAnswer({ kind: "volumeProfile", symbol: market, interval, range: { last } });
	const vwapOf = (interval: string, last: string) =>
		sampleAnswer({ kind: "vwap", symbol: market, interval, range: { last } });

	async function show(
		results: readonly QueryResult[],
		view: ViewOptions = {},
		{ width, height } = SIZE,
	): Promise<void> {
		const kinds = results.map(({ query }) => query.kind);
		await bare.show({
			results,
			view,
			caption: {
				...{ market, source, detail: "", footnote: "", notes: [], fromSnapshot: false },
				parts: kinds.map((kind) => ({ market, source, kind })),
			},
		});
		await bare.resize(width, height);
	}
	const texts = async () => (await bare.drawing()).texts.map(({ text }) => text);
	const figure = (id: string) => bare.page.locator(`[data-testid="${id}"]`).innerText();
	const colorOf = (name: string) =>
		bare.page.evaluate((name) => {
			const pen = new OffscreenCanvas(1, 1).getContext("2d");
			if (pen === null) throw new Error("no canvas");
			const { style } = document.getElementById("app") ?? document.body;
			pen.strokeStyle = style.getPropertyValue(`--va-${name}`);
			return pen.strokeStyle;
		}, name);
	/** The longest line in a colour of the theme. */
	async function lineIn(name: string): Promise<DrawnLine["points"]> {
		const color = await colorOf(name);
		const { lines } = await bare.drawing();
		const [longest] = lines
			.filter((line) => line.color === color)
			.sort((a, b) => b.points.length - a.points.length);
		assert.ok(longest, `a line in ${color}`);
		return longest.points;
	}

	it("holds the whole profile beside a VWAP of a narrower range, whatever comes first", async () => {
		const week = await profileOf("1h", "7d");
		await show([week, await vwapOf("1h", "6h")], { layout: "overProfile" });
		const shown = await texts();
		for (const level of ["poc", "vah", "val"]) {
			assert.ok(shown.includes(await figure(level)), `${level} in ${shown.join()}`);
		}
	});

	it("holds every band that is asked for", async () => {
		await show([await vwapOf("1h", "7d")], { anchor: "first", multipliers: [1, 2, 3] });
		const shown = await texts();
		for (const band of ["+1 σ", "+2 σ", "+3 σ", "−1 σ", "−2 σ", "−3 σ"]) {
			assert.ok(shown.includes(band), `${band} in ${shown.join()}`);
		}
	});

	for (const [where, results, view] of [
		["alone", () => [vwapOf("1h", "8h")], {}],
		["with candles and volume", () => [vwapOf("1h", "8h")], { candles: true, volume: true }],
		["over a profile", () => [profileOf("1h", "8h"), vwapOf("1h", "8h")], {}],
		[
			"over cells that span an interval",
			() => [profileOf("1h", "8h"), vwapOf("1h", "8h")],
			{ layout: "timePrice" },
		],
	] as const) {
		it(`has the points of a VWAP in the middle of their intervals: ${where}`, async () => {
			await show(await Promise.all(results()), view);
			const line = await lineIn("vwap");
			assert.equal(line.length, 8);
			const xs = line.map(([x]) => x);
			const interval = ((xs.at(-1) ?? NaN) - (xs[0] ?? NaN)) / 7;
			assert.ok(interval > 40);
			xs.forEach((x, i) => {
				assert.ok(Math.abs(x - (i + 0.5) * interval) < 0.01, `${xs.join()} every ${interval}`);
			});
		});
	}

	it("names the prices of each market with the decimals of its own rows", async () => {
		const range = { last: "24h" };
		const eth = { kind: "volumeProfile", symbol: "ETH-USDT", interval: "1h", range } as const;
		await show([await profileOf("1h", "24h"), await sampleAnswer(eth)]);
		const prices = (await texts()).filter((text) => /^\d,\d{3}|^\d{2},\d{3}/.test(text));
		assert.ok(
			prices.some((text) => /^3,\d{3}\.[05]$/.test(text)),
			prices.join(" "),
		);
		assert.deepEqual(
			prices.filter((text) => /^7\d,\d{3}\./.test(text)),
			[],
		);
		assert.ok(
			prices.some((text) => /^7\d,\d{3}$/.test(text)),
			prices.join(" "),
		);
	});

	it("has developing levels that end at those of the whole, at the edges of rows too", async () => {
		const week = await profileOf("1h", "7d");
		for (const edges of [false, true]) {
			await show([week], { layout: "timePrice", developing: true, edges });
			await bare.page.locator(".chart").focus();
			await bare.page.keyboard.press("End");
			const card = bare.page.locator(".card:not([hidden])");
			await card.waitFor();
			const vah = /[\d,]+/.exec(await figure("vah"))?.[0];
			const words = await card.innerText();
			assert.ok(vah !== undefined && vah !== "" && words.includes(`– ${vah}`), `${vah}: ${words}`);
			assert.equal(words.includes("outer edges"), edges);
		}
	});

	it("says sold volume with its sign where bars show the difference", async () => {
		await show([await profileOf("1h", "24h")], { bars: "delta" });
		const plot = await bare.page.getByTestId("chart").locator("canvas[role=img]").boundingBox();
		assert.ok(plot);
		for (const [share, sign] of [
			[0.1, /^−/],
			[0.8, /^\d/],
		] as const) {
			await bare.page.mouse.move(plot.x + share * plot.width, plot.y + plot.height / 2);
			const tag = bare.page.locator(".cross-bottom:not([hidden])");
			await until("the crosshair names the volume", async () => sign.test(await tag.innerText()));
		}
	});

	it("names three dates and more on a narrow axis of days", async () => {
		for (const [interval, last] of [
			["1h", "7d"],
			["4h", "14d"],
			["1d", "30d"],
		] as const) {
			await show([await vwapOf(interval, last)], {}, { width: 300, height: 560 });
			const dates = (await texts()).filter((text) => /^[A-Z][a-z]{2}( \d+)?$/.test(text));
			assert.ok(dates.length >= 3, `${last}: ${dates.join()}`);
		}
	});

	it("says when an interval begins that is shorter than the cell it lies in", async () => {
		await show([await profileOf("1h", "8h"), await vwapOf("15m", "8h")], { layout: "timePrice" });
		await bare.page.mouse.move(300, 300);
		const rows = bare.page.locator(".card-row");
		await rows.first().waitFor();
		const labels = await rows.locator("span:first-child").allInnerTexts();
		assert.ok(
			labels.some((label) => /^VWAP · \d\d:00$/.test(label)),
			labels.join(),
		);
	});

	it("counts intervals in one sentence that adds up, wherever it counts them", async () => {
		const sentence = "22 of 24 intervals: 1 empty, 1 open";
		const day = await profileOf("1h", "24h");
		const [series] = day.series;
		assert.ok(series?.kind === "volumeProfile" && series.times.length === 24);
		const all = Array.from(series.times.keys());
		const held = onlyIntervals(
			series,
			all.filter((index) => index !== 5),
		);
		const now = epochMs((series.times.at(-1) ?? NaN) + series.interval / 2);
		await show([{ ...day, fetchedAt: now, series: [{ ...held, open: true }] }]);
		const said = async () => [
			await figure("footnote"),
			(await bare.page.locator(".chart-canvas").getAttribute("aria-label")) ?? "",
		];
		for (const text of [...(await said()), await figure("intervalLabel")]) {
			assert.ok(text.includes(sentence), text);
			assert.doesNotMatch(text.replace(sentence, ""), /\b2[1-4] |in progress/);
		}
		assert.equal(await figure("gaps"), "1");
		await bare.page.click('[data-testid="nextInterval"]');
		for (let step = 0; step < 5; step++) await bare.page.click('[data-testid="nextInterval"]');
		assert.match(await figure("intervalLabel"), / · 7 of 24$/);

		const line = await vwapOf("1h", "24h");
		const [vwap] = line.series;
		assert.ok(vwap?.kind === "vwap");
		const price = vwap.price.slice();
		price[5] = NaN;
		await show([{ ...line, fetchedAt: now, series: [{ ...vwap, price, open: true }] }]);
		for (const text of await said()) assert.ok(text.includes(sentence), text);
		assert.equal(await figure("gaps"), "1");
	});

	it("is as sharp as the screen that the window is moved to", async () => {
		await show([await vwapOf("1h", "24h")]);
		const sizes = () =>
			bare.page.locator(".chart-canvas").evaluate((node) => {
				const canvas = node as HTMLCanvasElement;
				return [canvas.width, canvas.clientWidth];
			});
		// A panel keeps its size there, whatever becomes of the window around it.
		await bare.page.addStyleTag({ content: "#app { width: 900px; height: 600px }" });
		await bare.settled();
		const [before, inCss] = await sizes();
		assert.equal(before, inCss);
		const devtools = await bare.page.context().newCDPSession(bare.page);
		for (const deviceScaleFactor of [2, 1]) {
			await devtools.send("Emulation.setDeviceMetricsOverride", {
				width: SIZE.width + deviceScaleFactor,
				height: SIZE.height,
				deviceScaleFactor,
				mobile: false,
			});
			await until(`the canvas has ${deviceScaleFactor} pixels for one`, async () => {
				const [width = 0, css = 0] = await sizes();
				return width === css * deviceScaleFactor;
			});
		}
	});

	it("has a frame around it while the keyboard is on it, on all four sides", async () => {
		await show([await vwapOf("1h", "24h")]);
		const chart = bare.page.locator(".chart");
		const edges = async () => {
			const png = await chart.screenshot();
			return bare.page.evaluate(async (base64) => {
				const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
				const bitmap = await createImageBitmap(blob);
				const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
				if (pen === null) throw new Error("no canvas");
				pen.drawImage(bitmap, 0, 0);
				const { width, height } = bitmap;
				return [
					[width / 2, 0],
					[width / 2, height - 1],
					[0, height / 2],
					[width - 1, height / 2],
				].map(([x = 0, y = 0]) => [...pen.getImageData(x, y, 1, 1).data.subarray(0, 3)].join());
			}, png.toString("base64"));
		};
		const frame = [0x00, 0x78, 0xd4].join();
		assert.ok(!(await edges()).includes(frame));
		await bare.page.keyboard.press("Tab");
		await chart.focus();
		assert.deepEqual(await edges(), [frame, frame, frame, frame]);
	});
});

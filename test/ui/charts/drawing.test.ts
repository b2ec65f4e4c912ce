import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../editor/browser";
import { sampleAnswer } from "../../support/answers";
import { BarePage } from "../harness/barePage";
import { until } from "../harness/until";

const SIZE = { width: 980, height: 640 };

describe("the canvas of a chart", () => {
	let browser: Browser;
	let bare: BarePage;
	before(async () => {
		browser = await launchBrowser();
		bare = await BarePage.open(browser);
		const [symbol, source] = ["BTC-USDT", "Sample data"];
		const hourly = { symbol, interval: "1h", range: { last: "24h" } };
		await bare.show({
			results: [await sampleAnswer({ kind: "vwap", ...hourly })],
			caption: {
				market: symbol,
				source,
				detail: "",
				footnote: "",
				notes: [],
				fromSnapshot: false,
				parts: [{ market: symbol, source, kind: "VWAP" }],
			},
		});
		await bare.resize(SIZE.width, SIZE.height);
	});
	after(() => browser.close());

	it("is as sharp as the screen that the window is moved to", async () => {
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

import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../src/core/result/result";
import type { PanelCaption } from "../../../src/protocol/messages";
import { launchBrowser } from "../../editor/browser";
import { until } from "../harness/until";
import { BarePage, type Showing } from "../harness/barePage";
import type { ChartPage } from "../harness/chartPage";
import { elementFaults, pageFaults } from "../harness/pageFaults";
import { sampleAnswer } from "../../support/answers";

/** Widths of a panel on the screen, from one beside code on, and how far the window is zoomed in. */
const WIDTHS = [300, 420, 560, 760, 980, 1_280];
const ZOOMS = [1, 1.5, 2];
const HEIGHT = 760;

function captionOf(kinds: readonly string[], more: Partial<PanelCaption> = {}): PanelCaption {
	const [market, source] = ["BTC-USDT", "Sample data"];
	return {
		market,
		source,
		detail: "7 d · hourly",
		footnote: "Sample data · BTC-USDT",
		notes: [],
		fromSnapshot: false,
		parts: kinds.map((kind) => ({ market, source, kind })),
		...more,
	};
}

/** The pixels of the lowest part of a chart, each as one number. */
async function stripPixels(chart: ChartPage): Promise<readonly number[]> {
	const canvas = await chart.settledCanvas();
	return canvas.evaluate((element) => {
		const canvas = element as HTMLCanvasElement;
		const height = Math.round((28 * canvas.height) / canvas.clientHeight);
		const drawn = canvas
			.getContext("2d")
			?.getImageData(0, canvas.height - height, canvas.width, height);
		return [...new Uint32Array(drawn?.data.buffer ?? new ArrayBuffer(0))];
	});
}

describe("the layout of the page", () => {
	let browser: Browser;
	let week: QueryResult;
	let weekAgain: QueryResult;
	let weekVwap: QueryResult;
	let weekEth: QueryResult;
	const pages = new Map<number, BarePage>();

	before(async () => {
		browser = await launchBrowser();
		const hourly = { interval: "1h", range: { last: "7d" } };
		week = await sampleAnswer({ kind: "volumeProfile", symbol: "BTC-USDT", ...hourly });
		// In rows of another height, which makes it another question.
		weekAgain = await sampleAnswer({
			kind: "volumeProfile",
			symbol: "BTC-USDT",
			step: "50",
			...hourly,
		});
		weekVwap = await sampleAnswer({ kind: "vwap", symbol: "BTC-USDT", ...hourly });
		weekEth = await sampleAnswer({ kind: "vwap", symbol: "ETH-USDT", ...hourly });
		for (const zoom of ZOOMS) pages.set(zoom, await BarePage.open(browser, { zoom }));
	});
	after(() => browser.close());

	const profile = (view: ViewOptions = {}): Showing => ({
		results: [week],
		caption: captionOf(["Volume profile"]),
		view,
	});
	const both = (view: ViewOptions = {}): Showing => ({
		results: [week, weekVwap],
		caption: captionOf(["Volume profile", "VWAP"]),
		view: { rowCount: 100, ...view },
	});
	const vwap = (view: ViewOptions = {}): Showing => ({
		results: [weekVwap],
		caption: captionOf(["VWAP"]),
		view,
	});

	/** Lays a chart out in every size and gathers what is wrong. */
	async function faultsOf(
		showing: Showing,
		act: (bare: BarePage) => Promise<void> = () => Promise.resolve(),
	): Promise<string[]> {
		const faults: string[] = [];
		for (const [zoom, bare] of pages) {
			await bare.show(showing);
			await act(bare);
			for (const width of WIDTHS) {
				await bare.resize(Math.round(width / zoom), Math.round(HEIGHT / zoom));
				const found = await pageFaults(bare);
				faults.push(...found.map((fault) => `${width} px, ${zoom * 100} %: ${fault}`));
			}
		}
		return faults;
	}
	const openOptions = (bare: BarePage) => bare.page.click('[data-testid="options"]');
	const states: readonly (readonly [
		name: string,
		showing: () => Showing,
		act?: (bare: BarePage) => Promise<void>,
	])[] = [
		["a profile", () => profile({ nodes: true, naked: true })],
		["one interval of a profile", () => profile({ interval: "2026-03-29T12:00:00Z" })],
		["a profile with its cumulative delta", () => profile({ cumulativeDelta: "day" })],
		[
			"profiles side by side with their cumulative deltas",
			() => ({
				results: [week, weekAgain],
				caption: captionOf(["Volume profile", "Volume profile"]),
				view: { cumulativeDelta: "day" },
			}),
		],
		["a profile with its table", () => profile({ table: true })],
		["a profile with its options", () => profile(), openOptions],
		["a profile with its table and options", () => profile({ table: true }), openOptions],
		["a VWAP", () => vwap()],
		[
			"an anchored VWAP with all panes",
			() => vwap({ anchor: "session", candles: true, volume: true, deviation: true, brush: true }),
		],
		["a VWAP over a profile", () => both({ anchor: "week", volume: true, developing: true })],
		["cells of time and price", () => both({ layout: "timePrice", naked: true })],
		["a cross-check", () => both({ layout: "crossCheck" })],
		[
			"a vendor check",
			() => {
				const caption = captionOf(["Volume profile", "Volume profile"]);
				const parts = caption.parts.map((part, at) => ({
					...part,
					side: ["Kiyotaka", "My tape"][at] ?? "",
				}));
				return {
					results: [week, weekAgain],
					caption: { ...caption, parts },
					view: { layout: "vendorCheck" },
				};
			},
			openOptions,
		],
		[
			"two lines",
			() => ({
				results: [weekVwap, weekEth],
				caption: captionOf([], {
					parts: ["BTC-USDT", "ETH-USDT"].map((market) => ({
						market,
						source: "Sample data",
						kind: "VWAP",
					})),
				}),
			}),
		],
		[
			"long names and notes",
			() => ({
				...profile(),
				caption: captionOf(["Volume profile"], {
					market: "1000000MOGUSDT-PERP-2026-06-26",
					source: "Binance Futures + Bybit + OKX + Hyperliquid · Kiyotaka",
					fromSnapshot: true,
					notes: [
						{ kind: "partial", text: "Cancelled before everything had come." },
						{ kind: "warning", text: "The stamps were interval ends and are shifted." },
					],
				}),
			}),
		],
		[
			"an error over a chart",
			() => vwap(),
			(bare) =>
				bare.send("failed", {
					text: "Kaiko could not be reached. Check the connection, then try again.",
					actions: [
						{ id: "retry", label: "Try again" },
						{ id: "showLog", label: "Show log" },
					],
				}),
		],
	];
	it("paints the strip of the whole range in the same pixels after it was zoomed or had another size", async () => {
		for (const [zoom, bare] of pages) {
			await bare.show(vwap({ brush: true }));
			const { chart } = bare;
			const [width, height] = [Math.round(977 / zoom), Math.round(611 / zoom)];
			await bare.resize(width, height);
			const strip = () => stripPixels(chart);
			const before = await strip();
			assert.ok(new Set(before).size > 8, "nothing is drawn");
			await chart.wheel(0.5, 0.4, -600);
			const zoomed = await until("it zooms", async () => {
				const now = await strip();
				return now.join() === before.join() ? undefined : now;
			});
			await bare.resize(width - 200, height);
			await strip();
			await bare.resize(width, height);
			assert.deepEqual(await strip(), zoomed);
			await chart.press("resetZoom");
			await until("it is whole again", async () => (await strip()).join() === before.join());
		}
	});

	it("lists by name what the header has no room for, by the keyboard alone", async () => {
		const bare = pages.get(1);
		assert.ok(bare !== undefined);
		await bare.show(both());
		await bare.resize(300, 400);
		const { page } = bare;
		const more = page.locator('[data-testid="moreTools"]');
		const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
		await more.focus();
		await page.keyboard.press("Enter");
		const listed = page.locator(".more-tools.open > .tool");
		await listed.first().waitFor();
		assert.equal(await more.getAttribute("aria-expanded"), "true");
		for (const row of await listed.all()) {
			const name = row.locator(".tool-name");
			assert.equal(await name.textContent(), await row.getAttribute("aria-label"));
			assert.ok(await name.evaluate((node) => node.scrollWidth <= node.clientWidth + 1));
		}
		assert.deepEqual(await elementFaults(page, ".more-tools.open :is(.tool, select)", ".none"), []);
		const last = await listed.last().getAttribute("data-testid");
		await page.keyboard.press("End");
		assert.equal(await focused(), last);
		await page.keyboard.press("Home");
		const list = page.locator(".more-tools.open select").first();
		const chosen = await list.inputValue();
		assert.ok(await list.evaluate((node) => node === document.activeElement));
		await page.keyboard.press("ArrowDown");
		assert.ok(await list.evaluate((node) => node !== document.activeElement));
		assert.equal(await list.inputValue(), chosen);
		await page.keyboard.press("Escape");
		assert.equal(await focused(), "moreTools");
		assert.equal(await more.getAttribute("aria-expanded"), "false");
		await page.keyboard.press("Enter");
		await listed.last().focus();
		assert.equal(await focused(), last);
		await page.keyboard.press("Tab");
		await page.locator(".more-tools:not(.open)").waitFor({ state: "attached" });
		await more.press("Enter");
		await bare.resize(1_280, 760);
		await until("the focus stays in the header", () =>
			page.evaluate(() => document.activeElement?.closest(".header") !== null),
		);
		await more.waitFor({ state: "hidden" });
		assert.equal(await page.locator(".more-tools > *:not([hidden])").count(), 0);
	});

	it("leaves the chart most of the height at every size, however many values there are", async () => {
		const bare = pages.get(1);
		assert.ok(bare !== undefined);
		const view: ViewOptions = { layout: "timePrice", developing: true, naked: true, nodes: true };
		await bare.show(both(view));
		for (const [width, height] of [
			[300, 400],
			[480, 600],
			[520, 600],
			[560, 480],
			[920, 640],
			[1_280, 800],
		] as const) {
			await bare.resize(width, height);
			const chart = await bare.page.locator(".chart").boundingBox();
			const share = (chart?.height ?? 0) / height;
			assert.ok(share >= 0.55, `${width} × ${height}: ${share}`);
		}
	});
	it("keeps POC, value area and delta of a profile in sight where it is narrowest", async () => {
		const bare = pages.get(1);
		assert.ok(bare !== undefined);
		await bare.show(profile());
		for (const height of [420, 700]) {
			await bare.resize(230, height);
			const entries = bare.page.locator(".entries > .entry-key");
			const words = (await entries.allInnerTexts()).join(" ");
			for (const name of ["POC", "VAH", "VAL", "Delta"]) assert.ok(words.includes(name), words);
			assert.deepEqual(await elementFaults(bare.page, ".entries > .entry-key", ".none"), []);
			const chart = await bare.page.locator(".chart").boundingBox();
			assert.ok((chart?.height ?? 0) >= 0.55 * height, `${height}: ${chart?.height ?? 0}`);
		}
	});

	it("keeps the hover card inside of the chart and off the place that it tells of, however narrow or low that is", async () => {
		const bare = pages.get(1);
		assert.ok(bare !== undefined);
		const view: ViewOptions = {
			layout: "timePrice",
			cumulativeDelta: "day",
			developing: true,
			carried: ["day"],
			anchor: "first",
			candles: true,
			volume: true,
		};
		await bare.show(both(view));
		for (const [width, height] of [
			[300, 560],
			[640, 400],
		] as const) {
			await bare.resize(width, height);
			const chart = await bare.page.locator(".chart").boundingBox();
			assert.ok(chart);
			const [x, y] = [chart.x + chart.width * 0.3, chart.y + chart.height * 0.3];
			await bare.page.mouse.move(x, y);
			const card = bare.page.locator(".card:visible");
			await card.waitFor();
			const box = await card.boundingBox();
			assert.ok(box);
			const [right, bottom] = [chart.x + chart.width, chart.y + chart.height];
			const isInside =
				box.x >= chart.x - 1 && box.x + box.width <= right + 1 && box.y + box.height <= bottom + 1;
			const isOff = x < box.x || x > box.x + box.width || y < box.y || y > box.y + box.height;
			assert.ok(isInside && isOff, `${width} × ${height}: ${JSON.stringify({ box, chart })}`);
		}
	});

	for (const [name, showing, act] of states) {
		it(`has nothing that overlaps or is cut, at any width and zoom: ${name}`, async () => {
			assert.deepEqual(await faultsOf(showing(), act), []);
		});
	}
});

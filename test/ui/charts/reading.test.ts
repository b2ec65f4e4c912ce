import assert from "node:assert/strict";
import type { Browser, Locator } from "playwright-core";
import type { QueryResult } from "../../../src/core/result/result";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import { launchBrowser } from "../../editor/browser";
import { sampleAnswer } from "../../support/answers";
import { BarePage } from "../harness/barePage";
import { until } from "../harness/until";

describe("reading a chart", () => {
	let browser: Browser;
	let bare: BarePage;
	let vwap: QueryResult;
	before(async () => {
		browser = await launchBrowser();
		bare = await BarePage.open(browser);
		vwap = await sampleAnswer({
			kind: "vwap",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "24h" },
		});
	});
	after(() => browser.close());

	const byId = (id: string): Locator => bare.page.locator(`[data-testid="${id}"]`);
	const textOf = async (id: string) => (await byId(id).textContent()) ?? "";
	const becomes = (id: string, isIt: (text: string) => boolean) =>
		until(`${id} changes`, async () => isIt(await textOf(id)));

	/** Shows the line of a day in a panel of a width. */
	async function open(view: ViewOptions = {}, width = 980): Promise<void> {
		await bare.showSample(vwap, view);
		await bare.resize(width, 640);
	}

	/** Moves the pointer to shares of the chart. */
	async function point(x: number, y: number): Promise<void> {
		const box = await byId("chart").boundingBox();
		assert.ok(box !== null);
		await bare.page.mouse.move(box.x + x * box.width, box.y + y * box.height);
	}

	it("says the value under the crosshair in the strip, and the last with its time when it leaves", async () => {
		await open({ anchor: "first" });
		const [last, when, sigma] = await Promise.all(["last", "when", "sigma"].map(textOf));
		await point(0.3, 0.5);
		await becomes("when", (text) => text !== when);
		const title = (await bare.page.locator(".card:not([hidden]) .card-title").textContent()) ?? "";
		assert.ok(title.startsWith(await textOf("when")), title);
		assert.notEqual(await textOf("last"), last);
		assert.notEqual(await textOf("sigma"), sigma);
		await bare.page.mouse.move(2, 2);
		await becomes("when", (text) => text === when);
		assert.equal(await textOf("last"), last);
		assert.equal(await textOf("sigma"), sigma);
	});

	it("says of a last value that its interval was in progress when the answer was told", async () => {
		const series = vwap.series.map((one) => ({ ...one, open: true }));
		await bare.showSample({ ...vwap, series }, {});
		await bare.resize(980, 640);
		await becomes("when", (text) => text.includes("23:00 · in progress at "));
		const atRest = await textOf("when");
		await point(0.3, 0.5);
		await becomes("when", (text) => text !== atRest);
		assert.doesNotMatch(await textOf("when"), /in progress/);
		await bare.page.mouse.move(2, 2);
		await becomes("when", (text) => text === atRest);
	});

	it("switches a line off and on by the keyboard, at its mark", async () => {
		await open({ anchor: "first" });
		const mark = byId("legend-anchored");
		await mark.focus();
		for (const isOn of ["false", "true"]) {
			await bare.page.keyboard.press("Space");
			await until(`it is ${isOn}`, async () => (await mark.getAttribute("aria-pressed")) === isOn);
			assert.ok(await mark.evaluate((node) => node === document.activeElement));
		}
	});

	it("keeps the key values in a narrow panel until somebody unfolds it, which is remembered", async () => {
		await open({ anchor: "first" }, 320);
		await byId("low").waitFor({ state: "hidden" });
		assert.ok(await byId("last").isVisible());
		assert.ok(await byId("anchored").isVisible());
		await byId("fold").click();
		await byId("low").waitFor();
		const kept = await bare.page.evaluate(
			() => (window as { kept?: () => { view?: ViewOptions } }).kept?.().view?.strip,
		);
		assert.equal(kept, "open");
		await byId("fold").click();
		await byId("low").waitFor({ state: "hidden" });
		await bare.resize(980, 640);
		assert.ok(await byId("low").isHidden());
	});

	it("measures with Ctrl and a drag, or after the ruler was pressed, until a click clears it", async () => {
		await open();
		const measured = byId("measured");
		const { mouse, keyboard } = bare.page;
		const drag = async (key?: "Control") => {
			await point(0.2, 0.3);
			if (key !== undefined) await keyboard.down(key);
			await mouse.down();
			await point(0.6, 0.7);
			await mouse.up();
			if (key !== undefined) await keyboard.up(key);
		};
		const clear = async () => {
			await point(0.8, 0.5);
			await mouse.down();
			await mouse.up();
			await measured.waitFor({ state: "hidden" });
		};
		await drag("Control");
		await measured.waitFor();
		const words = (await measured.textContent()) ?? "";
		assert.match(words, /Change−[\d,.]+ · −\d\.\d\d % · −[\d.]+ bps/);
		assert.match(words, /Time\d+h · \d+ intervals/);
		assert.match(words, /VWAP between[\d,.]+/);
		await clear();
		await byId("measure").click();
		assert.equal(await byId("measure").getAttribute("aria-pressed"), "true");
		await drag();
		await measured.waitFor();
		assert.equal(await measured.textContent(), words);
		assert.equal(await byId("measure").getAttribute("aria-pressed"), "false");
		await clear();
	});

	it("measures by keyboard from one interval to another, and says it", async () => {
		await open();
		const { keyboard } = bare.page;
		await byId("chart").focus();
		for (const key of ["End", "m", "ArrowLeft", "ArrowLeft", "m"]) await keyboard.press(key);
		await byId("measured").filter({ hasText: "3h · 3 intervals" }).waitFor();
		// The card of the last interval would lie over it.
		await bare.page.locator(".card:not([data-testid])").waitFor({ state: "hidden" });
		await until("it is said", async () =>
			/3h · 3 intervals/.test((await bare.page.locator("[aria-live]").first().textContent()) ?? ""),
		);
		await keyboard.press("Escape");
		await byId("measured").waitFor({ state: "hidden" });
	});

	it("measures by m from the pointer's price to the pointer's price, as a drag does", async () => {
		await open({ candles: true, anchors: [{ name: "VWAP 2", at: "2026-03-28T06:00:00Z" }] });
		const { mouse, keyboard } = bare.page;
		const measured = byId("measured");
		await byId("chart").focus();
		await keyboard.down("Control");
		await point(0.2, 0.3);
		await mouse.down();
		await point(0.6, 0.7);
		await mouse.up();
		await keyboard.up("Control");
		const dragged = await measured.textContent();
		assert.match(dragged ?? "", /Change−/);
		await keyboard.press("Escape");
		await point(0.2, 0.3);
		await keyboard.press("m");
		await point(0.6, 0.7);
		await keyboard.press("m");
		assert.equal(await measured.textContent(), dragged);
		await point(0.4, 0.5);
		assert.equal(await measured.textContent(), dragged);
		await keyboard.press("Escape");
		await measured.waitFor({ state: "hidden" });
	});

	it("marks the first corner of m, and shows the box on the way to the second", async () => {
		await open();
		const { keyboard } = bare.page;
		const [box, corner] = [bare.page.locator(".measure"), bare.page.locator(".measure-corner")];
		const middleOf = async (node: Locator) => {
			const area = await node.boundingBox();
			assert.ok(area !== null);
			return [Math.round(area.x + area.width / 2), Math.round(area.y + area.height / 2)] as const;
		};
		await byId("chart").focus();
		await point(0.2, 0.3);
		const chart = await byId("chart").boundingBox();
		assert.ok(chart !== null);
		await keyboard.press("m");
		const [x, y] = await middleOf(corner);
		assert.ok(Math.abs(x - (chart.x + 0.2 * chart.width)) <= 1, `${x}`);
		assert.ok(Math.abs(y - (chart.y + 0.3 * chart.height)) <= 1, `${y}`);
		assert.ok(await box.isHidden(), "nothing is measured yet");
		// What is under the volume is no price: the box stays in the pane where it began.
		for (const [right, down] of [
			[0.4, 0.5],
			[0.6, 0.6],
			[0.6, 0.95],
		] as const) {
			await point(right, down);
			const area = await box.boundingBox();
			assert.ok(area && area.x + area.width >= chart.x + right * chart.width - 1);
			assert.ok(Math.abs(area.y - (chart.y + 0.3 * chart.height)) <= 1);
			assert.ok(area.y + area.height <= chart.y + down * chart.height + 1);
			assert.ok(await byId("measured").isVisible());
		}
		assert.deepEqual(await middleOf(corner), [x, y]);
		await keyboard.press("m");
		await corner.waitFor({ state: "hidden" });
		assert.ok(await box.isVisible());
		await keyboard.press("Escape");
		assert.ok(await box.isHidden());
		for (const key of ["End", "m"]) await keyboard.press(key);
		await corner.waitFor();
		assert.ok(await byId("measured").isHidden(), "nothing is measured yet");
		const [there, value] = [
			await middleOf(corner),
			await middleOf(bare.page.locator(".cross-point:visible").first()),
		];
		assert.ok(
			Math.hypot(there[0] - value[0], there[1] - value[1]) < 2,
			`${there.join()} is ${value.join()}`,
		);
		for (const key of ["ArrowLeft", "ArrowLeft"]) await keyboard.press(key);
		await byId("measured").filter({ hasText: "3h · 3 intervals" }).waitFor();
		await keyboard.press("Escape");
		assert.ok((await corner.isHidden()) && (await box.isHidden()));
	});

	it("measures by keyboard from no interval without trades, and to none", async () => {
		const query = {
			kind: "vwap",
			symbol: "BTC-USDT",
			interval: "15m",
			range: { last: "7d" },
		} as const;
		await bare.showSample(await sampleAnswer(query), {});
		const { keyboard } = bare.page;
		const goTo = async (time: string) => {
			await byId("chart").focus();
			await keyboard.press("g");
			await keyboard.type(time);
			await keyboard.press("Enter");
		};
		const isSaid = (words: RegExp) =>
			until(`${words.source} is said`, async () =>
				words.test((await bare.page.locator("[aria-live]").first().textContent()) ?? ""),
			);
		await goTo("2026-03-23 13:45");
		await keyboard.press("m");
		await isSaid(/Point at a place/);
		await goTo("2026-03-23 12:00");
		await keyboard.press("m");
		await isSaid(/First corner set/);
		await goTo("2026-03-23 13:45");
		await keyboard.press("m");
		await isSaid(/First corner set/);
		await goTo("2026-03-23 18:00");
		await keyboard.press("m");
		await isSaid(/Time 6h 15m/);
	});

	it("takes keys of the chart on the buttons around it, but not those that the button or a list needs", async () => {
		await open({ anchor: "first" });
		const { keyboard } = bare.page;
		const shown = () => byId("chart").getAttribute("data-view");
		const focused = () =>
			bare.page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
		const whole = await shown();
		// The strip's mark switches its line, the quick range moves the chart, and each keeps the focus.
		for (const id of ["measure", "legend-anchored", "last", "quick-1D"]) {
			const button = bare.page
				.locator("button")
				.and(byId(id).or(bare.page.locator(`:has([data-testid="${id}"])`)));
			await button.focus();
			await point(0.3, 0.4);
			await keyboard.press("m");
			await bare.page.locator(".measure-corner").waitFor();
			await point(0.5, 0.6);
			await keyboard.press("m");
			await byId("measured").waitFor();
			await keyboard.press("+");
			await until("plus zooms", async () => (await shown()) !== whole);
			await keyboard.press("Control+0");
			await bare.settled();
			assert.notEqual(await shown(), whole);
			await keyboard.press("0");
			await until("0 shows everything", async () => (await shown()) === whole);
			await point(0.3, 0.4);
			await button.focus();
			await keyboard.press("ArrowLeft");
			assert.ok(await button.evaluate((node) => node === document.activeElement));
		}
		await byId("measure").click();
		await point(0.3, 0.4);
		await keyboard.press("Escape");
		await byId("measured").waitFor({ state: "hidden" });
		assert.equal(await byId("measure").getAttribute("aria-pressed"), "true");
		await keyboard.press("Space");
		assert.equal(await byId("measure").getAttribute("aria-pressed"), "false");
		await keyboard.press("g");
		assert.equal(await focused(), "goTo");
		await keyboard.press("m");
		assert.equal(await byId("goTo").inputValue(), "m");
	});

	it("goes to a quick range, to a day and to a time, and offers to change the range beyond them", async () => {
		await open();
		const stretch = async () => (await byId("chart").getAttribute("data-view")) ?? "";
		const whole = await stretch();
		const type = async (text: string) => {
			await byId("chart").focus();
			await bare.page.keyboard.press("g");
			await bare.page.keyboard.type(text);
			await bare.page.keyboard.press("Enter");
		};
		await byId("quick-1W").click();
		await byId("goToRange").waitFor();
		assert.equal(await byId("goTo").getAttribute("aria-invalid"), "false");
		assert.equal(await stretch(), whole);
		await byId("goToRange").click();
		const asked = await bare.page.evaluate(
			() => (window as { posted?: { type: string; body: { id?: string } }[] }).posted ?? [],
		);
		assert.ok(asked.some(({ type, body }) => type === "action" && body.id === "changeRange"));
		await type("2026-03-28 11:20");
		await bare.page.locator(".card-title", { hasText: "2026-03-28 11:00" }).waitFor();
		await type("2019-01-01");
		await byId("goToRange").waitFor();
		await bare.resize(300, 560);
		const offer = await byId("goToRange").boundingBox();
		assert.ok(offer && offer.x >= 0 && offer.x + offer.width <= 300, "the offer is on the page");
		await bare.resize(980, 640);
		assert.equal(await byId("goTo").getAttribute("aria-invalid"), "true");
		await bare.page.keyboard.press("Escape");
		await byId("goToRange").waitFor({ state: "hidden" });
		await bare.page.keyboard.press("Escape");
		await until("the chart has the focus", () =>
			byId("chart").evaluate((node) => node === document.activeElement),
		);
		await type("2019-01-01");
		await byId("goToRange").waitFor();
		await byId("quick-1D").click();
		await byId("goToRange").waitFor({ state: "hidden" });
		assert.equal(await byId("goTo").inputValue(), "");
	});

	it("drops what it said of a place once the chart is moved", async () => {
		await open();
		const { keyboard, mouse } = bare.page;
		const problem = bare.page.locator(".go-to-problem");
		const moves: readonly (() => Promise<void>)[] = [
			async () => {
				await point(0.4, 0.4);
				await mouse.wheel(0, -400);
			},
			() => byId("resetZoom").click(),
			() => keyboard.press("+"),
			async () => {
				await byId("goToRange").focus();
				await keyboard.press("0");
				await until("the chart has the focus", () =>
					byId("chart").evaluate((node) => node === document.activeElement),
				);
			},
			() => byId("goTo").pressSequentially("2026-03-28"),
			async () => {
				await keyboard.press("Enter");
				await byId("quick-1W").click();
				await problem.filter({ hasText: "1W is not in the loaded range." }).waitFor();
				assert.equal(await byId("goTo").inputValue(), "");
				await byId("chart").focus();
				await keyboard.press("-");
			},
		];
		for (const move of moves) {
			await byId("quick-1W").click();
			await problem.filter({ hasText: "1W is not in the loaded range." }).waitFor();
			await move();
			await until("nothing is said", async () => (await problem.textContent()) === "");
			assert.ok(await byId("goToRange").isHidden());
		}
	});

	it("marks the row of the crosshair in the table, and brings it into view", async () => {
		await open({ table: true });
		await bare.page.locator("table").waitFor();
		const here = bare.page.locator("tr.row-here");
		for (const [key, index] of [
			["Home", "2"],
			["End", "25"],
		] as const) {
			await byId("chart").focus();
			await bare.page.keyboard.press(key);
			await here.filter({ has: bare.page.locator("th") }).waitFor();
			await until(`row ${index} is marked`, async () => {
				const isIt = (await here.getAttribute("aria-rowindex")) === index;
				const box = isIt ? await here.boundingBox() : null;
				return box !== null && box.y > 0 && box.y + box.height < 640;
			});
		}
		await bare.page.keyboard.press("Escape");
		await here.waitFor({ state: "detached" });
	});
});

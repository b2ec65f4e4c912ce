import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import type { Anchor, ViewOptions } from "../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../src/core/result/result";
import { launchBrowser } from "../../editor/browser";
import { sampleAnswer } from "../../support/answers";
import { BarePage } from "../harness/barePage";
import { keysBeyond } from "../harness/keysBeyond";
import { pageFaults } from "../harness/pageFaults";
import { until } from "../harness/until";

const BEGIN = Date.UTC(2026, 2, 28);
const HOURS = 24;
const iso = (hour: number) => new Date(BEGIN + hour * 3_600_000).toISOString();

describe("several anchors on a chart", () => {
	let browser: Browser;
	let bare: BarePage;
	let day: QueryResult;
	before(async () => {
		browser = await launchBrowser();
		bare = await BarePage.open(browser);
		day = await sampleAnswer({
			kind: "vwap",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "24h" },
		});
	});
	after(() => browser.close());

	const show = (view: ViewOptions) => bare.showSample(day, view);
	const flag = (name: string) => bare.page.locator(`[data-testid="anchor-${name}"]`);
	const valueOf = (color: number) =>
		bare.page.locator(`[data-testid="strip"] [data-testid="anchor${color}"]`).textContent();
	const kept = async () => (await bare.lastView("view"))?.anchors;
	/** Waits until the host has been told of anchors like these. */
	const told = (...wanted: readonly Partial<Anchor>[]) =>
		until(`the host is told of ${JSON.stringify(wanted)}`, async () => {
			const anchors = (await kept()) ?? [];
			return (
				anchors.length === wanted.length &&
				wanted.every((one, place) =>
					Object.entries(one).every(
						([field, value]) =>
							JSON.stringify(Reflect.get(anchors[place] ?? {}, field)) === JSON.stringify(value),
					),
				)
			);
		});
	/** The point in the middle of an hour, while the whole day is in view. */
	async function pointAt(hour: number, share = 0.4) {
		const box = await bare.page.locator(".chart").boundingBox();
		assert.ok(box);
		const { texts } = await bare.drawing();
		const hours = texts.flatMap(({ text, left, right }) => {
			const [, named] = /^(\d\d):00$/.exec(text) ?? [];
			return named === undefined ? [] : [{ hour: Number(named), x: (left + right) / 2 }];
		});
		const [first, last] = [hours[0], hours.at(-1)];
		assert.ok(first && last && last.hour > first.hour && last.hour <= HOURS);
		const perHour = (last.x - first.x) / (last.hour - first.hour);
		return {
			x: box.x + first.x + (hour + 0.5 - first.hour) * perHour,
			y: box.y + box.height * share,
		};
	}
	async function centerOf(name: string) {
		const box = await flag(name).boundingBox();
		assert.ok(box);
		return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	}

	it("are set with Alt and a click, pulled to another interval, renamed and removed by pointer", async () => {
		await show({});
		const { page } = bare;
		const place = await pointAt(6);
		await page.keyboard.down("Alt");
		await page.mouse.click(place.x, place.y);
		await page.keyboard.up("Alt");
		await told({ at: iso(6), name: "1" });
		await page.keyboard.down("Alt");
		await page.mouse.click(place.x, place.y);
		await page.keyboard.up("Alt");
		const spoken = page.locator('[aria-live="polite"]');
		await until("the anchor that is there is named", async () =>
			/^Anchor 1 is there already/.test((await spoken.textContent()) ?? ""),
		);
		assert.equal((await kept())?.length, 1);
		const value = await valueOf(1);

		const from = await centerOf("1");
		const { x: goal } = await pointAt(10);
		await page.mouse.move(from.x, from.y);
		await page.mouse.down();
		await page.mouse.move(from.x + (goal - place.x) / 2, from.y);
		await page.mouse.move(from.x + goal - place.x, from.y);
		// The line and its tag follow before the button is let go, and nothing is kept yet.
		await until("the tag on the axis follows the pull", async () => {
			const { texts } = await bare.drawing();
			return texts.some(({ text }) => text === "VWAP 1") &&
				!texts.some(({ text }) => text === value)
				? true
				: undefined;
		});
		assert.equal((await kept())?.[0]?.at, iso(6));
		await page.keyboard.press("Escape");
		await until(
			"the flag is where it was",
			async () => Math.abs((await centerOf("1")).x - from.x) < 1,
		);
		await page.mouse.up();
		assert.equal((await kept())?.[0]?.at, iso(6));

		await page.mouse.move(from.x, from.y);
		await page.mouse.down();
		await page.mouse.move(from.x + (goal - place.x) / 2, from.y);
		await page.mouse.move(from.x + goal - place.x, from.y);
		await page.mouse.up();
		await told({ at: iso(10), name: "1" });
		await until("the strip is of the new place", async () => (await valueOf(1)) !== value);

		await flag("1").dblclick();
		await page.keyboard.type("London");
		await page.keyboard.press("Enter");
		await told({ at: iso(10), name: "London" });
		await flag("London").hover();
		await page.click('[data-testid="anchor-London-remove"]');
		await told();
		assert.equal(await page.locator(".anchor").count(), 0);
	});

	it("are set, moved, given bands, renamed and removed by keys", async () => {
		await show({});
		const { page } = bare;
		await page.locator(".chart").focus();
		for (const key of ["Home", "ArrowRight", "ArrowRight", "A"]) await page.keyboard.press(key);
		await told({ at: iso(2), name: "1" });
		await until("the flag has the focus", () =>
			flag("1").evaluate((node) => node === document.activeElement),
		);
		// Back in the chart, the crosshair goes on from where it was.
		for (const key of ["Escape", "ArrowRight"]) await page.keyboard.press(key);
		const hour = iso(3).replace("T", " ").slice(0, 16);
		await page.locator(".card:not([hidden]) .card-title", { hasText: hour }).waitFor();
		await flag("1").focus();
		await page.keyboard.press("?");
		await page.locator('[data-testid="keyHelp"]').waitFor();
		await page.keyboard.press("?");
		await until("the flag has the focus again", () =>
			flag("1").evaluate((node) => node === document.activeElement),
		);
		// VS Code hears its own keys, and those that the flag has no use for; Home is the flag's, which moves.
		const beyond = await keysBeyond(page, ["F1", "Control+PageDown", "Home"]);
		assert.deepEqual(beyond, ["F1", "Control", "PageDown"]);
		await told({ at: iso(0) });
		const press = async (key: string, wanted: Partial<Anchor>) => {
			await page.keyboard.press(key);
			await told(wanted);
		};
		await press("ArrowRight", { at: iso(1) });
		await press("PageUp", { at: iso(11) });
		await press("Home", { at: iso(0) });
		await press("End", { at: iso(23) });
		await press("ArrowLeft", { at: iso(22) });
		await press("b", { bands: [1] });
		await press("b", { bands: [1, 2] });
		assert.match((await flag("1").getAttribute("aria-valuetext")) ?? "", /22:00\. VWAP 1 71,/);
		await page.keyboard.press("F2");
		await page.keyboard.type("US / open");
		await page.keyboard.press("Enter");
		const box = page.locator('[data-testid="anchor-1-input"]');
		assert.match(
			await box.evaluate((node: HTMLInputElement) => node.validationMessage),
			/^A name has up to 16 letters/,
		);
		await box.fill("US open");
		await press("Enter", { name: "US open", at: iso(22), bands: [1, 2] });
		await until("the flag has the focus again", () =>
			flag("US open").evaluate((node) => node === document.activeElement),
		);
		await page.keyboard.press("Delete");
		await told();
		await until("the chart has the focus", () =>
			page.locator(".chart").evaluate((node) => node === document.activeElement),
		);
	});

	it("are set from the choices beside the chart, and fit into every room", async () => {
		const { page } = bare;
		await show({ anchors: [0, 1, 12].map((hour) => ({ at: iso(hour) })) });
		await page.click('[data-testid="options"]:not(aside)');
		await page.selectOption('[data-testid="option-addAnchor"]', "view highestPrice");
		await until("there is one more", async () => (await kept())?.length === 4);
		await page.fill('[data-testid="option-anchor-2-name"]', "Asia");
		await page.keyboard.press("Tab");
		await until("it has its name", async () => (await kept())?.[1]?.name === "Asia");
		await page.selectOption('[data-testid="option-removeAnchor"]', "1");
		await until("one is gone", async () => (await kept())?.length === 3);
		await page.click('[data-testid="options"]:not(aside)');
		const faults: string[] = [];
		for (const width of [300, 420, 760, 1_280]) {
			await bare.resize(width, 640);
			faults.push(...(await pageFaults(bare)).map((fault) => `${width} px: ${fault}`));
			const shot = process.env["SHOTS"];
			if (shot !== undefined) await page.screenshot({ path: `${shot}/anchors-${width}.png` });
		}
		assert.deepEqual(faults, []);
	});
});

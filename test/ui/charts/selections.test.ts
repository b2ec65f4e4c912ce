import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { shownProfile } from "../../../src/core/chart/profile/shownProfile";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../src/core/result/result";
import { launchBrowser } from "../../editor/browser";
import { sampleAnswer } from "../../support/answers";
import { BarePage } from "../harness/barePage";
import { keysBeyond } from "../harness/keysBeyond";
import { pageFaults } from "../harness/pageFaults";
import { until } from "../harness/until";

const BEGIN = Date.UTC(2026, 2, 28);
const iso = (hour: number) => new Date(BEGIN + hour * 3_600_000).toISOString();
const AREA = { percent: 70, method: "pairs" } as const;

describe("profiles of what is visible and of selections", () => {
	let browser: Browser;
	let bare: BarePage;
	let day: QueryResult;
	before(async () => {
		browser = await launchBrowser();
		bare = await BarePage.open(browser);
		day = await sampleAnswer({
			kind: "volumeProfile",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "24h" },
		});
	});
	after(() => browser.close());

	const show = (view: ViewOptions) =>
		bare.showSample(day, { layout: "timePrice", rowCount: 50, ...view });
	const textOf = async (id: string) =>
		(await bare.page.locator(`[data-testid="strip"] [data-testid="${id}"]`).textContent()) ?? "";
	const pressed = async (key: string) => {
		await bare.page.keyboard.press(key);
	};
	/** The point in the middle of an hour of the day, at a share of the chart's height, while all is in view. */
	async function pointAt(hour: number, share = 0.5) {
		const box = await bare.page.locator(".chart").boundingBox();
		const view = await bare.page.locator(".chart").getAttribute("data-view");
		const [min = 0, max = 1] = (view ?? "").split(",").map(Number);
		assert.ok(box);
		const { left, right } = await mainPane();
		const time = BEGIN + (hour + 0.5) * 3_600_000;
		return {
			x: box.x + left + ((time - min) / (max - min)) * (right - left),
			y: box.y + box.height * share,
		};
	}
	/** Where the first and the last hour are drawn, from the names of the axis of time. */
	async function mainPane(): Promise<{ left: number; right: number }> {
		const { texts } = await bare.drawing();
		const hours = texts.flatMap(({ text, left, right }) => {
			const [, hour] = /^(\d\d):00$/.exec(text) ?? [];
			return hour === undefined ? [] : [{ hour: Number(hour), x: (left + right) / 2 }];
		});
		const [first, last] = [hours[0], hours.at(-1)];
		assert.ok(first && last && last.hour > first.hour, texts.map(({ text }) => text).join());
		const perHour = (last.x - first.x) / (last.hour - first.hour);
		const left = first.x - first.hour * perHour;
		return { left, right: left + 24 * perHour };
	}

	it("follows the pointer's pan in strip and levels, and copies the same numbers at rest", async () => {
		await show({ profileOf: "visible" });
		const [series] = day.series;
		assert.ok(series?.kind === "volumeProfile");
		const whole = await textOf("profileOf");
		const { x, y } = await pointAt(12);
		await bare.page.mouse.move(x, y);
		for (let turn = 0; turn < 6; turn++) await bare.page.mouse.wheel(0, -120);
		await until("the strip follows the zoom", async () => (await textOf("profileOf")) !== whole);
		const zoomed = await textOf("profileOf");
		await bare.page.mouse.down();
		for (let pull = 1; pull <= 12; pull++) await bare.page.mouse.move(x + pull * 15, y);
		// While the button is still held, nothing has come to rest.
		await until("the strip follows the pan", async () => (await textOf("profileOf")) !== zoomed);
		await bare.page.mouse.up();
		await bare.page.locator(".chart").focus();
		await pressed("ArrowRight");
		await pressed("c");
		const view = await until("the host is asked for a copy", () => bare.lastView("copy"));
		const [span] = view.intervals ?? [];
		assert.ok(span);
		assert.ok((await textOf("profileOf")).includes(span.from.slice(11, 16)));
		const shown = shownProfile(series, view, AREA);
		assert.ok(shown.ok && shown.model.levels);
		const { poc, vah, val } = shown.model.levels;
		for (const [id, value] of Object.entries({ poc, vah, val })) {
			assert.equal(Number((await textOf(id)).replaceAll(",", "")), value, id);
			// And its tag on the axis of the canvas.
			const { texts } = await bare.drawing();
			const text = await textOf(id);
			assert.ok(
				texts.some((drawn) => drawn.text === text),
				`${id} ${text}`,
			);
		}
	});

	it("selects by Alt and drag, moves and resizes by pointer and keys, renames and removes", async () => {
		await show({});
		const page = bare.page;
		const select = async (from: number, to: number) => {
			const [begin, end] = [await pointAt(from), await pointAt(to)];
			await page.keyboard.down("Alt");
			await page.mouse.move(begin.x, begin.y);
			await page.mouse.down();
			await page.mouse.move((begin.x + end.x) / 2, end.y);
			await page.mouse.move(end.x, end.y);
			await page.mouse.up();
			await page.keyboard.up("Alt");
		};
		const selected = async (name: string, from: number, to: number) => {
			const found = await until(`${name} is from ${from} to ${to}`, async () => {
				const view = await bare.lastView("view");
				const one = view?.selections?.find((selection) => selection.name === name);
				return one?.from === iso(from) && one.to === iso(to) && view;
			});
			return found;
		};
		await select(2, 5);
		await selected("A", 2, 6);
		assert.ok((await textOf("profileOf")).startsWith("A · "));
		await select(14, 10);
		const both = await selected("B", 10, 15);
		assert.equal(both.selected, "B");
		assert.equal(both.selections?.length, 2);
		const pocOfB = await textOf("poc");

		// The strip follows a pull before the button is let go.
		const edge = await page.locator('[data-testid="span-B-to"]').boundingBox();
		assert.ok(edge);
		const target = await pointAt(18);
		await page.mouse.move(edge.x + edge.width / 2, edge.y + edge.height / 2);
		await page.mouse.down();
		await page.mouse.move(target.x, target.y, { steps: 4 });
		await until(
			"the strip follows the pull",
			async () =>
				(await textOf("profileOf")).includes("– 19:00") ||
				(await textOf("profileOf")).includes("– 18:00"),
		);
		assert.equal((await bare.lastView("view"))?.selections?.[1]?.to, iso(15));
		await page.mouse.up();
		await until(
			"the pull is kept",
			async () => (await bare.lastView("view"))?.selections?.[1]?.to !== iso(15),
		);

		// By keys: the end back to where it was, then the whole of it.
		await page.locator('[data-testid="span-B-to"]').focus();
		await pressed("Home");
		await selected("B", 10, 11);
		for (let hour = 0; hour < 4; hour++) await pressed("ArrowRight");
		await selected("B", 10, 15);
		assert.equal(await textOf("poc"), pocOfB);
		await page.locator('[data-testid="span-B-name"]').focus();
		await pressed("ArrowLeft");
		await selected("B", 9, 14);
		await page.locator('[data-testid="span-B-name"]').dblclick();
		await page.keyboard.type("London");
		await pressed("Enter");
		await selected("London", 9, 14);
		await until("its name has the focus", () =>
			page
				.locator('[data-testid="span-London-name"]')
				.evaluate((node) => node === document.activeElement),
		);
		await page.locator('[data-testid="span-A-name"]').focus();
		await pressed("Enter");
		await until("the profile is of A", async () => (await textOf("profileOf")).startsWith("A · "));
		await page.locator('[data-testid="span-London-name"]').focus();
		await pressed("Delete");
		await until("one is left", async () => (await bare.lastView("view"))?.selections?.length === 1);
		await until("the chart has the focus", () =>
			page.locator(".chart").evaluate((node) => node === document.activeElement),
		);
		await page.locator('[data-testid="span-A-name"]').hover();
		await page.locator('[data-testid="span-A-remove"]').click();
		await until("none is left", async () => {
			const view = await bare.lastView("view");
			return view?.selections === undefined && view?.profileOf === undefined;
		});
		assert.equal(await page.locator(".span").count(), 0);
	});

	it("selects by keys: its start is said and drawn until its end is set, or Escape gives it up", async () => {
		await show({});
		const { page } = bare;
		const band = page.locator('[data-testid="span-A"]');
		const said = page.locator(".banner", { hasText: "Start of the selection set." });
		await page.locator(".chart").focus();
		for (const key of ["Home", "ArrowRight", "s"]) await pressed(key);
		await said.waitFor();
		const edgeAt = async (edge: "from" | "to") => {
			const box = await page.locator(`[data-testid="span-A-${edge}"]`).boundingBox();
			return box?.x ?? NaN;
		};
		const bandWidth = async () => (await edgeAt("to")) - (await edgeAt("from"));
		await page.locator('[data-testid="span-A-to"]').waitFor();
		const width = await bandWidth();
		for (let hour = 0; hour < 3; hour++) await pressed("ArrowRight");
		await until(
			"the band reaches to the crosshair",
			async () => Math.abs((await bandWidth()) - 4 * width) < 3,
		);
		assert.equal((await bare.lastView("view"))?.selections, undefined);
		await pressed("Escape");
		await band.waitFor({ state: "detached" });
		await said.waitFor({ state: "detached" });
		for (const key of ["Home", "s", "ArrowRight", "ArrowRight", "s"]) await pressed(key);
		await until("the selection is kept", async () => {
			const [one] = (await bare.lastView("view"))?.selections ?? [];
			return one?.from === iso(0) && one.to === iso(3);
		});
		await said.waitFor({ state: "detached" });
	});

	it("gives the start that a key has set up for one that is pulled, and for a chart without time", async () => {
		await show({});
		const { page } = bare;
		const said = page.locator(".banner", { hasText: "Start of the selection set." });
		const start = async () => {
			await page.locator(".chart").focus();
			for (const key of ["Home", "s"]) await pressed(key);
			await said.waitFor();
			// It waits for a person, not for an answer.
			assert.equal(await page.locator('[data-testid="banner-busy"]').count(), 0);
		};
		await start();
		// The band that waits reaches to the pointer, and is no handle.
		const [begin, end] = [await pointAt(10), await pointAt(13)];
		await page.mouse.move(begin.x, begin.y);
		await page.keyboard.down("Alt");
		await page.mouse.down();
		await page.mouse.move(end.x, end.y, { steps: 4 });
		await page.mouse.up();
		await page.keyboard.up("Alt");
		await until("the pulled one is kept", async () => {
			const [one, more] = (await bare.lastView("view"))?.selections ?? [];
			return one?.from === iso(10) && one.to === iso(14) && more === undefined;
		});
		await said.waitFor({ state: "detached" });
		await start();
		await show({ layout: "profile" });
		await said.waitFor({ state: "detached" });
	});

	it("leaves VS Code every key that a handle has no use for, and takes its own", async () => {
		const span = { name: "A", from: iso(4), to: iso(8) };
		await show({ selections: [span] });
		const { page } = bare;
		await page.locator('[data-testid="span-A-name"]').waitFor();
		for (const id of ["span-A-name", "span-A-to"]) {
			await page.locator(`[data-testid="${id}"]`).focus();
			const view = await page.locator(".chart").getAttribute("data-view");
			assert.deepEqual(
				await keysBeyond(page, ["F1", "Control+PageDown", "+", "ArrowRight"]),
				["F1", "Control", "PageDown", "+"],
				id,
			);
			// The chart does nothing with what is pressed on a handle.
			assert.equal(await page.locator(".chart").getAttribute("data-view"), view);
		}
	});

	it("selects without the key once its button is pressed, and fits into every room", async () => {
		await show({ table: true });
		await bare.page.click('[data-testid="select"]');
		const [begin, end] = [await pointAt(3), await pointAt(8)];
		await bare.page.mouse.move(begin.x, begin.y);
		await bare.page.mouse.down();
		await bare.page.mouse.move(end.x, end.y, { steps: 3 });
		await bare.page.mouse.up();
		await bare.page.waitForSelector('[data-testid="span-A-name"]');
		assert.equal(
			await bare.page.locator('[data-testid="select"]').getAttribute("aria-pressed"),
			"false",
		);
		const table = bare.page.locator('table[data-testid="table"]');
		await until("the table is of selections", async () =>
			((await table.textContent()) ?? "").includes("Selection"),
		);
		const faults: string[] = [];
		for (const width of [300, 420, 760, 1_280]) {
			await bare.resize(width, 640);
			faults.push(...(await pageFaults(bare)).map((fault) => `${width} px: ${fault}`));
			const shot = process.env["SHOTS"];
			if (shot !== undefined) await bare.page.screenshot({ path: `${shot}/sel-${width}.png` });
		}
		assert.deepEqual(faults, []);
	});
});

import assert from "node:assert/strict";
import type { Frame, Locator, Page } from "playwright-core";
import { type Inked, inked } from "./pictures/pixels";
import { PATIENCE_MS, until } from "./until";

type BannerKind = "failed" | "partial" | "notice" | "busy" | "stale";
export type PageState = "loading" | "chart" | "empty" | "failed";

/** The page of one chart panel: a webview, two frames deep. */
export class ChartPage {
	constructor(readonly frame: Frame) {}

	/** The page of the webview that is on screen in the active editor group. */
	static async active(page: Page): Promise<ChartPage> {
		return new ChartPage(await until("a chart panel is on screen", () => shownFrame(page)));
	}

	get app(): Locator {
		return this.frame.locator("#app");
	}

	/** The canvas that holds the chart, without crosshair and hover card. */
	get canvas(): Locator {
		return this.byId("chart").locator("canvas[role=img]");
	}

	private get table(): Locator {
		return this.frame.locator('table[data-testid="table"]');
	}

	byId(testId: string): Locator {
		return this.frame.locator(`[data-testid="${testId}"]`);
	}

	/** Waits until the page is in one of these states, and drawn if it has a chart. */
	async state(...states: readonly PageState[]): Promise<PageState> {
		const drawn = (state: PageState) => (state === "chart" ? "[data-revision]" : "");
		await this.frame
			.locator(states.map((state) => `#app[data-state="${state}"]${drawn(state)}`).join(","))
			.waitFor({ timeout: PATIENCE_MS });
		return (await this.app.getAttribute("data-state")) as PageState;
	}

	/** The number of the answer that is drawn; it grows with each answer. */
	async revision(): Promise<number> {
		return Number(await this.app.getAttribute("data-revision"));
	}

	async revisionAfter(revision: number): Promise<void> {
		await until(`an answer after ${revision}`, async () => (await this.revision()) > revision);
	}

	/** A value of the strip, as it reads. */
	async value(testId: string): Promise<string> {
		const found = this.byId(testId);
		await found.waitFor({ timeout: PATIENCE_MS });
		return ((await found.textContent()) ?? "").trim();
	}

	async valueBecomes(testId: string, isIt: (value: string) => boolean): Promise<void> {
		await until(`${testId} changes`, async () => isIt(await this.value(testId)));
	}

	/** Presses a button of the toolbar or of the interval stepper. */
	async press(testId: string): Promise<void> {
		await this.frame.locator(`button[data-testid="${testId}"]`).click();
	}

	/** Names of the series to choose from. */
	async seriesNames(): Promise<string[]> {
		return this.byId("series").locator("option").allTextContents();
	}

	async chooseSeries(name: string): Promise<void> {
		await this.byId("series").selectOption({ label: name });
	}

	/** Presses a button under a message or in a banner. */
	async pressAction(label: RegExp): Promise<void> {
		await this.frame.locator("button.action").filter({ hasText: label }).first().click();
	}

	/** Whether a message or banner has a button. */
	async hasAction(): Promise<boolean> {
		return (await this.frame.locator("button.action:visible").count()) > 0;
	}

	/** The sentence that says what went wrong, in the chart's place or above an earlier chart. */
	async failureMatching(words: RegExp): Promise<string> {
		const shown = this.frame
			.locator('[data-testid="message"], [data-testid="banner-failed"] .banner-text')
			.filter({ hasText: words })
			.first();
		await shown.waitFor({ timeout: PATIENCE_MS });
		return ((await shown.textContent()) ?? "").trim();
	}

	/** A thin line above the chart. */
	async banner(kind: BannerKind, words: RegExp): Promise<void> {
		await this.byId(`banner-${kind}`).filter({ hasText: words }).waitFor({ timeout: PATIENCE_MS });
	}

	hasBanner(kind: BannerKind): Promise<boolean> {
		return this.byId(`banner-${kind}`).isVisible();
	}

	/** Opens or closes the table of the numbers. */
	async toggleTable(): Promise<void> {
		await this.press("table");
	}

	/** Rows of the table, without the header and whatever is scrolled away. */
	async tableRowCount(): Promise<number> {
		const { table } = this;
		await table.waitFor({ timeout: PATIENCE_MS });
		return Number(await table.getAttribute("aria-rowcount")) - 1;
	}

	/** The table's row by its place, from 0; scrolls there as a person would. */
	async tableRow(index: number): Promise<{ cells: string[]; marks: string[] }> {
		const count = await this.tableRowCount();
		await this.table.evaluate(
			(table, share) => {
				const box = table.parentElement;
				if (box !== null) box.scrollTop = share * box.scrollHeight - box.clientHeight / 2;
			},
			(index + 0.5) / count,
		);
		const row = this.frame.locator(`tr[aria-rowindex="${index + 2}"]`);
		await row.waitFor({ timeout: PATIENCE_MS });
		return row.evaluate((element) => ({
			cells: [...element.children].map((cell) => cell.firstChild?.textContent?.trim() ?? ""),
			marks: (element.getAttribute("data-marks") ?? "").split(" ").filter((mark) => mark !== ""),
		}));
	}

	/** The names of the legend, a line each. */
	async legend(): Promise<string> {
		return (await this.frame.locator(".legend-label").allTextContents()).join("\n");
	}

	/** The source line under the chart. */
	async sourceLine(): Promise<string> {
		return (await this.byId("footnote").textContent()) ?? "";
	}

	/** The words of the live region, where what has just happened is announced. */
	async announced(words: RegExp): Promise<void> {
		await until(`"${words.source}" is announced`, async () =>
			words.test((await this.frame.locator("[aria-live]").first().textContent()) ?? ""),
		);
	}

	/** Moves the pointer over the chart; shares of its width and height. */
	async hover(x: number, y: number): Promise<void> {
		const box = await this.chartBox();
		await this.frame.page().mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
	}

	/** The words of the hover card. */
	async card(): Promise<string> {
		const card = this.frame.locator(".card:not([hidden])");
		await card.waitFor({ timeout: PATIENCE_MS });
		return (await card.textContent()) ?? "";
	}

	async wheel(x: number, y: number, delta: number): Promise<void> {
		await this.hover(x, y);
		await this.frame.page().mouse.wheel(0, delta);
	}

	async drag(fromX: number, toX: number, y: number): Promise<void> {
		const { mouse } = this.frame.page();
		await this.hover(fromX, y);
		await mouse.down();
		await this.hover(toX, y);
		await mouse.up();
	}

	/** Waits until the chart looks as it should. */
	async looks(like: (look: Inked) => boolean, what: string): Promise<Inked> {
		return until(what, async () => {
			const look = await inked(await this.settledCanvas());
			return like(look) ? look : undefined;
		});
	}

	/**
	 * The canvas once it is drawn for the room that it has: a chart follows a change of its room, such as
	 * a table that closes, with the frames after it.
	 */
	async settledCanvas(): Promise<Locator> {
		await until("the chart fits its room", () => this.canvas.evaluate(fitsAfterFrames));
		return this.canvas;
	}

	/** What is on the canvas, to be compared with another time. */
	async drawing(): Promise<string> {
		const canvas = await this.settledCanvas();
		return canvas.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
	}

	async drawingBecomes(isIt: (drawing: string) => boolean, what: string): Promise<void> {
		await until(what, async () => isIt(await this.drawing()));
	}

	private async chartBox(): Promise<{ x: number; y: number; width: number; height: number }> {
		const box = await (await this.settledCanvas()).boundingBox();
		assert.ok(box, "the chart has no place on screen");
		return box;
	}
}

/** Whether a canvas has the size of the room around it, once the page has drawn what it was about to. */
async function fitsAfterFrames(element: Element): Promise<boolean> {
	const canvas = element as HTMLCanvasElement;
	for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
	const { clientWidth, clientHeight } = canvas.parentElement ?? canvas;
	const ratio = window.devicePixelRatio;
	const isNear = (pixels: number, length: number) => Math.abs(pixels - length * ratio) <= ratio;
	return isNear(canvas.width, clientWidth) && isNear(canvas.height, clientHeight);
}

/** The frame of ours that a person sees: the one in the active group where there are several. */
/**
 * The page of ours that is on screen in the active editor group.
 *
 * @param own what pages of the kind hold exactly once
 */
export async function shownFrame(page: Page, own = "#app[data-state]"): Promise<Frame | undefined> {
	const shown: { frame: Frame; isActive: boolean }[] = [];
	const active = await page.locator(".editor-group-container.active").first().boundingBox();
	for (const frame of page.frames()) {
		try {
			if ((await frame.locator(own).count()) !== 1) continue;
			const element = await frame.parentFrame()?.frameElement();
			const box = (await element?.isVisible()) === true ? await element?.boundingBox() : undefined;
			if (box === undefined || box === null) continue;
			const middle = box.x + box.width / 2;
			const isActive = active !== null && middle > active.x && middle < active.x + active.width;
			shown.push({ frame, isActive });
		} catch {
			// The frame has gone meanwhile.
		}
	}
	return shown.find(({ isActive }) => isActive)?.frame;
}

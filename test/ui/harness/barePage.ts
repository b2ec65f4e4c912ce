import { DEFAULT_BOUNDS } from "../../../src/core/query/viewOptions";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../src/core/result/result";
import { carried } from "../../support/packed";
import {
	type HostToWebview,
	type PanelCaption,
	type PanelSettings,
	sealed,
} from "../../../src/protocol/messages";
import { WEBVIEW_STRINGS } from "../../../src/protocol/strings";
import { openBarePanel, sendTo, type ThemeName } from "./bareEditor";
import { ChartPage } from "./chartPage";
import { PATIENCE_MS } from "./until";

const SETTINGS: PanelSettings = {
	strings: WEBVIEW_STRINGS,
	locale: "en",
	timeZone: "UTC",
	palette: "colorBlindSafe",
	valueAreaPercent: 70,
	valueAreaMethod: "pairs",
	agreement: DEFAULT_BOUNDS,
	sessions: [],
};

/** What to show: answers, their words, and how they are looked at. */
export interface Showing {
	readonly results: readonly QueryResult[];
	readonly caption: PanelCaption;
	readonly view?: ViewOptions;
	readonly settings?: Partial<PanelSettings>;
}

/** A word on the canvas, in CSS pixels. */
export interface DrawnText {
	readonly text: string;
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
}

interface Recorded {
	readonly texts: DrawnText[];
}

/**
 * The chart page alone in a browser, its editor played by a script: many sizes and states can be looked at
 * in the time that one VS Code needs to start. What is drawn on the canvas is written down.
 */
export class BarePage {
	private revision = 0;

	private constructor(
		private readonly context: BrowserContext,
		readonly page: Page,
	) {}

	static async open(
		browser: Browser,
		look: {
			/** Device pixels per CSS pixel. */
			readonly zoom?: number;
			readonly theme?: ThemeName;
			readonly viewport?: { readonly width: number; readonly height: number };
		} = {},
	): Promise<BarePage> {
		const { context, page } = await openBarePanel(browser, {
			script: "webview.js",
			style: "panel.css",
			viewport: { width: 980, height: 640 },
			prepare: recordDrawing,
			...look,
		});
		return new BarePage(context, page);
	}

	/** The page as tests read and work it in VS Code. */
	get chart(): ChartPage {
		return new ChartPage(this.page.mainFrame());
	}

	async close(): Promise<void> {
		await this.context.close();
	}

	/** Opens the page anew, with nothing to show yet. */
	async open(settings?: Partial<PanelSettings>): Promise<void> {
		await this.page.reload();
		await this.send("settings", { ...SETTINGS, ...settings });
	}

	/** Opens the page anew, at a size in CSS pixels, and waits until the answers are drawn. */
	async show({ results, caption, view = {}, settings }: Showing): Promise<void> {
		await this.open(settings);
		const queries = results.map(({ query }) => query);
		await this.send("persist", { queries, view: { options: view, edition: 1 } });
		const revision = ++this.revision;
		await this.page.evaluate(
			({ message, packed }) => {
				const results = packed.map(({ header, base64 }) => ({
					header,
					buffers: base64.map(
						(text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer,
					),
				}));
				window.postMessage({ ...message, body: { ...message.body, results } }, window.origin);
			},
			{
				message: sealed("show", { revision, caption }),
				packed: results.map(carried),
			},
		);
		await this.page.waitForSelector(`#app[data-revision="${revision}"]`, {
			timeout: PATIENCE_MS,
			state: "attached",
		});
		// What a chart is worked by hand with comes after its first frame.
		await this.page.waitForSelector('.chart .handles, #app:not([data-state="chart"])', {
			timeout: PATIENCE_MS,
			state: "attached",
		});
	}

	/** Shows an answer of the sample alone, in a room for all of it. */
	async showSample(result: QueryResult, view: ViewOptions): Promise<void> {
		const [market, source] = ["BTC-USDT", "Sample data"];
		const kind = result.query.kind === "vwap" ? "VWAP" : "Volume profile";
		await this.show({
			results: [result],
			caption: {
				market,
				source,
				detail: "24 h · hourly",
				footnote: "Sample data",
				notes: [],
				fromSnapshot: false,
				parts: [{ market, source, kind }],
			},
			view,
		});
		await this.resize(1_000, 640);
	}

	async send<Type extends Exclude<keyof HostToWebview, "show">>(
		type: Type,
		body: HostToWebview[Type],
	): Promise<void> {
		await sendTo(this.page, sealed(type, body));
	}

	/** The view options in the last message of a type that the page has posted to its editor; `undefined` where there is none. */
	async lastView(type: "view" | "copy"): Promise<ViewOptions | undefined> {
		interface Posted {
			readonly type: string;
			readonly body: { readonly view: ViewOptions };
		}
		return this.page.evaluate(
			(wanted) =>
				(window as { posted?: Posted[] }).posted?.findLast((message) => message.type === wanted)
					?.body.view,
			type,
		);
	}

	/** Types of the messages that the page has posted to its editor since it was opened, in order. */
	async postedTypes(): Promise<string[]> {
		return this.page.evaluate(
			() =>
				(window as { posted?: readonly { type: string }[] }).posted?.map(({ type }) => type) ?? [],
		);
	}

	/** Another size in CSS pixels, drawn. */
	async resize(width: number, height: number): Promise<void> {
		await this.page.setViewportSize({ width, height });
		await this.settled();
	}

	/** Two frames later everything that follows from a change of size is on the canvas. */
	async settled(): Promise<void> {
		await this.page.evaluate(
			() =>
				new Promise<void>((done) => {
					requestAnimationFrame(() => {
						requestAnimationFrame(() => {
							done();
						});
					});
				}),
		);
	}

	/** What the last full painting drew. */
	async drawing(): Promise<Recorded> {
		const drawing = await this.page.evaluate(() => (window as { drawing?: Recorded }).drawing);
		if (drawing === undefined) throw new Error("Nothing has been drawn.");
		return drawing;
	}
}

/** Writes down the words of the chart's canvas; a painted background begins anew. */
function recordDrawing(): void {
	const drawing: Recorded = { texts: [] };
	Object.assign(window, { drawing });
	type Pen = CanvasRenderingContext2D;
	const watch = (name: keyof Pen, look: (pen: Pen, args: readonly unknown[]) => void) => {
		const method: unknown = Reflect.get(CanvasRenderingContext2D.prototype, name);
		if (typeof method !== "function") throw new Error(`A canvas has no ${name}.`);
		Object.defineProperty(CanvasRenderingContext2D.prototype, name, {
			value(this: Pen, ...args: unknown[]): unknown {
				if (this.canvas.className === "chart-canvas") look(this, args);
				return Reflect.apply(method, this, args);
			},
		});
	};
	watch("fillRect", ({ canvas }, args) => {
		const [x, y, width = 0] = args.map(Number);
		if (x === 0 && y === 0 && width >= canvas.clientWidth) {
			drawing.texts.length = 0;
		}
	});
	watch("fillText", (pen, [words, ...place]) => {
		const [x = NaN, y = NaN] = place.map(Number);
		const text = String(words);
		if (text === "") return;
		const { width } = pen.measureText(text);
		const shift = pen.textAlign === "center" ? width / 2 : pen.textAlign === "right" ? width : 0;
		const half = Number.parseFloat(/[\d.]+px/.exec(pen.font)?.[0] ?? "11") / 2;
		const left = x - shift;
		drawing.texts.push({ text, left, right: left + width, top: y - half, bottom: y + half });
	});
}

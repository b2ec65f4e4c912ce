import { packChunk } from "../../../src/core/result/packChunk";
import type { ChunkFacts } from "../../../src/core/result/chunk";
import { type SplitResult, splitResult } from "../../../src/core/result/packedResult";
import type { MarketQuery } from "../../../src/core/query/query";
import type { VwapSeries } from "../../../src/core/result/series";
import { epochMs } from "../../../src/core/time";
import { readHostMessage } from "../../../src/protocol/fromHost";
import { type HostToWebview, sealed } from "../../../src/protocol/messages";
import { WEBVIEW_STRINGS } from "../../../src/protocol/strings";
import type { Host } from "../../../src/webview/host";
import { Page } from "../../../src/webview/page";
import { NO_CAPTION } from "../../../src/webview/pageState";
import { PageWidgets } from "../../../src/webview/pageWidgets";
import { documentAround } from "../../../src/webview/surroundings";
import { DEFAULT_SETTINGS } from "../../../src/webview/words";
import { BTC_USD_VWAP } from "../../support/queries";
import { vwapData } from "./data";

/** What the bench calls from outside of the page. */
export interface AppendingPage {
	/** The whole page of the product with an answer of so many points on its canvas. */
	open(count: number): void;
	/** The same answer from its message to the drawn chart. @returns milliseconds */
	anew(): number;
	/** The interval in progress again, or one more, from its message until the next frame has only to paint it. @returns milliseconds */
	append(isNext: boolean): number;
	/** The last price that the strip says. */
	last(): string;
}

const SECOND = 1_000;
const QUERY: MarketQuery = { ...BTC_USD_VWAP, interval: "1s", range: { last: "2w" } };
const CAPTION = {
	...NO_CAPTION,
	market: "BTC-USD",
	source: "Coinbase · Kaiko",
	parts: [{ market: "BTC-USD", source: "Coinbase · Kaiko", kind: "VWAP" }],
};

const room = document.body.appendChild(document.createElement("div"));
room.id = "app";
const script = document.currentScript;
if (!(script instanceof HTMLScriptElement)) throw new TypeError("The page runs as a script.");
const host: Host = {
	post: () => undefined,
	recall: () => undefined,
	keep: () => undefined,
	listen: () => undefined,
};
const page = new Page(
	host,
	documentAround(room, script),
	(state, hooks) => new PageWidgets(room, state, hooks),
);

/** Reads a message as the page does, and hands it to its handler. */
function send<Type extends keyof HostToWebview>(type: Type, body: HostToWebview[Type]): number {
	const message = sealed(type, body);
	const began = performance.now();
	const read = readHostMessage(message);
	if (!read.ok) throw new TypeError(read.problem);
	page.handlers[type](body);
	return performance.now() - began;
}

/** An answer, or a piece of one, as the host posts it. */
function posted(series: VwapSeries, range: ChunkFacts["stretch"], origin: ChunkFacts["origin"]) {
	const end = (series.times.at(-1) ?? 0) + SECOND;
	const stretch = { from: epochMs(series.times[0] ?? 0), to: epochMs(end) };
	const fetchedAt = epochMs(end - 1);
	const chunk = packChunk([{ ...series, open: true }], { stretch, origin, fetchedAt });
	return splitResult({ query: QUERY, range, chunks: [chunk], warnings: [], fetchedAt });
}

let revision = 0;
let whole: SplitResult;
let bounds: ChunkFacts["stretch"];
let next = 0;
let template: VwapSeries;

declare global {
	var bench: AppendingPage;
}

globalThis.bench = {
	open(count) {
		template = vwapData(count);
		const end = (template.times.at(-1) ?? 0) + SECOND;
		bounds = { from: epochMs(template.times[0] ?? 0), to: epochMs(end) };
		next = end;
		whole = posted(template, bounds, "asked");
		send("settings", { ...DEFAULT_SETTINGS, strings: WEBVIEW_STRINGS });
		send("persist", { queries: [QUERY], view: { options: {}, edition: 0 } });
		this.anew();
	},
	anew() {
		return send("show", { revision: (revision += 1), caption: CAPTION, results: [whole] });
	},
	append(isNext) {
		if (isNext) {
			next += SECOND;
			bounds = { from: epochMs(bounds.from + SECOND), to: epochMs(next) };
		}
		const times = Float64Array.of(next - 2 * SECOND, next - SECOND);
		const price = Float64Array.of(61_000.5, 61_000 + (next % 97) / 8);
		const rawPrice = [...price].map(String);
		const news = posted({ ...template, times, price, rawPrice }, bounds, "appended");
		return send("append", { revision: (revision += 1), part: 0, caption: CAPTION, news });
	},
	last: () => document.querySelector('[data-figure="last"], .figure')?.textContent ?? "",
};

import type { MarketQuery } from "../../../src/core/query/query";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import type { Series } from "../../../src/core/result/series";
import { epochMs } from "../../../src/core/time";
import { WEBVIEW_STRINGS } from "../../../src/protocol/strings";
import { ChartSurface } from "../../../src/webview/charts/chartSurface";
import { ChartHandles } from "../../../src/webview/hand/chartHandles";
import { contentOf } from "../../../src/webview/content/content";
import { NO_CAPTION } from "../../../src/webview/pageState";
import { readTheme, shareColors } from "../../../src/webview/editorTheme";
import { DEFAULT_SETTINGS, wordsOf } from "../../../src/webview/words";
import type { AxisRanges } from "../../../src/webview/charts/screen";
import { Strip } from "../../../src/webview/widgets/strip";
import { DEEP_PLOT } from "./deepWindow";
import type { Contender } from "./harness";

// The page has its words and its theme before the first answer comes.
const words = wordsOf({ ...DEFAULT_SETTINGS, strings: WEBVIEW_STRINGS });
const theme = readTheme("colorBlindSafe");

/**
 * The product's own chart with all that a person sees, the crosshair and hover card moving along; and the strip, where
 * its profile follows the picture. One that is linked is moved and pointed at by another chart.
 */
export function surface(
	room: HTMLElement,
	series: Series,
	view: ViewOptions = {},
	windowAt?: (place: number) => AxisRanges,
): Contender {
	const { times, interval } = series;
	const range = { from: epochMs(times[0] ?? 0), to: epochMs((times.at(-1) ?? 0) + interval) };
	const query: MarketQuery = {
		kind: series.kind,
		provider: "trades",
		dataset: "bench",
		symbol: "BTC-USDT",
		interval: "1h",
		range: { last: "24h" },
	};
	const content = contentOf({
		parts: [
			{
				index: 0,
				name: "",
				side: "",
				query,
				series,
				result: {
					query,
					range,
					series: [series],
					warnings: [],
					fetchedAt: range.to,
					fromCache: "none",
				},
			},
		],
		view,
		words,
		caption: NO_CAPTION,
	});
	if (content.state !== "chart") throw new Error(content.text);
	shareColors(room, theme);
	const { screen } = content;
	const { say } = words;
	const none = () => undefined;
	// What watches the size of the page's own body would never be let go.
	const page = document.body.appendChild(document.createElement("div"));
	const strip = new Strip({ copy: none, toggle: none, remove: none, fold: none }, page);
	strip.show(content, { hidden: [], canRemove: false, isFolded: undefined, theme }, words);
	const chart = new ChartSurface(screen, theme, {
		summary: content.summary,
		keys: words.say("keys"),
		onZoom: () => undefined,
		onPoint: () => undefined,
		onPaint: () => {
			if (content.followed !== undefined) strip.refresh(content.followed.figures);
		},
		onWalk: () => undefined,
		onPick: () => undefined,
		onCorner: () => undefined,
		onKey: () => false,
		onRead: () => undefined,
		onMeasured: () => undefined,
		onMeasureCorner: () => undefined,
		onAltClick: () => undefined,
	});
	const hooks = {
		onSpan: none,
		onAnchor: none,
		isSelecting: () => false,
		onPull: none,
		onAltClick: none,
	};
	chart.addHandles((showing, moved) => new ChartHandles(showing, showing.root, hooks, say, moved));
	room.append(chart.root);
	page.append(strip.root);
	chart.fit();
	content.followed?.prepare();
	const isLinked = view.link !== undefined;
	if (!isLinked) chart.point({ x: room.clientWidth * 0.4, y: room.clientHeight / 2 });
	if (windowAt !== undefined) checkPixels(chart);
	const { zoomAxis, bounds } = screen;
	const { min = 0, max = 1 } = bounds[zoomAxis] ?? {};
	// Over time and price all prices stay in view, as the contestants do it.
	const all: AxisRanges =
		view.layout === "timePrice" && bounds.y !== undefined ? { y: bounds.y } : {};
	if (isLinked) chart.show(screen, content.summary, all, { isSame: true });
	return {
		show: (from, to) => {
			if (windowAt !== undefined) {
				chart.show(screen, content.summary, windowAt(from), { isSame: true });
				return;
			}
			const range = { min: min + (max - min) * from, max: min + (max - min) * to };
			if (isLinked) {
				chart.lookAt(range);
				chart.follow({ time: range.min + (range.max - range.min) * 0.4 });
			} else chart.show(screen, content.summary, { ...all, [zoomAxis]: range }, { isSame: true });
		},
		close: () => {
			chart.destroy();
			page.remove();
		},
	};
}

/** Cells of another size than the peer's would be another amount of pixels to paint. */
function checkPixels({ frame }: ChartSurface): void {
	const { area } = frame?.panes[0] ?? {};
	const [width, height] = [
		(area?.right ?? 0) - (area?.left ?? 0),
		(area?.bottom ?? 0) - (area?.top ?? 0),
	];
	if (Math.abs(width - DEEP_PLOT.width) > 4 || Math.abs(height - DEEP_PLOT.height) > 4)
		throw new Error(`The cells stand on ${width} × ${height} pixels.`);
}

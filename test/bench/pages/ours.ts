import { profileModel } from "../../../src/core/chart/profileModel";
import { vwapModel } from "../../../src/core/chart/vwapModel";
import { epochMs } from "../../../src/core/time";
import { WEBVIEW_STRINGS } from "../../../src/protocol/strings";
import { ChartSurface } from "../../../src/webview/charts/chartSurface";
import type { Plot } from "../../../src/webview/charts/plot";
import { profilePlot } from "../../../src/webview/charts/profilePlot";
import { vwapPlot } from "../../../src/webview/charts/vwapPlot";
import { readTheme, shareColors } from "../../../src/webview/theme";
import { DEFAULT_SETTINGS, wordsOf } from "../../../src/webview/words";
import { type Contender, enter } from "./harness";

// The page has its words and its theme before the first answer comes.
const words = wordsOf({ ...DEFAULT_SETTINGS, strings: WEBVIEW_STRINGS });
const theme = readTheme("colorBlindSafe");

/** The product's own chart with all that a person sees, the crosshair and hover card moving along. */
function surface(room: HTMLElement, plot: Plot): Contender {
	shareColors(room, theme);
	const chart = new ChartSurface(plot, theme, {
		summary: "",
		keys: words.say("keys"),
		onView: () => undefined,
		onWalk: () => undefined,
	});
	room.append(chart.root);
	chart.fit();
	chart.point(room.clientWidth * 0.4, room.clientHeight / 2);
	const { min, max } = plot.bounds;
	return {
		show: (from, to) => {
			chart.setView({ min: min + (max - min) * from, max: min + (max - min) * to });
		},
		close: () => {
			chart.destroy();
		},
	};
}

enter({
	vwap: (room, series) => {
		const { times } = series;
		const range = { from: epochMs(times[0] ?? 0), to: epochMs((times.at(-1) ?? 0) + 1_000) };
		return surface(room, vwapPlot(vwapModel(series, range), words, theme));
	},
	profile: (room, series) => {
		const built = profileModel(series, { percent: 70, method: "pairs" });
		if (!built.ok) throw new Error("The rows cannot be added up.");
		return surface(room, profilePlot(built.model, words, "BTC", theme));
	},
	// To be brought up like the two above once there is a plot of it: `(room, series) => surface(room, …)`,
	// with `show` moving the time axis while all prices stay in view.
	timePrice: () => {
		throw new Error("Nobody here draws a timePrice.");
	},
});

import {
	BLACK,
	type Rgb,
	areAlike,
	contrast,
	cssColor,
	inkOn,
	mix,
	parseColor,
	parseSolid,
	withContrast,
} from "./color";
import { type Ramp, sequentialRamp, sideRamp } from "./ramp";
import type { RampName } from "../query/flowOptions";

export type PaletteSetting = "colorBlindSafe" | "classic";
export type ThemeKind = "light" | "dark" | "highContrast" | "highContrastLight";

/** Theme tokens that charts are drawn with, without their `--vscode-` prefix. */
export type ChartToken =
	| "editor-background"
	| "foreground"
	| "descriptionForeground"
	| "editorWidget-border"
	| "contrastBorder"
	| "charts-blue"
	| "charts-orange"
	| "charts-green"
	| "charts-red"
	| "charts-yellow"
	| "charts-purple"
	| "charts-foreground";

/** Colours of everything that is drawn, opaque, as CSS. */
export interface ChartPalette {
	readonly background: string;
	readonly text: string;
	readonly dimText: string;
	readonly grid: string;
	readonly axis: string;
	readonly buy: string;
	readonly sell: string;
	readonly buyOutside: string;
	readonly sellOutside: string;
	/** Volume whose taker is not known: no hue, as it is on no side. */
	readonly unknown: string;
	readonly unknownOutside: string;
	readonly poc: string;
	readonly pocInk: string;
	/** The POC of an interval on its cells, with black edges: whatever the shade below, one of the two stands out from it. */
	readonly pocMark: string;
	/** Behind the whole row of the POC. */
	readonly pocTint: string;
	readonly valueArea: string;
	readonly valueAreaInk: string;
	readonly valueAreaTint: string;
	readonly vwap: string;
	readonly vwapInk: string;
	readonly cursor: string;
	readonly cursorInk: string;
	/** Bars that show no sides. */
	readonly total: string;
	readonly totalOutside: string;
	/** A running VWAP and its bands. */
	readonly anchored: string;
	readonly candle: string;
	/** Lines of several markets, in their order; from the second on those of anchors. */
	readonly lines: readonly string[];
	/** Cells of a profile over time: volume, and delta to either side of a neutral zero. */
	readonly heat: HeatRamps;
}

export interface HeatRamps {
	readonly volume: Readonly<Record<RampName, Ramp>>;
	readonly bought: Ramp;
	readonly sold: Ramp;
}

interface Fallbacks {
	readonly background: Rgb;
	readonly foreground: Rgb;
}

const DARK: Fallbacks = {
	background: { r: 31, g: 31, b: 31 },
	foreground: { r: 204, g: 204, b: 204 },
};
const LIGHT: Fallbacks = {
	background: { r: 255, g: 255, b: 255 },
	foreground: { r: 59, g: 59, b: 59 },
};
const HUES = {
	"charts-blue": { r: 55, g: 148, b: 255 },
	"charts-orange": { r: 209, g: 134, b: 22 },
	"charts-green": { r: 137, g: 209, b: 133 },
	"charts-red": { r: 241, g: 76, b: 76 },
	"charts-yellow": { r: 204, g: 167, b: 0 },
	"charts-purple": { r: 177, g: 128, b: 215 },
} as const;

/** Okabe and Ito's bluish green: apart from the hues of sides and levels with any colour vision. */
const BLUISH_GREEN: Rgb = { r: 0, g: 158, b: 115 };

/** Least contrast against the background (WCAG 2 asks for 3 of marks and 4.5 of texts). */
interface Contrasts {
	readonly mark: number;
	readonly text: number;
	readonly bar: number;
	/** Thin lines fade sooner than bars. */
	readonly line: number;
	/** Cells of the largest delta. */
	readonly fullCell: number;
	/** Share of the text's colour in a grid line. */
	readonly grid: number;
}

/** Shares of a level's colour in the tint of its rows. */
const AREA_SHARE = 0.08;
const MOST_OF_POC = 0.25;

const TEXT = 4.5;
const ON_DARK: Contrasts = { mark: 3, text: TEXT, bar: TEXT, line: 3.6, fullCell: 8, grid: 0.08 };
/** On white, more contrast would turn the orange of bars into brown. */
const ON_LIGHT: Contrasts = { ...ON_DARK, bar: 3.1 };
const HIGH: Contrasts = { ...ON_DARK, fullCell: 10, grid: 0.25 };
/** Ink on paper pales beside a screen, and a copier sees no hues. */
const ON_PAPER: Contrasts = { mark: 4.5, text: 7, bar: 4.5, line: 4.5, fullCell: 9, grid: 0.16 };

/**
 * The colours of a theme, made readable: every mark stands out from the background by 3:1 and every
 * text by 4.5:1, whatever the theme says.
 *
 * @param read value of a token, `undefined` or empty where the theme has none
 */
export function chartPalette(
	kind: ThemeKind,
	setting: PaletteSetting,
	read: (token: ChartToken) => string | undefined,
): ChartPalette {
	const contrasts = { dark: ON_DARK, light: ON_LIGHT, highContrast: HIGH, highContrastLight: HIGH };
	return paletteOf(kind, setting, read, contrasts[kind]);
}

/** Dark on white in any theme of the editor, with marks at 4.5:1 and texts at 7:1. */
export function printPalette(setting: PaletteSetting): ChartPalette {
	return paletteOf("light", setting, () => undefined, ON_PAPER);
}

function paletteOf(
	kind: ThemeKind,
	setting: PaletteSetting,
	read: (token: ChartToken) => string | undefined,
	least: Contrasts,
): ChartPalette {
	const isDark = kind === "dark" || kind === "highContrast";
	const isHighContrast = kind === "highContrast" || kind === "highContrastLight";
	const fallback = isDark ? DARK : LIGHT;
	const background = parseColor(read("editor-background") ?? "", fallback.background);
	const under = background ?? fallback.background;
	const token = (name: ChartToken, otherwise: Rgb): Rgb =>
		parseColor(read(name) ?? "", under) ?? otherwise;
	const hue = (name: keyof typeof HUES): Rgb => parseSolid(read(name) ?? "") ?? HUES[name];
	const mark = (color: Rgb, ratio = least.mark) => withContrast(color, under, ratio);

	const text = mark(token("foreground", fallback.foreground), least.text);
	const dimText = mark(token("descriptionForeground", mix(text, under, 0.7)), least.text);
	const [buyToken, sellToken] =
		setting === "classic"
			? (["charts-green", "charts-red"] as const)
			: (["charts-blue", "charts-orange"] as const);
	const buyHue = hue(buyToken);
	const sellHue = hue(sellToken);
	const buy = mark(buyHue, least.bar);
	// The light high-contrast theme calls a dark blue `charts.orange`.
	const sell = mark(areAlike(buyHue, sellHue) ? HUES[sellToken] : sellHue, least.bar);
	const poc = mark(hue("charts-yellow"));
	const valueArea = mark(hue("charts-purple"));
	const vwap = mark(token("charts-foreground", text), least.text);
	const total = mark(mix(text, under, 0.6), least.bar);
	const anchored = mark(setting === "classic" ? hue("charts-blue") : BLUISH_GREEN, least.text);
	const border = token("editorWidget-border", mix(text, under, 0.25));
	return {
		background: cssColor(under),
		text: cssColor(text),
		dimText: cssColor(dimText),
		grid: cssColor(mix(text, under, least.grid)),
		axis: cssColor(isHighContrast ? token("contrastBorder", text) : mix(border, under, 0.8)),
		buy: cssColor(buy),
		sell: cssColor(sell),
		buyOutside: cssColor(isHighContrast ? buy : faded(buy, under, isDark)),
		sellOutside: cssColor(isHighContrast ? sell : faded(sell, under, isDark)),
		unknown: cssColor(total),
		unknownOutside: cssColor(isHighContrast ? total : faded(total, under, isDark)),
		poc: cssColor(poc),
		pocInk: cssColor(inkOn(poc)),
		pocMark: cssColor(withContrast(poc, BLACK, MARK ** 2)),
		pocTint: cssColor(isHighContrast ? under : rowTint(poc, under, [buy, sell, total])),
		valueArea: cssColor(valueArea),
		valueAreaInk: cssColor(inkOn(valueArea)),
		valueAreaTint: cssColor(isHighContrast ? under : mix(valueArea, under, AREA_SHARE)),
		vwap: cssColor(vwap),
		vwapInk: cssColor(inkOn(vwap)),
		cursor: cssColor(mix(text, under, 0.75)),
		cursorInk: cssColor(inkOn(mix(text, under, 0.75))),
		total: cssColor(total),
		totalOutside: cssColor(isHighContrast ? total : faded(total, under, isDark)),
		anchored: cssColor(anchored),
		candle: cssColor(mark(mix(text, under, 0.6))),
		lines: [
			vwap,
			...(
				[
					"charts-orange",
					"charts-blue",
					"charts-purple",
					"charts-green",
					"charts-yellow",
					"charts-red",
				] as const
			).map((name) => mark(hue(name), least.line)),
		].map(cssColor),
		heat: heatRamps(under, [buy, sell], least.fullCell, isHighContrast ? FEW_SHADES : undefined),
	};
}

function heatRamps(
	background: Rgb,
	[buy, sell]: readonly [Rgb, Rgb],
	full: number,
	steps: number | undefined,
): HeatRamps {
	const volume = (name: RampName) => sequentialRamp(name, background, MARK, steps);
	const side = (color: Rgb) =>
		sideRamp(withContrast(color, background, full), background, MARK, steps);
	return {
		volume: { cividis: volume("cividis"), viridis: volume("viridis"), grey: volume("grey") },
		bought: side(buy),
		sold: side(sell),
	};
}

/** A tint behind the bars of a row, as strong as the contrast of the bars allows. */
function rowTint(color: Rgb, background: Rgb, bars: readonly Rgb[]): Rgb {
	let share = MOST_OF_POC;
	const hidesBars = () => bars.some((bar) => contrast(bar, mix(color, background, share)) < MARK);
	while (share > AREA_SHARE && hidesBars()) share -= 0.01;
	return mix(color, background, share);
}

/** Shades in high contrast: few, each apart from the next. */
const FEW_SHADES = 5;

/** Least contrast of a mark, in every theme. */
const MARK = 3;
const GREY: Rgb = { r: 128, g: 128, b: 128 };

/**
 * Colour of bars outside of the value area: nearer to the background than bars inside, but still visible. On
 * white, where that makes no difference, it is greyer.
 */
function faded(color: Rgb, background: Rgb, isDark: boolean): Rgb {
	if (!isDark) return withContrast(mix(color, GREY, 0.4), background, MARK);
	let share = 0.4;
	while (share < 1 && contrast(mix(color, background, share), background) < MARK) share += 0.02;
	return mix(color, background, Math.min(1, share));
}

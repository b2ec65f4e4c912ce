import { cssColor, inkOn, parseSolid } from "../core/chart/color";
import {
	type ChartPalette,
	type ChartToken,
	type PaletteSetting,
	type ThemeKind,
	chartPalette,
	printPalette,
} from "../core/chart/palette";

/** How charts look under the editor's current theme. */
export interface ChartTheme extends ChartPalette {
	readonly kind: ThemeKind;
	readonly isHighContrast: boolean;
	/** CSS font of axis labels and tags. */
	readonly font: string;
	readonly boldFont: string;
	/** Whichever of black and white reads on a colour of the palette. */
	readonly inkOf: (color: string) => string;
}

const LABEL_PIXELS = 11;

/** Reads the theme's tokens as they are now. */
export function readTheme(setting: PaletteSetting): ChartTheme {
	const style = getComputedStyle(document.documentElement);
	const plain = plainColors();
	const read = (token: ChartToken) => plain(style.getPropertyValue(`--vscode-${token}`).trim());
	const kind = themeKind();
	return themeOf(kind, chartPalette(kind, setting, read));
}

/** Dark on white, whatever the editor looks like. */
export function printTheme(setting: PaletteSetting): ChartTheme {
	return themeOf("light", printPalette(setting));
}

function themeOf(kind: ThemeKind, palette: ChartPalette): ChartTheme {
	const style = getComputedStyle(document.documentElement);
	const family = style.getPropertyValue("--vscode-font-family").trim() || "system-ui, sans-serif";
	return {
		...palette,
		kind,
		inkOf: inkFor,
		isHighContrast: kind === "highContrast" || kind === "highContrastLight",
		font: `${LABEL_PIXELS}px ${family}`,
		boldFont: `600 ${LABEL_PIXELS}px ${family}`,
	};
}

function inkFor(color: string): string {
	return cssColor(inkOn(parseSolid(color) ?? { r: 0, g: 0, b: 0 }));
}

/** Colours of the chart that elements around it share. */
const CSS_COLORS = [
	"buy",
	"sell",
	"poc",
	"valueArea",
	"vwap",
	"cursor",
	"cursorInk",
	"anchored",
] as const;

/** Hands the chart's colours to the style sheet, as `--va-…` on an element. */
export function shareColors(root: HTMLElement, theme: ChartTheme): void {
	for (const name of CSS_COLORS) root.style.setProperty(`--va-${name}`, theme[name]);
	root.dataset["theme"] = theme.kind;
}

/** The light high-contrast theme also carries the class of the dark one, so it is looked for first. */
function themeKind(): ThemeKind {
	const { classList } = document.body;
	if (classList.contains("vscode-high-contrast-light")) return "highContrastLight";
	if (classList.contains("vscode-high-contrast")) return "highContrast";
	return classList.contains("vscode-light") ? "light" : "dark";
}

/** Lets a canvas translate colour names, `hsl()` and the like into forms that the palette reads. */
function plainColors(): (css: string) => string | undefined {
	const context = document.createElement("canvas").getContext("2d");
	return (css) => {
		if (css === "" || context === null) return undefined;
		if (css.startsWith("#") || css.startsWith("rgb")) return css;
		context.fillStyle = "#010203";
		context.fillStyle = css;
		return context.fillStyle === "#010203" ? undefined : context.fillStyle;
	};
}

/** Calls back when the editor changes its theme, font or contrast. Returns the way to stop. */
export function onThemeChange(changed: () => void): () => void {
	let isPending = false;
	const observer = new MutationObserver(() => {
		if (isPending) return;
		isPending = true;
		queueMicrotask(() => {
			isPending = false;
			changed();
		});
	});
	const options = {
		attributes: true,
		attributeFilter: ["class", "style", "data-vscode-theme-id", "data-vscode-theme-kind"],
	};
	observer.observe(document.documentElement, options);
	observer.observe(document.body, options);
	return () => {
		observer.disconnect();
	};
}

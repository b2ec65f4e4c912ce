import {
	type ChartToken,
	type PaletteSetting,
	type ThemeKind,
	chartPalette,
	printPalette,
} from "../core/chart/palette";
import { type ChartTheme, themeOf } from "./theme";

/** Reads the theme's tokens as they are now. */
export function readTheme(setting: PaletteSetting): ChartTheme {
	const style = getComputedStyle(document.documentElement);
	const plain = plainColors();
	const read = (token: ChartToken) => plain(style.getPropertyValue(`--vscode-${token}`).trim());
	const kind = themeKind();
	return themeOf(kind, chartPalette(kind, setting, read), fontFamily());
}

/** Dark on white, whatever the editor looks like. */
export function printTheme(setting: PaletteSetting): ChartTheme {
	return themeOf("light", printPalette(setting), fontFamily());
}

function fontFamily(): string {
	const style = getComputedStyle(document.documentElement);
	return style.getPropertyValue("--vscode-font-family").trim() || "system-ui, sans-serif";
}

/** Colours of the chart that elements around it share. */
const CSS_COLORS = [
	"buy",
	"sell",
	"unknown",
	"poc",
	"valueArea",
	"vwap",
	"cursor",
	"cursorInk",
	"anchored",
] as const;

/** Gives the chart's colours to the style sheet, as `--va-…` properties of an element. */
export function shareColors(root: HTMLElement, theme: ChartTheme): void {
	for (const name of CSS_COLORS) root.style.setProperty(`--va-${name}`, theme[name]);
	root.dataset["theme"] = theme.kind;
}

/** The light high-contrast theme also has the class of the dark one, so it is checked first. */
function themeKind(): ThemeKind {
	const { classList } = document.body;
	if (classList.contains("vscode-high-contrast-light")) return "highContrastLight";
	if (classList.contains("vscode-high-contrast")) return "highContrast";
	return classList.contains("vscode-light") ? "light" : "dark";
}

/** Uses a canvas to translate colour names, `hsl()` and the like into forms that the palette reads. */
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

/** Calls back when the editor changes its theme, font or contrast. Returns a function that stops this. */
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

/** Whether the editor knows of a screen reader. */
export function hasScreenReader(): boolean {
	return document.body.classList.contains("vscode-using-screen-reader");
}

import type { PaletteSetting } from "../core/chart/palette";
import { hasScreenReader, onThemeChange, printTheme, readTheme, shareColors } from "./editorTheme";
import { type Parts, partsBeside } from "./parts";
import type { ChartTheme } from "./theme";

/** The document around the page, as far as its logic needs one. */
export interface Surroundings {
	/** How charts look under the editor's theme as it is now. */
	theme(setting: PaletteSetting): ChartTheme;
	/** How they look on paper. */
	printTheme(setting: PaletteSetting): ChartTheme;
	onThemeChange(changed: () => void): void;
	/** Whether the editor knows of a screen reader. */
	hasScreenReader(): boolean;
	/** Gives the chart's colours to the elements around it. */
	wear(theme: ChartTheme): void;
	/**
	 * Calls back with the browser's next frame and replaces a call that still waits; calls at once when there
	 * are no frames.
	 */
	nextFrame(call: () => void): void;
	/** Notes which answers are drawn. */
	markDrawn(revision: number): void;
	every(milliseconds: number, call: () => void): void;
	/** Calls back once, unless the returned function is called before. */
	after(milliseconds: number, call: () => void): () => void;
	/** What the page loads when somebody needs it. */
	readonly parts: Parts;
}

/**
 * @param root the page's own element
 * @param script the page's own script
 */
export function documentAround(root: HTMLElement, script: HTMLScriptElement): Surroundings {
	let frame = 0;
	return {
		theme: readTheme,
		printTheme,
		onThemeChange: (changed) => {
			onThemeChange(changed);
		},
		hasScreenReader,
		wear: (theme) => {
			shareColors(root, theme);
		},
		nextFrame: (call) => {
			cancelAnimationFrame(frame);
			// A hidden page gets no frames.
			if (document.visibilityState === "hidden") call();
			else frame = requestAnimationFrame(call);
		},
		markDrawn: (revision) => {
			root.dataset["revision"] = String(revision);
		},
		every: (milliseconds, call) => {
			window.setInterval(call, milliseconds);
		},
		after: (milliseconds, call) => {
			const timer = window.setTimeout(call, milliseconds);
			return () => {
				window.clearTimeout(timer);
			};
		},
		parts: partsBeside(script),
	};
}

import { cssColor, inkOn, parseSolid } from "../core/chart/color";
import type { ChartPalette, ThemeKind } from "../core/chart/palette";

/** How charts look under a theme of the editor, or on paper. */
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

/** @param family CSS names of the fonts that labels are written in */
export function themeOf(kind: ThemeKind, palette: ChartPalette, family: string): ChartTheme {
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

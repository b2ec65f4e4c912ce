import type { Pixels } from "./pen";
import type { ChartTheme } from "../theme";

/** What the colours of a drawing mean: a bar of them with numbers, above the plot. */
export interface ColorBar {
	/** What the numbers are, with unit and scale; the shorter one where there is little room. */
	readonly title: string;
	readonly shortTitle: string;
	/** The colors from one end to the other, as a picture of one row. */
	readonly pixels: (theme: ChartTheme) => Pixels;
	/** Values with their places, of which neighbours are at least a share of the bar apart. */
	readonly ticks: (apart: number) => readonly { readonly share: number; readonly label: string }[];
	/** Ends beyond which the colour stays the same, so that larger or smaller values have it too. */
	readonly open: readonly ("start" | "end")[];
}

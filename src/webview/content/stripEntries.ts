import type { Reading } from "../charts/screen";
import type { Figure } from "./figures";
import type { LegendItem } from "./types";

/** One entry of the strip: a figure with the mark of its line, or a line that has no figure. */
export interface StripEntry {
	/** Tells entries apart. */
	readonly key: string;
	readonly figure?: Figure;
	readonly item?: LegendItem;
	/** Whether the mark switches its line: the first entry of an item does, so that each switch is there once. */
	readonly isSwitch: boolean;
	/** Under which id the chart reads its value at the crosshair. */
	readonly reads: string;
	/** Whether a folded strip keeps it. */
	readonly isKey: boolean;
	/** Whether it goes with the crosshair. */
	readonly follows: boolean;
}

/**
 * Figures with the marks of what they are of, then what is drawn without a figure: nothing is named twice.
 *
 * @param read what the chart reads while nothing is pointed at
 */
export function stripEntries(
	figures: readonly Figure[],
	legend: readonly LegendItem[],
	read: readonly Reading[],
): readonly StripEntry[] {
	const ids = new Set(figures.map(({ id }) => id));
	const known = new Set(read.map(({ id }) => id));
	const firstOf = (item: LegendItem) => item.figures?.find((id) => ids.has(id));
	const withFigures = figures.map((figure): StripEntry => {
		const item = legend.find((one) => one.figures?.includes(figure.id));
		return {
			key: `figure ${figure.id}`,
			figure,
			...(item === undefined ? {} : { item }),
			isSwitch: item !== undefined && item.id !== "" && firstOf(item) === figure.id,
			reads: figure.id,
			isKey: figure.isKey === true,
			follows: figure.follows === true,
		};
	});
	const alone = legend
		.filter((item) => firstOf(item) === undefined)
		.map((item): StripEntry => {
			const reads = item.reads ?? item.id;
			return {
				key: `item ${item.id} ${item.label}`,
				item,
				isSwitch: item.id !== "",
				reads,
				isKey: false,
				follows: known.has(reads),
			};
		});
	return [...withFigures, ...alone];
}

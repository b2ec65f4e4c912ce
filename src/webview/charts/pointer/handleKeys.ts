/** Intervals that Page Up and Page Down move by. */
const PAGE_INTERVALS = 10;

/** How many intervals a key moves what is pulled over a chart; infinite goes to an end. */
export const HANDLE_STEPS: Readonly<Record<string, number>> = {
	ArrowLeft: -1,
	ArrowRight: 1,
	PageUp: PAGE_INTERVALS,
	PageDown: -PAGE_INTERVALS,
	Home: -Infinity,
	End: Infinity,
};

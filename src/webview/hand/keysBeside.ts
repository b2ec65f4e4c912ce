import type { GestureTarget } from "../charts/pointer/gestures";
import { hasModifier } from "../charts/pointer/keys";

/** A button uses these itself. Space and Tab mean nothing to a chart. */
const OF_BUTTONS = /^Arrow|^Enter$/;

/**
 * Keys of the chart work on the buttons around it, too: a button that was pressed keeps the focus. Lists and fields use letters
 * themselves, as do menus and what lies in the room of the chart.
 */
export function listenBeside(
	page: HTMLElement,
	chart: () => Pick<GestureTarget, "key"> | undefined,
): void {
	page.addEventListener("keydown", (event) => {
		const { key, target } = event;
		if (hasModifier(event) || OF_BUTTONS.test(key)) return;
		if (!(target instanceof HTMLButtonElement) || target.closest("main, .more-tools")) return;
		if (chart()?.key(event) === true) event.preventDefault();
	});
}

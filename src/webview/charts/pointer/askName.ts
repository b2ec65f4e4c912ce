import { LONGEST_NAME } from "../../../core/query/viewOptions";
import { element } from "../../dom";

interface AskedName {
	readonly name: string;
	readonly label: string;
	readonly id: string;
	/** Why another name cannot be taken, in a sentence; `undefined` where it can. */
	readonly problemOf: (to: string) => string | undefined;
	/** Called when the box comes and when it goes. */
	readonly onBox?: () => void;
}

/**
 * Asks for another name where a name stands: a box in its place until Enter, Escape, or the focus goes. Enter on a name that
 * cannot be taken says why, and the box stays.
 *
 * @param handle the button that the name stands on
 * @param onName called with a name that differs, without blanks around it
 */
export function askName(
	handle: HTMLElement,
	{ name, label, id, problemOf, onBox }: AskedName,
	onName: (to: string) => void,
): void {
	const input = element("input", {
		class: "span-input",
		"aria-label": label,
		"data-testid": `${id}-input`,
		maxlength: String(LONGEST_NAME),
	});
	input.value = name;
	let isOver = false;
	const finish = (isTaken: boolean) => {
		if (isOver) return;
		isOver = true;
		const to = input.value.trim();
		input.replaceWith(handle);
		onBox?.();
		handle.focus();
		if (isTaken && to !== name) onName(to);
	};
	input.addEventListener("input", () => {
		input.setCustomValidity("");
	});
	input.addEventListener("keydown", (event) => {
		const { key } = event;
		if (key === "Enter") {
			// The handle gets the focus meanwhile, and would take the same key for a press.
			event.preventDefault();
			const to = input.value.trim();
			input.setCustomValidity((to === name ? undefined : problemOf(to)) ?? "");
			if (input.reportValidity()) finish(true);
		} else if (key === "Escape") {
			event.preventDefault();
			finish(false);
		}
	});
	input.addEventListener("blur", () => {
		finish(true);
	});
	handle.replaceWith(input);
	onBox?.();
	input.focus();
	input.select();
}

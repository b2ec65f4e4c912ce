import { element } from "../../dom";

/**
 * Asks for another name where a name stands: a box in its place until Enter, Escape, or the focus goes.
 *
 * @param handle the button that the name stands on
 * @param onName called with a name that differs, without blanks around it
 */
export function askName(
	handle: HTMLElement,
	{ name, label, id }: { readonly name: string; readonly label: string; readonly id: string },
	onName: (to: string) => void,
): void {
	const input = element("input", {
		class: "span-input",
		"aria-label": label,
		"data-testid": `${id}-input`,
	});
	input.value = name;
	let isOver = false;
	const finish = (isTaken: boolean) => {
		if (isOver) return;
		isOver = true;
		const to = input.value.trim();
		input.replaceWith(handle);
		handle.focus();
		if (isTaken && to !== name) onName(to);
	};
	input.addEventListener("keydown", ({ key }) => {
		if (key === "Enter") finish(true);
		else if (key === "Escape") finish(false);
	});
	input.addEventListener("blur", () => {
		finish(true);
	});
	handle.replaceWith(input);
	input.focus();
	input.select();
}

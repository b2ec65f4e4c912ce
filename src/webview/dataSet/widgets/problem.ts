import type { DataSetAction } from "../../../protocol/dataSet/messages";
import { element } from "../../dom";
import { actionButton } from "../../widgets/banners";
import type { Refusal } from "../state";

/** Says beside what was said why it cannot be taken, with what can be done about it. */
export function showProblem(
	node: HTMLElement,
	refusal: Refusal | undefined,
	act: (id: DataSetAction) => void,
): void {
	const { text = "", actions = [] } = refusal ?? {};
	const key = JSON.stringify([text, actions]);
	if (node.dataset["shown"] === key) return;
	node.dataset["shown"] = key;
	const buttons = actions.map((action) => actionButton(action, "link", act));
	node.replaceChildren(
		...(text === "" ? [] : [element("span", {}, text), ...buttons.flatMap((one) => [" ", one])]),
	);
}

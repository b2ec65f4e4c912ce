import { LONGEST_NAME } from "../../core/query/viewOptions";
import type { WebviewStringId } from "../../protocol/strings";
import type { HandleHooks, Handles } from "../charts/handles";
import { AnchorHandles } from "../charts/pointer/anchorHandles";
import { SpanHandles } from "../charts/pointer/spanHandles";
import type { Showing } from "../charts/screen";
import { element } from "../dom";

/** The handles of the selections and of the anchors of a chart. */
export class ChartHandles implements Handles {
	readonly root = element("div", { class: "handles" });
	private readonly spans: SpanHandles;
	private readonly anchors: AnchorHandles;

	/**
	 * @param chart element that the handles lie in, where pulls begin
	 * @param say the present words of the page
	 * @param moved called when something is drawn elsewhere
	 */
	constructor(
		showing: Showing,
		chart: HTMLElement,
		hooks: HandleHooks,
		say: (id: WebviewStringId, ...args: readonly string[]) => string,
		moved: () => void,
	) {
		const spanWords = {
			group: () => say("selections"),
			choose: (name: string) => say("selectionChoose", name),
			remove: (name: string) => say("selectionRemove", name),
			edge: (edge: "from" | "to", name: string) =>
				say(edge === "from" ? "selectionFrom" : "selectionTo", name),
			rename: (name: string) => say("selectionRename", name),
			nameProblem: () => say("selectionNameProblem", String(LONGEST_NAME)),
		};
		const anchorWords = {
			group: () => say("anchorMarks"),
			marker: (name: string) => say("anchorMark", name),
			help: () => say("keyAnchorMark"),
			remove: (name: string) => say("anchorRemove", name),
			rename: (name: string) => say("anchorRename", name),
			nameProblem: () => say("anchorNameProblem", String(LONGEST_NAME)),
		};
		this.spans = new SpanHandles(showing, chart, { ...hooks, words: spanWords }, moved);
		this.anchors = new AnchorHandles(showing, chart, { ...hooks, words: anchorWords }, moved);
		this.root.append(this.spans.root, this.anchors.root);
	}

	show(): void {
		this.spans.show();
		this.anchors.show();
	}

	focusSpan(name: string): void {
		this.spans.focus(name);
	}

	focusAnchor(name: string): void {
		this.anchors.focus(name);
	}
}

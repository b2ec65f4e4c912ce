import type { ShownJudgement } from "../../../protocol/dataSet/messages";
import type { DataSetStringId } from "../../../protocol/dataSet/strings";
import { element, setAttributes, setText } from "../../dom";
import type { DataSetHooks } from "../page";
import type { DataSetState } from "../state";
import type { DataSetWords } from "../words";

/** What reading every row found. */
export class Judgement {
	readonly root = element("section", { class: "judgement", "data-testid": "judgement" });
	private readonly title = element("h2", { id: "judgement-title" });
	private readonly again = element("button", {
		type: "button",
		class: "action action-link",
		"data-testid": "judge",
	});
	private readonly body = element("dl", { class: "figures" });
	private readonly none = element("p", { class: "hint" });
	private shown = "";

	constructor(hooks: DataSetHooks) {
		setAttributes(this.root, { "aria-labelledby": this.title.id });
		this.root.append(
			element("div", { class: "section-line" }, this.title, this.again),
			this.none,
			this.body,
		);
		this.again.addEventListener("click", () => {
			hooks.act("judge");
		});
	}

	show({ dataSet, words, status }: DataSetState): void {
		if (dataSet === undefined) return;
		const { judgement, questions } = dataSet;
		const { say } = words;
		const isJudging = status.kind === "busy" && status.work === "judging";
		setText(this.title, say("judgement"));
		setText(this.again, judgement === undefined ? say("judgeNow") : say("judgeAgain"));
		this.again.hidden = isJudging || questions.length > 0;
		setText(this.none, say("notJudged"));
		this.none.hidden = judgement !== undefined;
		this.body.hidden = judgement === undefined;
		const key = JSON.stringify([judgement && { ...judgement, sql: "" }, say("tradesTitle")]);
		if (key === this.shown || judgement === undefined) return;
		this.shown = key;
		this.body.replaceChildren(...figures(judgement, words));
	}
}

function figures(judgement: ShownJudgement, words: DataSetWords): HTMLElement[] {
	const { say, count } = words;
	const { size } = judgement;
	const counts: readonly (readonly [
		id: DataSetStringId,
		long: DataSetStringId,
		count: number | undefined,
	])[] = [
		["left_out", "left_outLong", judgement.bad.count],
		["duplicates", "duplicatesLong", judgement.duplicates],
		["equalRows", "equalRowsLong", judgement.equalRows],
		["repeatedIds", "repeatedIdsLong", judgement.repeatedIds],
		["outOfOrder", "outOfOrderLong", judgement.outOfOrder],
		["unknownSide", "unknownSideLong", judgement.unknownSide],
	];
	return [
		figure(say("tradesTitle"), count(judgement.trades)),
		...counts.flatMap(([id, long, found]) =>
			found === undefined
				? []
				: element(
						"div",
						{ class: found === 0 ? "figure-row figure-none" : "figure-row", "data-figure": id },
						element("dt", { title: say(long) }, say(id)),
						element("dd", {}, found === 0 ? say("none") : count(found)),
						// What there is none of needs no explanation on the page.
						...(found === 0 ? [] : [element("dd", { class: "figure-long" }, say(long))]),
					),
		),
		...(size === undefined ? [] : [figure(say("sizeOnDisk"), size)]),
	];
}

/** A value with what it is called. */
export function figure(label: string, value: string): HTMLElement {
	return element(
		"div",
		{ class: "figure-row" },
		element("dt", {}, label),
		element("dd", {}, value),
	);
}

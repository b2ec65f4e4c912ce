import { neighbourInterval, findInterval } from "../../core/chart/profile/profileModel";
import type { Layout, ViewOptions } from "../../core/query/viewOptions";
import type { Series } from "../../core/result/series";
import type { Part } from "../../core/table/parts";
import { element, icon, pushButton, setAttributes, setHidden, setText } from "../dom";
import { wholeRange } from "../content/control";
import { intervalLabel } from "../content/profile/intervalCount";
import type { Words } from "../words";

/** Chooses the series where several came, and steps through the intervals of a profile. */
export class Pickers {
	readonly root = element("div", { class: "pickers" });
	private readonly layout = element("select", { class: "series", "data-testid": "layout" });
	private readonly series = element("select", { class: "series", "data-testid": "series" });
	private seriesIds = "";
	private readonly previous = stepButton("chevron-left", "previousInterval");
	private readonly next = stepButton("chevron-right", "nextInterval");
	private readonly label = pushButton({ class: "interval", "data-testid": "intervalLabel" });
	readonly stepper = element(
		"div",
		{ class: "stepper", role: "group" },
		this.previous,
		this.label,
		this.next,
	);
	/** The lists, which may stand elsewhere than the stepper. */
	readonly lists = element("div", { class: "lists" }, this.layout, this.series);
	/** Tells whether the room that they need may have changed. */
	key = "";

	constructor(private readonly change: (view: ViewOptions) => void) {
		this.root.append(this.lists, this.stepper);
	}

	hide(): void {
		for (const node of [this.root, this.lists, this.stepper]) node.hidden = true;
		this.key = "";
	}

	/** @param layouts the layouts that the answers can have */
	show(
		{ result, series: shown }: Part,
		layouts: readonly Layout[],
		layout: Layout | undefined,
		view: ViewOptions,
		words: Words,
		isOnly: boolean,
	): void {
		const all = isOnly ? result.series : [];
		this.showLayouts(layouts, layout, view, words);
		// A series can be chosen only when a single answer is shown.
		this.showSeries(all, shown, view, words);
		const canStep = layout === "profile" || layout === undefined;
		const hasSteps = canStep && shown.kind === "volumeProfile" && shown.times.length > 1;
		// A single interval has nothing to step to, but it may be in progress.
		const hasLabel = shown.kind === "volumeProfile" && canStep && (hasSteps || shown.open);
		setHidden(this.stepper, !hasLabel);
		const hasLists = all.length >= 2 || layouts.length >= 2;
		setHidden(this.lists, !hasLists);
		setHidden(this.root, !hasLabel && !hasLists);
		const label = hasLabel ? intervalLabel(result, shown, view, words) : "";
		this.key = [label, ...layouts, layout, this.seriesIds, this.series.value].join("\n");
		if (!hasLabel) return;
		const interval = findInterval(shown, view.interval);
		setAttributes(this.stepper, { "aria-label": words.say("intervals") });
		setText(this.label, label);
		setAttributes(this.label, {
			title: words.say("showAllIntervals"),
			"aria-pressed": String(view.interval === undefined),
		});
		this.label.onclick = () => {
			this.change(wholeRange(view));
		};
		for (const [button, by, id] of [
			[this.previous, -1, "previousInterval"],
			[this.next, 1, "nextInterval"],
		] as const) {
			const start = neighbourInterval(shown, interval, by);
			button.hidden = !hasSteps;
			button.disabled = start === undefined;
			setAttributes(button, { title: words.say(id), "aria-label": words.say(id) });
			button.onclick = () => {
				if (start !== undefined) this.change({ ...view, interval: start });
			};
		}
	}

	private showLayouts(
		layouts: readonly Layout[],
		layout: Layout | undefined,
		view: ViewOptions,
		{ say }: Words,
	): void {
		setHidden(this.layout, layouts.length < 2);
		setAttributes(this.layout, { "aria-label": say("layout") });
		const key = layouts.join();
		if (key !== this.layout.dataset["key"]) {
			this.layout.replaceChildren(
				...layouts.map((one) => element("option", { value: one }, say(`layout_${one}`))),
			);
			this.layout.dataset["key"] = key;
		}
		setValue(this.layout, layout ?? "");
		this.layout.onchange = () => {
			const chosen = layouts.find((one) => one === this.layout.value);
			if (chosen !== undefined) this.change({ ...view, layout: chosen });
		};
	}

	private showSeries(all: readonly Series[], shown: Series, view: ViewOptions, words: Words): void {
		setHidden(this.series, all.length < 2);
		setAttributes(this.series, { "aria-label": words.say("series") });
		const ids = all.map(({ id }) => id);
		// An open list stays open while only the progress of a refresh changes.
		if (ids.join("\n") !== this.seriesIds) {
			this.series.replaceChildren(...ids.map((id) => element("option", { value: id }, id)));
		}
		this.seriesIds = ids.join("\n");
		setValue(this.series, shown.id);
		this.series.onchange = () => {
			this.change({ ...view, series: this.series.value });
		};
	}
}

/** Choosing what is chosen makes the browser search through the list. */
function setValue(list: HTMLSelectElement, value: string): void {
	if (list.value !== value) list.value = value;
}

function stepButton(name: string, testId: string): HTMLButtonElement {
	return pushButton({ class: "tool", "data-testid": testId }, icon(name));
}

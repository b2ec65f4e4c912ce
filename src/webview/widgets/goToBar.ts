import type { AxisRange } from "../../core/chart/axisRange";
import {
	QUICK_RANGES,
	type QuickRange,
	destinationOf,
	hasIntervals,
	isLoaded,
	quickRange,
} from "../../core/chart/goTo";
import { epochMs } from "../../core/time";
import { element, pushButton, setAttributes, setClass, setHidden, setText } from "../dom";
import type { Words } from "../words";

export interface GoToHooks {
	/** Shows a stretch of what is loaded. */
	readonly showRange: (range: AxisRange) => void;
	/** Goes to the interval that holds a time. Returns whether there is one. */
	readonly goToTime: (time: number) => boolean;
	/** Asks for another range, with what each costs. */
	readonly changeRange: () => void;
	/** Goes back to the chart. */
	readonly leave: () => void;
}

/** The chart that the bar moves. */
export interface GoToChart {
	/** Times that are loaded. */
	readonly loaded: AxisRange;
	readonly interval: number;
}

/**
 * Quick ranges, and a line to type where to go. They move within what is loaded; for anything beyond it they offer to
 * change the range, which says what that costs, and ask for nothing by themselves.
 */
export class GoToBar {
	private readonly buttons = new Map<QuickRange, HTMLButtonElement>();
	private readonly input = element("input", {
		type: "text",
		class: "go-to",
		"data-testid": "goTo",
		list: "go-to-places",
		spellcheck: "false",
		autocomplete: "off",
	});
	private readonly places = element(
		"datalist",
		{ id: "go-to-places" },
		...["today", "yesterday", ...QUICK_RANGES].map((value) => element("option", { value })),
	);
	private readonly problem = element("span", { class: "go-to-problem", role: "alert" });
	private readonly offer = pushButton({
		class: "action-link",
		"data-testid": "goToRange",
		hidden: true,
	});
	/** Above the line, which has no room for it in a narrow panel. */
	private readonly said = element("div", { class: "go-to-said" }, this.problem, this.offer);
	readonly root = element("div", { class: "go-to-bar", role: "group", hidden: true });
	private chart: GoToChart | undefined;
	private words: Words | undefined;

	constructor(private readonly hooks: GoToHooks) {
		for (const id of QUICK_RANGES) {
			const button = pushButton({ class: "quick-range", "data-testid": `quick-${id}` }, id);
			button.addEventListener("click", () => {
				this.input.value = "";
				this.go(id);
			});
			this.buttons.set(id, button);
			this.root.append(button);
		}
		this.input.addEventListener("keydown", ({ key }) => {
			if (key === "Enter") this.go(this.input.value, true);
		});
		this.root.addEventListener("keydown", (event) => {
			if (event.key !== "Escape") return;
			event.stopPropagation();
			if (this.problem.textContent === "") hooks.leave();
			this.say("");
		});
		this.input.addEventListener("input", () => {
			this.say("");
		});
		this.offer.addEventListener("click", () => {
			this.say("");
			hooks.changeRange();
		});
		this.root.append(this.input, this.places, this.said);
	}

	show(chart: GoToChart, words: Words): void {
		const { say, zone } = words;
		// In another range there may be what was not in the one before.
		if (chart.loaded.min !== this.chart?.loaded.min) this.say("");
		Object.assign(this, { chart, words });
		setAttributes(this.root, { hidden: false, "aria-label": say("goToBar") });
		setText(this.offer, say("changeRange"));
		const label = say("goTo", zone.name);
		setAttributes(this.input, { "aria-label": label, title: label, placeholder: say("goToShort") });
		for (const [id, button] of this.buttons) {
			const range = quickRange(id, epochMs(chart.loaded.max), zone);
			setHidden(button, !hasIntervals(range, chart.interval));
			const isHere = isLoaded(range, chart.loaded, chart.interval);
			setClass(button, "beyond", !isHere);
			setAttributes(button, { title: say(isHere ? `quick_${id}` : "quickBeyond", id) });
		}
	}

	hide(): void {
		this.root.hidden = true;
		this.chart = undefined;
		this.say("");
	}

	/** A person has moved the chart: what was said before means nothing there. */
	moved(): void {
		if (this.problem.textContent === "") return;
		if (this.offer === document.activeElement) this.hooks.leave();
		this.say("");
	}

	/** Moves the focus to the line where to go is typed. */
	focus(): boolean {
		if (this.root.hidden) return false;
		this.input.focus();
		this.input.select();
		return true;
	}

	private go(typed: string, isTyped = false): void {
		const { chart, words } = this;
		if (typed.trim() === "" || chart === undefined || words === undefined) return;
		const found = destinationOf(typed, words.zone, epochMs(Date.now()), chart.loaded);
		if (found === undefined) {
			this.say(words.say("goToProblem"), isTyped);
			return;
		}
		if (found.kind === "twice") {
			this.say(words.say("goToTwice", ...found.times.map(words.time)), isTyped);
			return;
		}
		const isThere =
			found.kind === "time"
				? this.hooks.goToTime(found.time)
				: isLoaded(found.range, chart.loaded, chart.interval);
		if (!isThere) {
			this.say(words.say("goToBeyond", typed.trim()), isTyped, true);
			return;
		}
		this.say("");
		if (found.kind === "range") {
			this.hooks.showRange({ min: found.range.from, max: found.range.to });
			// As after a time: what was gone to is worked from there.
			if (isTyped) this.hooks.leave();
		}
	}

	/** @param isTyped whether what was typed is the problem, and not a button */
	private say(problem: string, isTyped = false, canChange = false): void {
		setText(this.problem, problem);
		this.offer.hidden = !canChange;
		this.input.setAttribute("aria-invalid", String(isTyped));
	}
}

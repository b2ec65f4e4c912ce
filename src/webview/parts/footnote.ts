import { momentText, timeText } from "../../core/chart/zone";
import type { ViewOptions } from "../../core/query/viewOptions";
import type { QueryResult } from "../../core/result";
import type { Series } from "../../core/series";
import type { Part } from "../../core/table/parts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../core/time";
import type { PanelCaption } from "../../protocol/messages";
import { element, icon, setAttributes, setText } from "../dom";
import { chosenWords, intervalCountWords } from "../content/intervalCount";
import type { Words } from "../words";

/** The source line under the chart: where the numbers are from, how many, and what to know about them. */
export class Footnote {
	private readonly line = element("span", { class: "footnote-line", "data-testid": "footnote" });
	private readonly toggle = element(
		"button",
		{ type: "button", class: "notes-toggle", "data-testid": "notes", "aria-expanded": "false" },
		icon("info"),
		element("span"),
	);
	private readonly notes = element("ul", { class: "notes", hidden: true });
	readonly root = element("footer", { class: "footnote" }, this.notes, this.line, this.toggle);

	constructor() {
		this.toggle.addEventListener("click", () => {
			this.open(this.notes.hidden);
		});
	}

	show(
		caption: PanelCaption,
		[first, ...others]: readonly [Part, ...Part[]],
		view: ViewOptions,
		words: Words,
	): void {
		const { result, series } = first;
		const ranges = new Set([first, ...others].map((part) => rangeWords(part, words)));
		const parts = [
			caption.footnote,
			[...ranges].join(", "),
			fetchedWords(result, words),
			...countWords(result, series, view, words),
		];
		setText(this.line, parts.filter((part) => part !== "").join(" · "));
		this.line.title = this.line.textContent;
		const notes = [
			...caption.notes.filter(({ kind }) => kind !== "partial").map(({ text }) => text),
			...outOfRangeWords(series, words),
		];
		this.toggle.hidden = notes.length === 0;
		if (notes.length === 0) this.open(false);
		const label = words.say("notes");
		setAttributes(this.toggle, { title: label, "aria-label": `${label}: ${notes.length}` });
		const [, count] = this.toggle.children;
		if (count !== undefined) setText(count, String(notes.length));
		this.notes.replaceChildren(...notes.map((note) => element("li", {}, note)));
	}

	clear(): void {
		setText(this.line, "");
		this.toggle.hidden = true;
		this.open(false);
	}

	private open(isOpen: boolean): void {
		this.notes.hidden = !isOpen;
		this.toggle.setAttribute("aria-expanded", String(isOpen));
	}

	/** The source line as text, for pictures. */
	get text(): string {
		return this.line.textContent;
	}
}

/** What was asked for, in the zone that everything is shown in. */
function rangeWords({ result, series }: Part, { say, zone }: Words): string {
	const text = timeText(zone, series.interval);
	return say("fromTo", text(result.range.from), text(result.range.to), zone.name);
}

function fetchedWords({ fetchedAt }: QueryResult, words: Words): string {
	return words.say("fetchedAt", momentText(words.zone)(fetchedAt, Date.now()), words.zone.name);
}

/** How old an answer is: `5 min ago`. */
export function ageWords(age: number, words: Words): string {
	if (age < MINUTE_MS) return words.say("justNow");
	if (age < HOUR_MS) return words.say("minutesAgo", Math.floor(age / MINUTE_MS));
	if (age < DAY_MS) return words.say("hoursAgo", Math.floor(age / HOUR_MS));
	return words.say("daysAgo", Math.floor(age / DAY_MS));
}

function countWords(
	result: QueryResult,
	series: Series,
	view: ViewOptions,
	words: Words,
): string[] {
	return [chosenWords(result, series, view, words) ?? intervalCountWords(result, series, words)];
}

/** The rest of what was left out stands among the caption's warnings. */
function outOfRangeWords({ rejected }: Series, { say, full }: Words): string[] {
	const near = rejected.outOfRange - (rejected.strays?.count ?? 0);
	return near > 0 ? [say("outOfRange", full(near))] : [];
}

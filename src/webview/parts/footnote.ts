import { clockText } from "../../core/chart/zone";
import type { QueryResult } from "../../core/result";
import type { Series } from "../../core/series";
import type { PanelCaption } from "../../protocol/messages";
import { element, icon, setAttributes, setText } from "../dom";
import type { Words } from "../words";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

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
			this.notes.hidden = !this.notes.hidden;
			this.toggle.setAttribute("aria-expanded", String(!this.notes.hidden));
		});
	}

	show(caption: PanelCaption, result: QueryResult, series: Series | undefined, words: Words): void {
		const parts = [
			caption.footnote,
			fetchedWords(result, words),
			...(series === undefined ? [] : countWords(series, words)),
		];
		setText(this.line, parts.filter((part) => part !== "").join(" · "));
		this.line.title = this.line.textContent;
		const notes = [
			...caption.notes.filter(({ kind }) => kind !== "partial").map(({ text }) => text),
			...(series === undefined ? [] : rejectedWords(series, words)),
		];
		this.toggle.hidden = notes.length === 0;
		if (notes.length === 0) this.notes.hidden = true;
		const label = words.say("notes");
		setAttributes(this.toggle, { title: label, "aria-label": `${label}: ${notes.length}` });
		const [, count] = this.toggle.children;
		if (count !== undefined) setText(count, String(notes.length));
		this.notes.replaceChildren(...notes.map((note) => element("li", {}, note)));
	}

	clear(): void {
		setText(this.line, "");
		this.toggle.hidden = true;
		this.notes.hidden = true;
	}

	/** The source line as text, for pictures. */
	get text(): string {
		return this.line.textContent;
	}
}

function fetchedWords({ fetchedAt }: QueryResult, words: Words): string {
	return words.say("fetchedAt", clockText(words.zone)(fetchedAt), words.zone.name);
}

/** How old an answer is: `5 min ago`. */
export function ageWords(age: number, words: Words): string {
	if (age < MINUTE) return words.say("justNow");
	if (age < HOUR) return words.say("minutesAgo", Math.floor(age / MINUTE));
	if (age < DAY) return words.say("hoursAgo", Math.floor(age / HOUR));
	return words.say("daysAgo", Math.floor(age / DAY));
}

function countWords(series: Series, { say, full }: Words): string[] {
	const count = series.times.length;
	return [
		count === 1 ? say("oneIntervalCount") : say("intervalCount", full(count)),
		...(series.open ? [say("lastInProgress")] : []),
	];
}

function rejectedWords({ rejected }: Series, { say, full }: Words): string[] {
	const words = [
		["rejectedPoints", rejected.points],
		["rejectedLevels", rejected.levels],
		["mergedDuplicates", rejected.duplicates],
		["outOfRange", rejected.outOfRange],
	] as const;
	return words.filter(([, count]) => count > 0).map(([id, count]) => say(id, full(count)));
}

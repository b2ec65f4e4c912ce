import * as vscode from "vscode";
import type { Text } from "../../../core/text";
import { translate } from "../../words/uiText";
import { withoutRivals } from "./exclusiveTicks";
import {
	type Choice,
	beginningWith,
	matchesAny,
	namedChoice,
	type ReadTyped,
	type Section,
	typedChoices,
} from "./choices";
import type { LiveChoices, LiveNote } from "./liveChoices";
import { LiveSearch } from "./liveSearch";
import { ask } from "./question";
import type { Answer, QuestionPosition } from "./steps";

interface Item<T> extends vscode.QuickPickItem {
	readonly choice?: Choice<T>;
	/** Index of the meaning of the typed text that the row stands for; rows of the list have none. */
	readonly reading?: number;
	/** A line about the list; it is no answer. */
	readonly note?: LiveNote;
	/** Whether a note stands above the list, as it does while nothing is typed. */
	readonly isInFront?: boolean;
}

export interface PickRequest<T> {
	readonly position: QuestionPosition;
	readonly placeholder: string;
	readonly sections: readonly Section<T>[];
	/** Code of the choice to begin with. */
	readonly selected?: string;
	/** What is typed to begin with. */
	readonly value?: string;
	/** What free text stands for; without it only listed choices are answers. */
	readonly readTyped?: ReadTyped<T>;
	/** Whether typed text is a value in itself, such as a length, rather than a search. */
	readonly isValue?: boolean;
	/** Why a choice cannot be taken now. */
	readonly problem?: (value: T) => Text | undefined;
	/** Rows that are searched for while the question is open, in the place of `sections`. */
	readonly live?: LiveChoices<T>;
}

function noteItem<T>(note: LiveNote): Item<T> {
	const { words, detail, act } = note;
	return {
		label: `$(${act === undefined ? "info" : "search"}) ${words}`,
		...(detail === undefined ? {} : { detail }),
		alwaysShow: true,
		note,
	};
}

function toItem<T>(choice: Choice<T>, alwaysShow = false): Item<T> {
	const { label, description, detail, aside } = choice;
	const beside = [description, aside].filter((words) => words !== undefined);
	return {
		label,
		...(beside.length === 0 ? {} : { description: beside.join(" · ") }),
		...(detail === undefined ? {} : { detail }),
		alwaysShow,
		choice,
	};
}

/** A long label is cut off, so everything after the first sentence stands below it. */
function problemItem<T>(problem: Text): Item<T> {
	const words = translate(problem);
	const [first = words, rest] = words.split(/(?<=[.!?。]) (.*)/s);
	return {
		label: `$(warning) ${first}`,
		...(rest === undefined || rest === "" ? {} : { detail: rest }),
		alwaysShow: true,
	};
}

function listItems<T>(sections: readonly Section<T>[], alwaysShow = false): Item<T>[] {
	return sections.flatMap(({ heading, choices }) => [
		...(heading === undefined
			? []
			: [{ label: heading, kind: vscode.QuickPickItemKind.Separator } as Item<T>]),
		...choices.map((choice) => toItem(choice, alwaysShow)),
	]);
}

/** Sections without guesses, and the guesses of all of them. */
function withoutGuesses<T>(sections: readonly Section<T>[]): {
	readonly sections: readonly Section<T>[];
	readonly guesses: readonly Choice<T>[];
} {
	const isGuess = ({ isGuess = false }: Choice<T>) => isGuess;
	const kept = sections.map(({ choices, ...section }) => ({
		...section,
		choices: choices.filter((choice) => !isGuess(choice)),
	}));
	return {
		sections: kept.filter(({ choices }) => choices.length > 0),
		guesses: sections.flatMap(({ choices }) => choices.filter(isGuess)),
	};
}

/**
 * Tells whether the editor shows the rows that it was given last. It names rows by their places, so that what it says before
 * may mean a row of another list.
 */
class ShownRows {
	private edition = 0;
	private shown = 0;

	/** New rows were given to the editor. */
	changed(): void {
		const edition = ++this.edition;
		const seen = () => {
			this.shown = Math.max(this.shown, edition);
		};
		// The editor gets them with the next turn; what it does for us after that, it does with them.
		setTimeout(() => {
			vscode.commands.executeCommand("noop").then(seen, seen);
		});
	}

	get areCurrent(): boolean {
		return this.shown === this.edition;
	}
}

/** Asks for one answer from a list; free text stays possible where `readTyped` is given. */
export function pickOne<T>(request: PickRequest<T>): Promise<Answer<T>> {
	const { position, selected, readTyped, isValue = false, problem, live } = request;
	const pick = vscode.window.createQuickPick<Item<T>>();
	/** The list's own rows for what is typed now, and guesses that it makes. */
	let known = withoutGuesses(live?.sections("") ?? request.sections);
	let listed = listItems(known.sections);
	let shownProblem: Text | undefined;
	let hasTyped = false;
	const rows = new ShownRows();
	/** Rows for the text that is typed now. The editor may still show earlier ones. */
	let readings: readonly Item<T>[] = [];
	const update = () => {
		const isTyped = pick.value.trim() !== "";
		if (live !== undefined) known = withoutGuesses(live.sections(pick.value));
		const { sections } = known;
		const typed = typedChoices(pick.value, sections, readTyped);
		// While listed choices match, they come first; the typed text itself comes after them.
		// For values, only those that begin with the typed text count: typing 4h is not a search for 24h.
		const meant = isValue && isTyped ? beginningWith(pick.value, sections) : sections;
		// Rows that were searched for are all meant, whatever the editor finds in their words.
		const isRanked = live !== undefined && isTyped && !isValue;
		const isSearching = isTyped && (isRanked ? meant.length > 0 : matchesAny(pick.value, meant));
		listed = listItems(meant, isRanked);
		const choices = "choices" in typed ? typed.choices : [];
		const own = choices.filter(({ isGuess }) => isGuess === true);
		// What was found by its parts is meant more likely than what differs by a letter.
		const guesses = known.guesses.length > 0 ? known.guesses : own;
		const asTyped = choices
			.filter(({ isGuess }) => isGuess !== true)
			.map((choice) => toItem(choice, true));
		const refused = "problem" in typed && !isSearching ? [problemItem<T>(typed.problem)] : [];
		readings = [...asTyped, ...refused].map((item, reading) => ({ ...item, reading }));
		const refusal = shownProblem === undefined ? [] : [problemItem<T>(shownProblem)];
		const guessed = guesses.map((choice) => toItem(choice, true));
		const note = live?.note?.();
		const notes = note === undefined ? [] : [{ ...noteItem<T>(note), isInFront: !isTyped }];
		// Enter takes the first row, so guesses come last. No active row is set here: the editor refers to
		// rows by index and may combine updates, so that an index of an earlier list can reach a later one,
		// which then has no active row at all.
		pick.items = isTyped
			? [...refusal, ...listed, ...readings, ...guessed, ...notes]
			: [...refusal, ...notes, ...listed];
		rows.changed();
		// The end of a long list is out of sight, so a note stands above it. It is nothing to begin with.
		const [first] = listed.filter(({ choice }) => choice !== undefined);
		if (!isTyped && notes.length > 0 && first !== undefined) pick.activeItems = [first];
	};
	const search =
		live &&
		new LiveSearch({
			load: (typed, signal, onPart) => live.load(typed, signal, onPart),
			onPart: () => showFound(),
			onChange: () => {
				pick.busy = search?.isBusy === true;
				if (!pick.busy) showFound();
			},
		});
	/** Shows what was found without moving the row that somebody has gone to. */
	const showFound = () => {
		const [active] = pick.activeItems;
		const [first] = pick.items.filter(({ choice }) => choice !== undefined);
		// A row that typing found is nobody's place in the whole list.
		const isLeft = active === first || (hasTyped && pick.value.trim() === "");
		const code = isLeft ? undefined : active?.choice?.code;
		pick.keepScrollPosition = !isLeft;
		update();
		const same = pick.items.find((item) => code !== undefined && item.choice?.code === code);
		if (same !== undefined) pick.activeItems = [same];
	};
	pick.placeholder = request.placeholder;
	pick.matchOnDescription = true;
	pick.value = request.value ?? "";
	update();
	const active = listed.find((item) => item.choice?.code === selected && selected !== undefined);
	if (active !== undefined) pick.activeItems = [active];
	search?.type(pick.value);
	/** Whether a row answers the text that is typed now: not a heading, and not a row of an earlier text. */
	const isMeant = ({ choice }: Item<T>) =>
		choice !== undefined &&
		(!isValue || pick.value.trim() === "" || listed.some((item) => item.choice === choice)) &&
		(live === undefined || rows.areCurrent || holdsTyped(choice));
	/** A row that was never shown for what is typed now can only be meant where it holds that. */
	const holdsTyped = ({ label, isGuess = false }: Choice<T>) =>
		!isGuess && label.toLowerCase().includes(pick.value.trim().toLowerCase());
	const answer = ask<T>(pick, position, (give) => {
		pick.onDidChangeValue(() => {
			shownProblem = undefined;
			hasTyped = true;
			pick.keepScrollPosition = false;
			update();
			search?.type(pick.value);
		});
		pick.onDidAccept(() => {
			// Enter may come before the rows for the last typed letter. When no row is active yet, the text
			// itself counts.
			const [shown] = pick.activeItems;
			// A note stands in front of the whole list alone: while something is typed, the editor chose it, not a person.
			const isOutrun = shown?.isInFront === true && pick.value.trim() !== "";
			if (shown?.note !== undefined && !isOutrun) {
				const again = () => search?.type(pick.value);
				shown.note.act?.().then(again, again);
				return;
			}
			const isAnswer = shown !== undefined && (shown.reading !== undefined || isMeant(shown));
			const active = isAnswer ? shown : undefined;
			const reading = active === undefined ? 0 : active.reading;
			const named = namedChoice(pick.value, known.sections);
			// Before the editor shows the rows for what is typed now, one that is named exactly is meant before any other.
			const isNamed = live !== undefined && !rows.areCurrent && pick.value.trim() !== "";
			const taken = reading === undefined ? active?.choice : (readings[reading]?.choice ?? named);
			const choice = (isNamed ? named : undefined) ?? taken;
			if (choice === undefined) return;
			shownProblem = problem?.(choice.value);
			if (shownProblem === undefined) give(choice.value);
			else update();
		});
	});
	return answer.finally(() => search?.stop());
}

export interface PickManyRequest<T> extends Omit<
	PickRequest<readonly T[]>,
	"sections" | "selected" | "readTyped"
> {
	readonly choices: readonly Choice<T>[];
	/** Codes of the choices that are ticked at the start. */
	readonly ticked: readonly string[];
	/** Codes of choices of which at most one is ticked: ticking one unticks the others. */
	readonly exclusive?: readonly string[];
	/** More choices that are found out meanwhile; the signal fires when the question ends. */
	readonly more?: (signal: AbortSignal) => Promise<readonly Choice<T>[]>;
	/** Said after the placeholder of what is ticked. */
	readonly aside?: (values: readonly T[]) => Promise<string | undefined>;
}

/** Asks for any number of answers from a list of ticks. */
export function pickMany<T>(request: PickManyRequest<T>): Promise<Answer<readonly T[]>> {
	const { position, choices, ticked, problem, aside, more } = request;
	let { exclusive = [] } = request;
	const pick = vscode.window.createQuickPick<Item<T>>();
	const valuesOf = (items: readonly Item<T>[]) =>
		items.flatMap(({ choice }) => choice?.value ?? []);
	/** What the placeholder says last; what is found out for an earlier one comes too late. */
	let said = 0;
	const say = (placeholder: string) => {
		said += 1;
		pick.placeholder = placeholder;
	};
	const showPlaceholder = () => {
		say(request.placeholder);
		const before = said;
		const add = (words: string | undefined) => {
			if (words !== undefined && said === before) say(`${request.placeholder} · ${words}`);
		};
		aside?.(valuesOf(pick.selectedItems)).then(add, () => undefined);
	};
	pick.matchOnDescription = true;
	pick.canSelectMany = true;
	pick.items = choices.map((choice) => toItem(choice));
	pick.selectedItems = pick.items.filter((item) => ticked.includes(item.choice?.code ?? ""));
	showPlaceholder();
	let before: readonly string[] = ticked;
	const ending = new AbortController();
	const addMore = (found: readonly Choice<T>[]) => {
		pick.busy = false;
		const fresh = found.filter(({ code }) => choices.every((one) => one.code !== code));
		if (fresh.length === 0 || ending.signal.aborted) return;
		const { selectedItems } = pick;
		if (exclusive.length > 0) exclusive = [...exclusive, ...fresh.map(({ code }) => code)];
		pick.items = [...pick.items, ...fresh.map((choice) => toItem(choice))];
		pick.selectedItems = selectedItems;
	};
	if (more !== undefined) {
		pick.busy = true;
		more(ending.signal).then(addMore, () => addMore([]));
	}
	const answer = ask<readonly T[]>(pick, position, (give) => {
		pick.onDidChangeSelection((items) => {
			const codeOf = ({ choice }: Item<T>) => choice?.code ?? "";
			const kept = withoutRivals(before, items.map(codeOf), exclusive);
			before = kept;
			if (kept.length < items.length) {
				pick.selectedItems = items.filter((item) => kept.includes(codeOf(item)));
			}
			showPlaceholder();
		});
		pick.onDidAccept(() => {
			const values = valuesOf(pick.selectedItems);
			const refusal = problem?.(values);
			if (refusal === undefined) {
				give(values);
			} else {
				say(translate(refusal));
				pick.value = "";
			}
		});
	});
	return answer.finally(() => ending.abort());
}

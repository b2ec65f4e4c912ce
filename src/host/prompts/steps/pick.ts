import * as vscode from "vscode";
import type { Text } from "../../../core/text";
import { translate } from "../../words/uiText";
import { atEnter, type QuestionRow } from "./atEnter";
import { withoutRivals } from "./exclusiveTicks";
import {
	type Choice,
	beginningWith,
	matchesAny,
	type ReadTyped,
	type Section,
	typedChoices,
} from "./choices";
import type { LiveChoices, LiveNote } from "./liveChoices";
import { LiveSearch } from "./liveSearch";
import { ActiveRow } from "./activeRow";
import { ask } from "./question";
import { ShownRows } from "./shownRows";
import type { Answer, QuestionPosition } from "./steps";

interface Item<T> extends vscode.QuickPickItem, QuestionRow<T> {}

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
	const activeRow = new ActiveRow(pick);
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
		// Enter takes the first row, which the editor makes the active one by itself, so guesses come last.
		pick.items = isTyped
			? [...refusal, ...listed, ...readings, ...guessed, ...notes]
			: [...refusal, ...notes, ...listed];
		rows.changed();
		activeRow.replaced(pick.items.find(({ kind }) => kind !== vscode.QuickPickItemKind.Separator));
		// The end of a long list is out of sight, so a note stands above it. It is nothing to begin with.
		const [first] = listed.filter(({ choice }) => choice !== undefined);
		if (!isTyped && notes.length > 0 && first !== undefined) activeRow.set(first);
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
	/** Code of the row that the question began with. */
	let begun = live?.begin?.() ?? selected;
	/** Shows what was found without moving the row that somebody has gone to. */
	const showFound = () => {
		const [active] = pick.activeItems;
		const [first] = pick.items.filter(({ choice }) => choice !== undefined);
		// A row that typing found is nobody's place in the whole list.
		// While the editor shows earlier rows, nobody has gone to one of these.
		const isLeft = active === first || (hasTyped && (pick.value.trim() === "" || !rows.areCurrent));
		const isBegun = !hasTyped && begun !== undefined && active?.choice?.code === begun;
		const begin = isBegun ? live?.begin?.() : undefined;
		begun = begin ?? begun;
		const code = begin ?? (isLeft ? undefined : active?.choice?.code);
		pick.keepScrollPosition = !isLeft && begin === undefined;
		update();
		const same = pick.items.find((item) => code !== undefined && item.choice?.code === code);
		if (same !== undefined) activeRow.set(same);
	};
	pick.placeholder = request.placeholder;
	pick.matchOnDescription = true;
	pick.value = request.value ?? "";
	update();
	const active = listed.find((item) => begun !== undefined && item.choice?.code === begun);
	if (active !== undefined) activeRow.set(active);
	search?.type(pick.value);
	const answer = ask<T>(pick, position, (give) => {
		pick.onDidChangeValue(() => {
			shownProblem = undefined;
			hasTyped = true;
			pick.keepScrollPosition = false;
			update();
			search?.type(pick.value);
		});
		pick.onDidAccept(() => {
			// Enter may come before the rows for the last typed letter.
			const [shown] = pick.activeItems;
			const taken = atEnter(shown, {
				typed: pick.value,
				isValue,
				isLive: live !== undefined,
				areRowsCurrent: rows.areCurrent,
				sections: known.sections,
				listed: listed.flatMap(({ choice }) => choice ?? []),
				readings: readings.map(({ choice }) => choice),
			});
			if (taken === undefined) return;
			if ("note" in taken) {
				const again = () => search?.type(pick.value);
				taken.note.act?.().then(again, again);
				return;
			}
			const { choice } = taken;
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

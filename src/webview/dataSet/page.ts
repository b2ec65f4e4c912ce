import { isSymbol, SYMBOL_LENGTH } from "../../core/query/symbol";
import { DATA_SET_ID_LENGTH, isDataSetId } from "../../core/trades/dataSet/dataSetId";
import { isTimeZone } from "../../core/wallClock";
import { KEPT_DATA_SET_VERSION, type KeptDataSet } from "../../protocol/dataSet/kept";
import {
	type DataSetAction,
	type DataSetToHost,
	DATA_SET_NAME_LENGTH,
	type HostToDataSet,
	type ShownQuestion,
} from "../../protocol/dataSet/messages";
import type { Handlers } from "../../protocol/messages";
import type { HostOf } from "../host";
import type { Field, FieldEffect, RevealedField } from "./fields";
import { DataSetState, type Said } from "./state";

/** What a person does on the page. */
export interface DataSetHooks {
	readonly act: (id: DataSetAction) => void;
	readonly open: (kind: DataSetToHost["open"]["kind"], symbol: string) => void;
	/** A value of a field of the form. */
	readonly choose: (field: Field, value: string) => void;
	/** The choice of a question, or the text that answers it. */
	readonly answer: (question: ShownQuestion, given: number | string) => void;
	readonly startRenaming: () => void;
	readonly stopRenaming: () => void;
	readonly rename: (name: string, id: string) => void;
	readonly search: (text: string) => void;
}

/** What shows the state of the page. */
export interface DataSetView {
	render(): void;
	/** Words for screen readers about what has just happened. */
	announce(words: string): void;
	/** The same words for everybody, for a moment. */
	tell(words: string): void;
	/** Moves the focus to a field that has just appeared. */
	focusField(id: RevealedField): void;
}

/** The logic of the page of a data set: it carries out what the host and the person ask for. */
export class DataSetPage {
	private readonly state = new DataSetState();
	private readonly view: DataSetView;

	/** @param build makes the elements of the page, which show its state and report what a person does */
	constructor(
		private readonly host: Pick<HostOf<HostToDataSet, DataSetToHost>, "post" | "keep">,
		build: (state: DataSetState, hooks: DataSetHooks) => DataSetView,
	) {
		const { state } = this;
		this.view = build(state, {
			act: (id) => {
				host.post("action", { id });
			},
			open: (kind, symbol) => {
				host.post("open", { kind, symbol });
			},
			choose: (field, value) => {
				this.choose(field, value);
			},
			answer: (question, given) => {
				this.answer(question, given);
			},
			startRenaming: () => {
				state.isRenaming = true;
				this.view.render();
			},
			stopRenaming: () => {
				this.stopRenaming();
			},
			rename: (name, id) => {
				this.rename(name, id);
			},
			search: (text) => {
				this.search(text);
			},
		});
		this.view.render();
	}

	readonly handlers: Handlers<HostToDataSet> = {
		settings: (settings) => {
			this.state.setSettings(settings);
			this.view.render();
		},
		persist: ({ dataSet }) => {
			const kept: KeptDataSet = { version: KEPT_DATA_SET_VERSION, dataSet };
			this.host.keep(kept);
		},
		show: ({ dataSet }) => {
			const { state, view } = this;
			const isReadOtherwise = state.show(dataSet);
			view.render();
			if (isReadOtherwise) view.announce(state.words.say("changed"));
		},
		busy: (work) => {
			this.state.status = { kind: "busy", ...work };
			this.view.render();
		},
		files: ({ files }) => {
			const { state } = this;
			if (state.dataSet === undefined) return;
			state.dataSet = { ...state.dataSet, files };
			this.view.render();
		},
		idle: () => {
			this.state.status = { kind: "idle" };
			this.view.render();
		},
		failed: (failure) => {
			this.state.fail(failure);
			this.view.render();
		},
		done: ({ text }) => {
			this.view.tell(text);
		},
	};

	private choose(field: Field, value: string): void {
		if (value === field.value) {
			this.takeBack(field.id);
			return;
		}
		const effect: FieldEffect = field.choose(value);
		if (effect === undefined) {
			this.refuse(field.id, "problem" in field ? field.problem : "");
			return;
		}
		const { state, view } = this;
		if ("reveal" in effect) {
			state.revealed.add(effect.reveal);
			view.render();
			view.focusField(effect.reveal);
			return;
		}
		if (field.id === "sizeUnit" || field.id === "unitName") state.revealed.delete("unitName");
		if (field.id === "symbolColumn" || field.id === "symbol") state.revealed.delete("symbol");
		this.say(field.id, effect.answer);
	}

	/** A value that is the present one again: what was refused before is gone. */
	private takeBack(said: Said): void {
		const { state } = this;
		// A list that had led to another field is back at its own value.
		if (said === "sizeUnit") state.revealed.delete("unitName");
		if (said === "symbolColumn") state.revealed.delete("symbol");
		if (state.refused?.said === said) state.refused = undefined;
		this.view.render();
	}

	private answer(question: ShownQuestion, given: number | string): void {
		const said: Said = `question ${question.id}`;
		if (typeof given === "number") {
			const answer = question.choices[given]?.answer;
			if (answer !== undefined) this.say(said, { said: answer });
			return;
		}
		const text = given.trim();
		const { say } = this.state.words;
		if (text === "") this.refuse(said, say("answerMissing"));
		else if (question.id === "zone") {
			if (isTimeZone(text)) this.say(said, { said: { zone: text } });
			else this.refuse(said, say("zoneRefused"));
		} else if (isSymbol(text)) this.say(said, { said: { symbol: text } });
		else this.refuse(said, say("symbolRefused", SYMBOL_LENGTH));
	}

	private say(said: Said, answer: DataSetToHost["answer"]): void {
		const { state } = this;
		state.refused = undefined;
		state.pending = said;
		this.host.post("answer", answer);
		this.view.render();
	}

	private refuse(said: Said, text: string): void {
		this.state.refused = { said, text };
		this.view.render();
	}

	private stopRenaming(): void {
		const { state } = this;
		state.isRenaming = false;
		if (state.refused?.said === "name" || state.refused?.said === "id") state.refused = undefined;
		this.view.render();
	}

	/** The form stays open until another id is taken, since only the host knows whether it can be. */
	private rename(typedName: string, typedId: string): void {
		const { state } = this;
		const { dataSet } = state;
		const [name, id] = [typedName.trim(), typedId.trim()];
		if (name === "" || name.length > DATA_SET_NAME_LENGTH) {
			this.refuse("name", state.words.say("nameRefused", DATA_SET_NAME_LENGTH));
			return;
		}
		if (dataSet?.canChangeId === true && id !== dataSet.id) {
			if (!isDataSetId(id)) {
				this.refuse("id", state.words.say("idRefused", DATA_SET_ID_LENGTH));
				return;
			}
			state.refused = undefined;
			state.pending = "id";
			this.host.post("rename", { name, id });
			this.view.render();
			return;
		}
		this.stopRenaming();
		if (name !== dataSet?.name) this.host.post("rename", { name });
	}

	private search(text: string): void {
		const { state, view } = this;
		state.search = text;
		view.render();
		const { length } = state.found;
		const { say, count } = state.words;
		view.announce(
			length === 0
				? say("noSymbolFound")
				: say("symbolsFound", count(length), count(state.dataSet?.symbols.length ?? 0)),
		);
	}
}

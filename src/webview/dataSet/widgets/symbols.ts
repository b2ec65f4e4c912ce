import type { DataSetToHost, ShownSymbol } from "../../../protocol/dataSet/messages";
import { element, setAttributes, setText } from "../../dom";
import type { DataSetHooks } from "../page";
import type { DataSetState } from "../state";
import type { DataSetWords } from "../words";

/** From so many instruments on they can be searched. */
const SEARCHED_FROM = 12;

/** The instruments of the data set, and the charts of each. */
export class Symbols {
	readonly root = element("section", { class: "symbols", "data-testid": "symbols" });
	private readonly title = element("h2", { id: "symbols-title" });
	private readonly why = element("p", { class: "hint", id: "symbols-why" });
	private readonly search = element("input", {
		type: "search",
		class: "text-input search",
		"data-testid": "search",
		spellcheck: "false",
	});
	private readonly room = element("div", { class: "room" });
	private readonly list = element("ul", { class: "symbol-list", "data-testid": "symbolList" });
	private readonly more = element("p", { class: "hint" });
	private shown = "";

	constructor(private readonly hooks: DataSetHooks) {
		setAttributes(this.root, { "aria-labelledby": this.title.id });
		this.room.append(this.list);
		this.root.append(this.title, this.why, this.search, this.room, this.more);
		this.search.addEventListener("input", () => {
			hooks.search(this.search.value);
		});
	}

	show(state: DataSetState): void {
		const { dataSet, words, found } = state;
		if (dataSet === undefined) return;
		const { say, count } = words;
		const { symbols, symbolCount, questions } = dataSet;
		setText(this.title, say("charts"));
		const why =
			symbols.length === 0
				? say("noSymbols")
				: questions.length === 1
					? say("answerFirst")
					: questions.length > 1
						? say("answersFirst")
						: found.length === 0
							? say("noSymbolFound")
							: "";
		setText(this.why, why);
		this.why.hidden = why === "";
		this.search.hidden = symbols.length < SEARCHED_FROM;
		setAttributes(this.search, {
			"aria-label": say("findSymbol"),
			placeholder: say("findSymbol"),
		});
		if (this.search.value !== state.search) this.search.value = state.search;
		this.more.hidden = symbolCount <= symbols.length;
		setText(this.more, say("moreSymbols", count(symbols.length), count(symbolCount)));
		const isOpen = questions.length === 0;
		const key = JSON.stringify([found, isOpen, say("vwap"), say("tick")]);
		if (key === this.shown) return;
		this.shown = key;
		const { activeElement } = document;
		const focused = this.list.contains(activeElement) ? activeElement?.id : undefined;
		this.list.replaceChildren(
			...found.map((symbol) => this.row(symbol, words, isOpen, symbols.length === 1)),
		);
		if (focused) document.getElementById(focused)?.focus();
	}

	private row(
		{ symbol, trades, span, tick, step }: ShownSymbol,
		words: DataSetWords,
		isOpen: boolean,
		isOnly: boolean,
	): HTMLElement {
		const { say, count } = words;
		const facts = [
			...(trades === undefined
				? []
				: [trades === 1 ? say("oneTrade") : say("tradeCount", count(trades))]),
			...(tick === undefined ? [] : [say("tick", tick)]),
			...(step === undefined ? [] : [say("step", step)]),
		];
		const button = (
			kind: DataSetToHost["open"]["kind"],
			label: string,
			name: string,
			style: string,
		) => {
			const node = element(
				"button",
				{
					type: "button",
					id: `open-${kind}-${symbol}`,
					class: `action action-${style}`,
					"aria-label": name,
					"data-testid": `open-${kind}`,
					...(isOpen ? {} : { "aria-describedby": this.why.id }),
				},
				label,
			);
			node.disabled = !isOpen;
			node.addEventListener("click", () => {
				this.hooks.open(kind, symbol);
			});
			return node;
		};
		return element(
			"li",
			{ class: "symbol", "data-symbol": symbol },
			element("strong", { class: "symbol-name" }, symbol),
			element(
				"p",
				{ class: "facts" },
				...facts.map((fact) => element("span", { class: "fact" }, fact)),
			),
			element("p", { class: "facts" }, span === undefined ? "" : words.span(span)),
			element(
				"div",
				{ class: "symbol-actions" },
				button(
					"volumeProfile",
					say("volumeProfile"),
					say("openVolumeProfile", symbol),
					isOnly ? "primary" : "secondary",
				),
				button("vwap", say("vwap"), say("openVwap", symbol), "secondary"),
			),
		);
	}
}

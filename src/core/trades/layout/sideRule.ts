import { type Text, text } from "../../text";
import { BUY_WORDS, SELL_WORDS, sideWordsOf, type ColumnFacts } from "./columnFacts";
import { namesSide, nameWords, plainName } from "./columnNames";
import type { Body, Draft } from "./draft";
import type { FileLayout } from "./fileLayout";
import { shorten } from "./shorten";
import type { Choice, Question } from "./understood";

type SideRule = FileLayout["side"];

export const NOBODY: SideRule = { of: "nobody" };
const TRUE_WORDS: readonly string[] = ["true", "1", "t", "yes"];
const FALSE_WORDS: readonly string[] = ["false", "0", "f", "no"];

/** What the name of a column of true and false means; `undefined` where it does not say. */
function ruleOfFlag(name: string): SideRule | undefined {
	const plain = plainName(name);
	const words = nameWords(name);
	const says = (...all: readonly string[]) => all.every((word) => words.includes(word));
	if (
		says("buyer", "maker") ||
		plain === "isbuyermaker" ||
		plain === "buyermaker" ||
		plain === "m"
	) {
		return { of: "maker", buy: TRUE_WORDS, sell: FALSE_WORDS };
	}
	if (words.includes("maker")) return undefined;
	const isSold = words.includes("sell") || says("seller", "taker");
	const isBought = words.includes("buy") || says("buyer", "taker");
	if (isSold === isBought) return undefined;
	return isSold
		? { of: "taker", buy: FALSE_WORDS, sell: TRUE_WORDS }
		: { of: "taker", buy: TRUE_WORDS, sell: FALSE_WORDS };
}

function isFlag(facts: ColumnFacts): boolean {
	const words = sideWordsOf(facts);
	return words.length > 0 && words.every((word) => [...TRUE_WORDS, ...FALSE_WORDS].includes(word));
}

/** Lists of words that the product brings, not the file. */
const OWN_LISTS = [BUY_WORDS, SELL_WORDS, TRUE_WORDS, FALSE_WORDS].map(String);

/**
 * The words of a side that tell something about a file: of a list that the product brings those that the file shows, of
 * words that somebody said all.
 */
export function tellingWords(
	words: readonly string[],
	facts: ColumnFacts | undefined,
): readonly string[] {
	if (!OWN_LISTS.includes(String(words))) return words;
	const there = facts === undefined ? [] : sideWordsOf(facts);
	const seen = there.filter((word) => words.includes(word));
	return seen.length > 0 ? seen : words.slice(0, 1);
}

/** So few words can be asked about. */
const MOST_ASKED = 3;

/**
 * Whether some words of a column are sides that need no explanation, beside others that are none: both sides are there,
 * or one written out among more words than can be asked about. One letter alone tells nothing: beside `A`, `B` is a bid.
 */
export function tellsSomeSides(facts: ColumnFacts): boolean {
	const words = sideWordsOf(facts);
	const bought = words.filter((word) => BUY_WORDS.includes(word));
	const sold = words.filter((word) => SELL_WORDS.includes(word));
	if (bought.length > 0 && sold.length > 0) return true;
	const isWrittenOut = [...bought, ...sold].some((word) => !/^[a-z]$/.test(word));
	return isWrittenOut && words.length > MOST_ASKED;
}

/** Whether a column may be one of sides: few different words, or some that are sides. */
export function maySaySides(facts: ColumnFacts): boolean {
	const words = sideWordsOf(facts);
	const isFew = words.length >= 1 && words.length <= MOST_ASKED;
	return facts.isSide || facts.isBoolean || isFew || tellsSomeSides(facts);
}

/** Whether a column called `type` is one of sides: it is market or limit as often as buy or sell. */
export function isTypeOfSide(facts: ColumnFacts): boolean {
	return (
		facts.isSide || facts.isInteger || ["buy", "sell"].every((word) => facts.words.includes(word))
	);
}

/** What a column of sides says, or `undefined` where that has to be asked. */
export function sideRuleOf(name: string, facts: ColumnFacts): SideRule | undefined {
	const of = nameWords(name).includes("maker") ? "maker" : "taker";
	if (facts.isSide || tellsSomeSides(facts)) return { of, buy: BUY_WORDS, sell: SELL_WORDS };
	return isFlag(facts) ? ruleOfFlag(name) : undefined;
}

/** Words that a sentence lists. */
const MOST_LISTED = 5;
const LONGEST_LISTED = 20;

function listOf(words: readonly string[]): string {
	const listed = words.slice(0, MOST_LISTED).map((word) => shorten(word, LONGEST_LISTED));
	return [...listed, ...(words.length > MOST_LISTED ? ["…"] : [])].join(", ");
}

/**
 * Why trades have an unknown side although a column says sides or is called so: words of the column that count as
 * neither side, or a column that was not taken. Of a column without a name nothing is expected.
 */
export function sideNotes(
	{ source, side, columns, names }: Draft,
	{ isNamed, facts }: Body,
): readonly Text[] {
	const taken = facts[columns.side ?? -1];
	if (taken !== undefined) {
		if (!("buy" in side)) return [];
		const name = names[taken.position] ?? "";
		// A header that is repeated among the rows is no word of a trade.
		const others = sideWordsOf(taken).filter(
			(word) => ![...side.buy, ...side.sell, name.toLowerCase()].includes(word),
		);
		return others.length === 0
			? []
			: [
					text(
						"The column {0} also holds: {1}. Those trades have an unknown side.",
						name,
						listOf(others),
					),
				];
	}
	if (side.of !== "nobody" || !isNamed || source !== "generic") return [];
	const isFree = (position: number) => !Object.values(columns).includes(position);
	const left = facts.filter(
		(one) => isFree(one.position) && one.filled.length > 0 && namesSide(names[one.position] ?? ""),
	);
	return left.map((one) =>
		text(
			"The column {0} is not taken for the side: its words do not say who bought ({1}). All trades have an unknown side.",
			names[one.position] ?? "",
			listOf(sideWordsOf(one)),
		),
	);
}

/** Asks what the words of a column mean. */
export function sideQuestion(name: string, facts: ColumnFacts): Question {
	const [one = "", other = ""] = sideWordsOf(facts);
	const pairs: readonly (readonly [buy: string, sell: string])[] = [
		[one, other],
		[other, one],
	];
	const choices = pairs.map(([buy, sell]): Choice => ({
		label:
			buy === ""
				? text("{0}: the taker sold", sell)
				: sell === ""
					? text("{0}: the taker bought", buy)
					: text("{0}: the taker bought; {1}: the taker sold", buy, sell),
		examples: [one, other].filter((word) => word !== ""),
		answer: {
			sideWords: { buy: buy === "" ? [] : [buy], sell: sell === "" ? [] : [sell] },
			sideOf: "taker",
		},
	}));
	const unknown: Choice = {
		label: text("Leave the sides unknown"),
		examples: [],
		answer: { sideWords: { buy: [], sell: [] } },
	};
	return {
		id: "side",
		sentence: text("Which word of the column {0} says that the taker bought?", name),
		choices: [...choices, unknown],
	};
}

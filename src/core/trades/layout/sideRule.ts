import { text } from "../../text";
import { BUY_WORDS, SELL_WORDS, sideWordsOf, type ColumnFacts } from "./columnFacts";
import { nameWords, plainName } from "./columnNames";
import type { FileLayout } from "./fileLayout";
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

/** Whether a column may be one of sides: few different words. */
export function maySaySides(facts: ColumnFacts): boolean {
	const words = sideWordsOf(facts);
	return facts.isSide || facts.isBoolean || (words.length >= 1 && words.length <= 3);
}

/** What a column of sides says, or `undefined` where that has to be asked. */
export function sideRuleOf(name: string, facts: ColumnFacts): SideRule | undefined {
	const of = nameWords(name).includes("maker") ? "maker" : "taker";
	if (facts.isSide) return { of, buy: BUY_WORDS, sell: SELL_WORDS };
	return isFlag(facts) ? ruleOfFlag(name) : undefined;
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

import assert from "node:assert/strict";
import fc from "fast-check";
import {
	atEnter,
	type QuestionNow,
	type QuestionRow,
} from "../../../../../src/host/prompts/steps/atEnter";
import type { Choice } from "../../../../../src/host/prompts/steps/choices";

const choice = (code: string, more: Partial<Choice<string>> = {}): Choice<string> => ({
	code,
	label: code,
	value: code,
	...more,
});
const guess = (code: string) => choice(code, { label: "Did you mean", isGuess: true });
const asTyped = (code: string) => choice(code, { label: "Use as typed", description: code });
const NOTE = { words: "Common choices only" };

const LIST = ["BTCUSDT", "ETHUSDT", "BTCUSDC"].map((code) => choice(code));
const [BTC, ETH] = LIST as [Choice<string>, Choice<string>];

/** A question that searches while somebody types, with the editor in step, unless said otherwise. */
const question = (typed: string, more: Partial<QuestionNow<string>> = {}): QuestionNow<string> => ({
	typed,
	isValue: false,
	isLive: true,
	areRowsCurrent: true,
	sections: [{ choices: LIST }],
	listed: LIST,
	readings: typed === "" ? [] : [asTyped(typed)],
	...more,
});
const taken = (row: QuestionRow<string> | undefined, now: QuestionNow<string>) => {
	const answer = atEnter(row, now);
	return answer !== undefined && "choice" in answer ? answer.choice.value : answer;
};

describe("Enter in a question", () => {
	it("takes the row in front while the editor shows what is typed now", () => {
		assert.equal(taken({ choice: ETH }, question("")), "ETHUSDT");
		assert.equal(taken({ choice: ETH }, question("eth")), "ETHUSDT");
		assert.equal(taken({ choice: guess("BTCUSDT") }, question("btc/usdt")), "BTCUSDT");
	});

	it("takes the typed text where its row is in front, by the meaning of the row", () => {
		const readings = [asTyped("SOL"), choice("coin SOL")];
		assert.equal(taken({ reading: 1 }, question("SOL", { readings })), "coin SOL");
		assert.equal(taken({ reading: 0 }, question("SOL", { readings })), "SOL");
	});

	it("takes nothing where what is typed is no answer", () => {
		assert.equal(taken({ reading: 0 }, question("no way", { readings: [undefined] })), undefined);
		assert.equal(taken(undefined, question("", { listed: [], sections: [] })), undefined);
		assert.equal(taken({}, question("", { sections: [] })), undefined);
	});

	it("acts on the note that somebody went to, and on none that typing put in front", () => {
		assert.deepEqual(atEnter({ note: NOTE }, question("abc")), { note: NOTE });
		assert.deepEqual(atEnter({ note: NOTE, isInFront: true }, question("")), { note: NOTE });
		assert.equal(taken({ note: NOTE, isInFront: true }, question("abc")), "abc");
	});

	describe("that outruns the list", () => {
		const late = (typed: string, more: Partial<QuestionNow<string>> = {}) =>
			question(typed, { areRowsCurrent: false, ...more });

		it("takes a market that is named exactly, whatever is still in front", () => {
			assert.equal(taken({ choice: ETH }, late("btcusdt")), "BTCUSDT");
			assert.equal(taken(undefined, late("btcusdt")), "BTCUSDT");
			assert.equal(taken({ note: NOTE, isInFront: true }, late("btcusdt")), "BTCUSDT");
			assert.equal(taken({ note: NOTE }, late("btcusdt")), "BTCUSDT");
			assert.equal(taken({ note: NOTE }, late("abc")), "abc");
		});

		it("takes a row of an earlier text where it holds what is typed now, and else the text", () => {
			assert.equal(taken({ choice: BTC }, late("tcu")), "BTCUSDT");
			assert.equal(taken({ choice: ETH }, late("tcu")), "tcu");
			assert.equal(taken(undefined, late("tcu")), "tcu");
		});

		it("never takes a guess that was made for an earlier text", () => {
			assert.equal(taken({ choice: guess("BTCUSDT") }, late("did")), "did");
		});

		it("is none where the list does not change while somebody types", () => {
			assert.equal(taken({ choice: ETH }, late("tcu", { isLive: false })), "ETHUSDT");
		});
	});

	it("takes a listed value only while it answers what is typed", () => {
		const values = ["4h", "24h"].map((code) => choice(code));
		const [four, twentyFour] = values as [Choice<string>, Choice<string>];
		const now = question("4h", { isValue: true, isLive: false, listed: [four] });
		assert.equal(taken({ choice: four }, now), "4h");
		assert.equal(taken({ choice: twentyFour }, { ...now, typed: "4" }), "4h");
		assert.equal(taken({ choice: twentyFour }, { ...now, typed: "" }), "24h");
	});

	it("takes what holds the typed text, is it, or was shown for it, whatever the editor has in front", () => {
		const code = fc.constantFrom("BTCUSDT", "ETHUSDT", "BTCUSDC", "b", "usd", "xrp", "");
		fc.assert(
			fc.property(code, code, fc.boolean(), fc.boolean(), (front, typed, isCurrent, isGuess) => {
				const row = { choice: isGuess ? guess(front) : choice(front) };
				const answer = taken(row, question(typed, { areRowsCurrent: isCurrent }));
				const holds = (value: string) => value.toLowerCase().includes(typed.toLowerCase());
				if (isCurrent) assert.ok(answer === front || answer === typed);
				else if (typeof answer === "string") assert.ok(holds(answer), answer);
				else assert.equal(answer, undefined);
			}),
		);
	});
});

import assert from "node:assert/strict";
import type { QueryRange } from "../../../../src/core/query/query";
import { rangeInput } from "../../../../src/core/query/rangeInput";
import { READY_SESSIONS } from "../../../../src/core/session/session";
import { formatText, text } from "../../../../src/core/text";
import {
	beginningWith,
	type Choice,
	matchesAny,
	namedChoice,
	recentFirst,
	typedChoices,
} from "../../../../src/host/prompts/steps/choices";
import {
	type Answer,
	answerTo,
	runSteps,
	type Step,
} from "../../../../src/host/prompts/steps/steps";

const choice = (code: string): Choice<string> => ({ code, label: code, value: code });
const LIST = [{ heading: "all", choices: ["BTCUSDT", "ETHUSDT", "SOLUSDT"].map(choice) }];

/** Steps that answer with what the script says, one entry per question. */
function scripted(script: readonly string[]) {
	const seen: string[] = [];
	let at = 0;
	const step =
		(name: string): Step<Record<string, string>> =>
		(draft, { step: number, total, canGoBack }) => {
			seen.push(
				`${name} ${number}/${total}${canGoBack ? " back" : ""} ${draft[name] ?? ""}`.trim(),
			);
			const answer = script[at++] ?? "cancel";
			const given: Answer<string> =
				answer === "back" || answer === "cancel" ? answer : { value: answer };
			return Promise.resolve(answerTo(given, (value) => ({ ...draft, [name]: value })));
		};
	return { seen, steps: ["exchange", "symbol", "interval"].map(step) };
}

describe("prompts of several steps", () => {
	it("count, and offer Back on all but the first", async () => {
		const { seen, steps } = scripted(["a", "b", "c"]);
		assert.deepEqual(await runSteps("title", {}, steps), {
			exchange: "a",
			symbol: "b",
			interval: "c",
		});
		assert.deepEqual(seen, ["exchange 1/3", "symbol 2/3 back", "interval 3/3 back"]);
	});

	it("keep earlier answers when a person goes back", async () => {
		const { seen, steps } = scripted(["a", "b", "back", "back", "x", "y", "z"]);
		assert.deepEqual(await runSteps("title", {}, steps), {
			exchange: "x",
			symbol: "y",
			interval: "z",
		});
		assert.deepEqual(seen.slice(2, 5), [
			"interval 3/3 back",
			"symbol 2/3 back b",
			"exchange 1/3 a",
		]);
	});

	it("return nothing and change nothing when a person leaves", async () => {
		const initial = { exchange: "kept" };
		assert.equal(await runSteps("title", initial, scripted(["a", "cancel"]).steps), undefined);
		assert.deepEqual(initial, { exchange: "kept" });
	});

	it("begin in the middle and go back from there", async () => {
		const { seen, steps } = scripted(["back", "b", "c"]);
		await runSteps("title", { exchange: "a", symbol: "old" }, steps, 2);
		assert.deepEqual(seen, ["interval 3/3 back", "symbol 2/3 back old", "interval 3/3 back"]);
	});
});

describe("choices", () => {
	it("used last come first and stand once, with the words of the list", () => {
		const sections = recentFirst(
			"used last",
			[choice("SOLUSDT"), choice("XRPUSDT"), choice("SOLUSDT")],
			LIST,
		);
		assert.deepEqual(
			sections.map(({ heading, choices }) => [heading, choices.map(({ code }) => code)]),
			[
				["used last", ["SOLUSDT", "XRPUSDT"]],
				["all", ["BTCUSDT", "ETHUSDT"]],
			],
		);
	});

	it("keep a session of a saved market apart from another one that has its name now", () => {
		const [, london] = READY_SESSIONS;
		assert.ok(london);
		const saved = { since: { ...london, from: "07:00", to: "15:00" } };
		const row = (range: QueryRange): Choice<QueryRange> => {
			const code = rangeInput(range);
			return { code, label: code, value: range };
		};
		const ready = { since: london };
		const sections = recentFirst("used last", [row(saved)], [{ choices: [row(ready)] }]);
		assert.deepEqual(
			sections.map(({ choices }) => choices.map(({ value }) => value)),
			[[saved], [ready]],
		);
		// What Enter takes is the row of the saved one.
		assert.deepEqual(namedChoice(rangeInput(saved), sections)?.value, saved);
	});

	it("are never under an empty heading", () => {
		assert.deepEqual(
			recentFirst("used last", [], LIST).map(({ heading }) => heading),
			["all"],
		);
	});

	it("include typed text unless it names a listed one", () => {
		const readTyped = (typed: string) => ({ choices: [choice(typed)] });
		assert.deepEqual(typedChoices("btcusdt", LIST, readTyped), { choices: [] });
		assert.deepEqual(typedChoices("  ", LIST, readTyped), { choices: [] });
		assert.deepEqual(typedChoices(" DOGEUSDT ", LIST, readTyped), {
			choices: [choice("DOGEUSDT")],
		});
		assert.deepEqual(typedChoices("DOGEUSDT", LIST, undefined), { choices: [] });
	});

	it("say what is wrong with typed text", () => {
		const typed = typedChoices("a b", LIST, () => ({ problem: text("No spaces.") }));
		assert.ok("problem" in typed);
		assert.equal(formatText(typed.problem), "No spaces.");
	});

	it("that are values are found by how they or their words begin, never by how they end", () => {
		const words = (code: string, label: string): Choice<string> => ({
			...choice(code),
			label,
			description: code,
		});
		const ranges = [
			{
				heading: "ranges",
				choices: [words("24h", "Last 24 hours"), words("4h", "Last 4 hours"), words("10s", "10 s")],
			},
		];
		const found = (typed: string) =>
			beginningWith(typed, ranges).flatMap(({ choices }) => choices.map(({ code }) => code));
		assert.deepEqual(found("0s"), []);
		assert.deepEqual(found("4h"), ["4h"]);
		assert.deepEqual(found("4 H"), ["4h"]);
		assert.deepEqual(found("hours"), ["24h", "4h"]);
		assert.deepEqual(found("last 2"), ["24h"]);
		assert.deepEqual(found("1"), ["10s"]);
	});

	it("tell whether a search still finds something", () => {
		assert.equal(matchesAny("usdt", LIST), true);
		assert.equal(matchesAny("doge", LIST), false);
	});
});

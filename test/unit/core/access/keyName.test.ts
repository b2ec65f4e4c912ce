import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanKeyName, KEY_NAME_LENGTH, keyNameProblem } from "../../../../src/core/access/keyName";
import { formatText } from "../../../../src/core/text";

const problem = (name: string, ...taken: string[]) => {
	const found = keyNameProblem(name, taken);
	return found && formatText(found);
};

describe("the name of a key", () => {
	it("is a line of what people type", () => {
		for (const name of [
			"Team",
			"own",
			" Desk 2 ",
			"チーム",
			"Büro ☕️",
			"x".repeat(KEY_NAME_LENGTH),
			"Team of floor 3, desk of 2026",
		]) {
			assert.equal(problem(name), undefined, name);
		}
	});

	for (const [name, why] of [
		["", /Enter a name/],
		[" \t", /Enter a name/],
		["\u200B\u202E", /Enter a name/],
		["Te\u202Eam", /nobody sees/],
		["Te\u0007am", /nobody sees/],
		["Team\nOwn", /nobody sees/],
		["x".repeat(KEY_NAME_LENGTH + 1), /too long: 41 characters/],
		["0123456789abcdef0123456789abcdef", /looks like a key/],
		["sk-live-4c1b77d0e9_90AF2d31cb", /looks like a key/],
		["KAIKO_API_KEY=4c1b77d0e9", /looks like a key/],
		["f0".repeat(64), /looks like a key/],
	] as const) {
		it(`is not ${JSON.stringify(name)}`, () => assert.match(problem(name) ?? "", why));
	}

	it("is that of one key of its place, however it is written", () => {
		assert.match(problem("team", "Own", "Team") ?? "", /Another key is called team/);
		assert.match(problem("Ｔｅａｍ", "Team") ?? "", /Another key is called/);
		assert.equal(problem("Team 2", "Team"), undefined);
	});

	it("has no character in it that turns the words around it, whatever was typed", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (typed) => {
				const name = cleanKeyName(typed);
				assert.doesNotMatch(name, /[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F]/u);
				assert.equal(cleanKeyName(name), name);
			}),
		);
	});
});

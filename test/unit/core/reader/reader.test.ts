import assert from "node:assert/strict";
import * as fc from "fast-check";
import * as read from "../../../../src/core/reader";

interface Leaf {
	readonly kind: "leaf";
	readonly size: number;
}

interface Branch {
	readonly kind: "branch";
	readonly leaves: readonly Leaf[];
	readonly name?: string;
}

const leaf = read.fields<Leaf>({ kind: read.literal("leaf"), size: read.count });
const branch = read.fields<Branch>({
	kind: read.literal("branch"),
	leaves: read.list(leaf, 3),
	name: read.optional(read.text(4)),
});
const part = read.variant<Leaf | Branch, "kind">("kind", { leaf, branch });
const tree = read.fields<{ parts: (Leaf | Branch)[]; words: Record<string, string> }>({
	parts: read.list(part, 10),
	words: read.record(read.text(4), 2),
});

/** The path and the message of the failure, or a failed test. */
function misfit(reader: read.Reader<unknown>, value: unknown): [path: string, message: string] {
	try {
		reader(value);
	} catch (error) {
		assert.ok(error instanceof read.DecodeError, String(error));
		return [error.path, error.message];
	}
	assert.fail(`${JSON.stringify(value)} was taken`);
}

describe("reading values from outside", () => {
	const whole = {
		parts: [
			{ kind: "leaf", size: 1 },
			{ kind: "branch", leaves: [{ kind: "leaf", size: 0 }], name: "oak" },
		],
		words: { a: "b" },
	};

	it("takes what fits, unchanged", () => {
		assert.deepEqual(tree(structuredClone(whole)), whole);
	});

	it("drops fields that nobody reads, at every depth", () => {
		const value = {
			parts: [{ kind: "leaf", size: 1, path: "/etc/passwd" }],
			words: {},
			more: true,
		};
		assert.deepEqual(tree(value), { parts: [{ kind: "leaf", size: 1 }], words: {} });
	});

	it("leaves out what is absent instead of writing undefined", () => {
		assert.deepEqual(Object.keys(branch({ kind: "branch", leaves: [], name: undefined })), [
			"kind",
			"leaves",
		]);
	});

	const wrong: readonly (readonly [name: string, value: unknown, path: string, message: string])[] =
		[
			["no object", 5, "", "the value is not an object"],
			["a list for an object", [], "", "the value is not an object"],
			["nothing for a list", { words: {} }, "parts", "parts is not a list"],
			[
				"a number in a list",
				{ ...whole, parts: [whole.parts[0], 7] },
				"parts[1]",
				"parts[1] is not an object",
			],
			[
				"an unknown kind",
				{ ...whole, parts: [{ kind: "root" }] },
				"parts[0].kind",
				"parts[0].kind is not one of leaf, branch",
			],
			[
				"a negative count far inside",
				{
					...whole,
					parts: [
						{
							kind: "branch",
							leaves: [
								{ kind: "leaf", size: 1 },
								{ kind: "leaf", size: -1 },
							],
						},
					],
				},
				"parts[0].leaves[1].size",
				"parts[0].leaves[1].size is not a count",
			],
			[
				"a list that is too long",
				{ ...whole, parts: [{ kind: "branch", leaves: new Array(4).fill(whole.parts[0]) }] },
				"parts[0].leaves",
				"parts[0].leaves is not a list of at most 3",
			],
			[
				"a text that is too long",
				{ ...whole, words: { a: "b", c: "hello" } },
				"words.c",
				"words.c is not a text of at most 4 characters",
			],
			[
				"an object of too many fields",
				{ ...whole, words: { a: "", b: "", c: "" } },
				"words",
				"words is not an object of at most 2 fields",
			],
		];
	for (const [name, value, path, message] of wrong) {
		it(`names the field of ${name}`, () => {
			assert.deepEqual(misfit(tree, value), [path, message]);
		});
	}

	it("takes nothing from a prototype", () => {
		const inherited: unknown = Object.create({ kind: "leaf", size: 1 });
		assert.deepEqual(misfit(leaf, inherited), ["kind", "kind is not leaf"]);
		assert.equal(misfit(part, inherited)[0], "kind");
		for (const kind of ["constructor", "toString", "__proto__"]) {
			assert.equal(misfit(part, { kind })[0], "kind");
		}
		const words = read.record(read.text(), 5)(JSON.parse('{"__proto__":"x"}'));
		assert.equal(Object.getPrototypeOf(words), Object.prototype);
		assert.ok(Object.hasOwn(words, "__proto__"));
	});

	it("reads numbers by their rule", () => {
		assert.deepEqual([0, 12].map(read.count), [0, 12]);
		for (const value of [-1, 0.5, 2 ** 53, NaN, "1", undefined, null]) misfit(read.count, value);
		for (const value of [Infinity, NaN, "1", null, 1n]) misfit(read.number, value);
		for (const value of [0, -1, Infinity]) misfit(read.positive, value);
		assert.deepEqual([1, 100].map(read.between(1, 100)), [1, 100]);
		for (const value of [0.99, 100.01, NaN]) {
			assert.match(misfit(read.between(1, 100), value)[1], /a number/);
		}
	});

	it("tells absent, null and unfit values apart", () => {
		assert.equal(read.optional(read.flag)(undefined), undefined);
		misfit(read.optional(read.flag), null);
		assert.equal(read.nullable(read.flag)(null), null);
		misfit(read.nullable(read.flag), undefined);
		assert.equal(read.omissible(read.flag)(null), undefined);
		assert.equal(read.omissible(read.flag)(undefined), undefined);
		misfit(read.omissible(read.flag), 0);
		assert.equal(read.tolerant(read.flag)("yes"), undefined);
		assert.deepEqual(read.record(read.tolerant(read.flag), 2)({ a: true, b: "yes" }), { a: true });
		assert.equal(read.attempt(leaf, { kind: "leaf", size: 2 })?.size, 2);
		assert.equal(read.attempt(leaf, {}), undefined);
	});

	it("checks rules and transforms values", () => {
		const odd = read.where(read.count, (value) => value % 2 === 1, "an odd count");
		assert.equal(odd(3), 3);
		assert.deepEqual(misfit(read.list(odd, 9), [1, 2]), ["[1]", "[1] is not an odd count"]);
		assert.equal(read.map(read.count, (value) => `${value} rows`)(7), "7 rows");
		assert.ok(read.instance(ArrayBuffer, "a buffer")(new ArrayBuffer(1)).byteLength === 1);
		misfit(read.instance(ArrayBuffer, "a buffer"), new Uint8Array(1));
	});

	it("names a whole value that does not fit", () => {
		assert.equal(misfit(read.named("answer", leaf), [])[1], "answer is not an object");
		assert.equal(misfit(read.named("answer", leaf), { kind: "leaf" })[0], "answer.size");
		assert.equal(misfit(read.named("data", read.list(leaf, 1)), [1])[0], "data[0]");
	});

	it("passes on other errors", () => {
		const broken = read.list(() => {
			throw new RangeError("of our own making");
		}, 1);
		assert.throws(() => broken([1]), RangeError);
		assert.throws(() => read.attempt(broken, [1]), RangeError);
	});

	it("returns the value or throws a misfit, for any value", () => {
		fc.assert(
			fc.property(fc.anything({ withBigInt: true, withTypedArray: true }), (value) => {
				assert.equal(read.attempt(tree, value), undefined);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("names the one field that is broken, wherever it is", () => {
		const breaks = fc.constantFrom<readonly [path: string, where: (string | number)[]]>(
			["parts", ["parts"]],
			["parts[0].size", ["parts", 0, "size"]],
			["parts[1].leaves", ["parts", 1, "leaves"]],
			["parts[1].leaves[0]", ["parts", 1, "leaves", 0]],
			["parts[1].leaves[0].size", ["parts", 1, "leaves", 0, "size"]],
			["parts[1].name", ["parts", 1, "name"]],
			["words.a", ["words", "a"]],
		);
		fc.assert(
			fc.property(breaks, fc.constantFrom(null, true, 1n, -0.5), ([path, keys], bad) => {
				const value: unknown = structuredClone(whole);
				let target = value as Record<string | number, unknown>;
				for (const key of keys.slice(0, -1)) target = target[key] as typeof target;
				target[keys.at(-1) ?? ""] = bad;
				assert.equal(misfit(tree, value)[0], path);
			}),
		);
	});
});

const kind = read.literal("branch");
const leafKind = read.literal("leaf");
const leaves = read.list(leaf, 3);

/** What does not compile: a field or a kind without its reader, and a reader of something else. */
export const MUST_NOT_COMPILE = {
	// @ts-expect-error size has no reader
	missing: () => read.fields<Leaf>({ kind: leafKind }),
	// @ts-expect-error name is a text and no count
	other: () => read.fields<Branch>({ kind, leaves, name: read.count }),
	// @ts-expect-error size may not be absent
	absent: () => read.fields<Leaf>({ kind: leafKind, size: read.optional(read.count) }),
	// @ts-expect-error branch has no reader
	variant: () => read.variant<Leaf | Branch, "kind">("kind", { leaf }),
};

import assert from "node:assert/strict";
import * as fc from "fast-check";
import { canonicalJson, viewKey } from "../../../../src/core/query/canonical";
import type { MarketQuery } from "../../../../src/core/query/query";

describe("canonical JSON", () => {
	it("sorts keys at every depth and keeps the order of lists", () => {
		assert.equal(
			canonicalJson({ b: [{ d: 1, c: "x" }, null], a: true }),
			'{"a":true,"b":[{"c":"x","d":1},null]}',
		);
	});

	it("leaves out absent fields", () => {
		assert.equal(canonicalJson({ a: undefined, b: 1 }), '{"b":1}');
	});

	for (const value of [NaN, Infinity, 1n, undefined, () => 1, [undefined]]) {
		it(`refuses ${Array.isArray(value) ? "a hole in a list" : String(value)}`, () => {
			assert.throws(() => canonicalJson(value), { name: "TypeError" });
		});
	}

	it("is JSON of the same value, whatever the order of its keys", () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const canonical = canonicalJson(value);
				assert.equal(JSON.stringify(JSON.parse(canonical)).length, canonical.length);
				assert.equal(canonicalJson(reversed(value)), canonical);
			}),
			{ numRuns: 10_000 },
		);
	});
});

function reversed(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(reversed);
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).reverse();
	return Object.fromEntries(entries.map(([key, field]) => [key, reversed(field)]));
}

describe("the key of a view", () => {
	const query: MarketQuery = {
		kind: "vwap",
		provider: "trades",
		dataset: "sample",
		symbol: "BTC-USDT",
		interval: "1h",
		range: { last: "24h" },
	};

	it("is the same however the query was written", () => {
		const { kind, ...rest } = query;
		assert.equal(viewKey([{ ...rest, kind }]), viewKey([query]));
	});

	it("differs when the question does", () => {
		assert.notEqual(viewKey([{ ...query, symbol: "ETH-USDT" }]), viewKey([query]));
		assert.notEqual(viewKey([query, query]), viewKey([query]));
	});
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSizes, sizesInput } from "../../../../src/core/query/sizeInput";
import type { TradeSizes } from "../../../../src/core/query/query";

describe("typed sizes of trades", () => {
	const sizes: readonly (readonly [string, TradeSizes | undefined])[] = [
		["", undefined],
		["all", undefined],
		["5", { min: 5 }],
		[">=5", { min: 5 }],
		["≥ 5 BTC", { min: 5 }],
		["<= 0.5 btc", { max: 0.5 }],
		["1..10", { min: 1, max: 10 }],
		["1000 .. 5000 USDT", { min: 1_000, max: 5_000, in: "notional" }],
		["≥ 1e6 notional", { min: 1_000_000, in: "notional" }],
	];
	for (const [typed, size] of sizes) {
		it(`are read as meant, ${JSON.stringify(typed)}`, () => {
			assert.deepEqual(parseSizes(typed, "BTC-USDT"), { ok: true, size });
		});
	}

	for (const typed of ["x", "-5", "0", "10..1", "≥ 1..2", "5 ETH", "1..", "..5", "1.2.3", "5 5"]) {
		it(`are refused with a way forward, ${typed}`, () => {
			assert.equal(parseSizes(typed, "BTC-USDT").ok, false);
		});
	}

	it("read back as they are written, whatever the numbers", () => {
		const number = fc.double({ min: 1e-12, max: 1e15, noNaN: true });
		const any = fc
			.tuple(number, number, fc.constantFrom("min", "max", "both"), fc.boolean())
			.map(([a, b, which, isNotional]): TradeSizes => ({
				...(which !== "max" && { min: Math.min(a, b) }),
				...(which !== "min" && { max: Math.max(a, b) }),
				...(isNotional && { in: "notional" as const }),
			}));
		fc.assert(
			fc.property(any, (size) => {
				assert.deepEqual(parseSizes(sizesInput(size), "BTCUSDT"), { ok: true, size });
			}),
		);
	});
});

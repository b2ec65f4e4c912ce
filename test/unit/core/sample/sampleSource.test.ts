import assert from "node:assert/strict";
import { readDecimal } from "../../../../src/core/decimal";
import { sampleSources } from "../../../../src/core/sample/sampleSource";
import { tapeForDay, TAPE_MARKETS } from "../../../../src/core/sample/tape";
import { DAY_MS, epochMs, HOUR_MS, toIso } from "../../../../src/core/time";
import type { ProfilePlan, TradesPlan, VwapPlan } from "../../../../src/core/trades/plan";
import type { TradesSource } from "../../../../src/core/trades/source";

const DAY = Date.UTC(2026, 2, 24);
const plan = { symbol: "BTC-USDT", interval: HOUR_MS } as const;
const days = (count: number) => ({ from: epochMs(DAY), to: epochMs(DAY + count * DAY_MS) });
const vwap = (count: number): VwapPlan => ({ ...plan, kind: "vwap", range: days(count) });
const profile: ProfilePlan = {
	...plan,
	kind: "volumeProfile",
	range: days(1),
	step: readDecimal("10"),
	unit: "base",
};

const total = (column: readonly bigint[]) => column.reduce((sum, each) => sum + each, 0n);

describe("the sample as a source of trades", () => {
	let source: TradesSource;
	const ask = (asked: TradesPlan, signal = new AbortController().signal) =>
		source.sum(asked, { signal });

	const unhurried = { signal: new AbortController().signal };

	before(async () => {
		const found = await sampleSources.find("sample", unhurried);
		assert.ok(found !== undefined);
		source = found;
	});

	it("is found by its id alone", async () => {
		assert.deepEqual(await sampleSources.ids(), ["sample", "sample-b"]);
		assert.equal(await sampleSources.find("mine", unhurried), undefined);
	});

	it("says what it covers and when each symbol traded last", () => {
		assert.deepEqual([source.span.from, source.span.to].map(toIso), [
			"2026-03-01T00:00:00.000Z",
			"2026-03-29T00:00:00.000Z",
		]);
		for (const { symbol, lastTrade } of source.symbols) {
			assert.match(toIso(lastTrade), /^2026-03-28T23:5\d/, symbol);
		}
	});

	it("adds up every trade of a plan as whole numbers", async () => {
		const [tape] = TAPE_MARKETS;
		assert.ok(tape !== undefined);
		const { prices, quantities } = tapeForDay(tape, DAY / DAY_MS);
		const sold = [...quantities].map((quantity) => BigInt(quantity));
		const paid = sold.map((quantity, at) => quantity * BigInt(prices[at] ?? NaN));
		const volumes = await ask(profile);
		assert.ok("rows" in volumes);
		assert.equal(total(volumes.buy) + total(volumes.sell), total(sold));
		const sums = await ask(vwap(1));
		assert.ok("notional" in sums);
		assert.equal(total(sums.quantity), total(sold));
		assert.equal(total(sums.notional), total(paid));
	});

	it("has half a million trades at two venues", async () => {
		const counts = new Map<string, number>();
		for (const dataset of await sampleSources.ids()) {
			const venue = await sampleSources.find(dataset, unhurried);
			assert.ok(venue !== undefined);
			for (const { symbol } of venue.symbols) {
				const range = venue.span;
				const sums = await venue.sum({ ...vwap(1), symbol, range }, unhurried);
				assert.ok("notional" in sums);
				const count = sums.count.reduce((sum, each) => sum + each, 0);
				counts.set(`${dataset} ${symbol}`, count);
			}
		}
		assert.deepEqual(Object.fromEntries(counts), {
			"sample BTC-USDT": 223_205,
			"sample ETH-USDT": 179_386,
			"sample-b BTC-USDT": 57_801,
			"sample-b ETH-USDT": 47_230,
		});
	});

	it("answers with nothing where a plan is outside of its weeks", async () => {
		const range = { from: epochMs(0), to: epochMs(DAY_MS) };
		const sums = await ask({ ...vwap(1), range });
		assert.equal(sums.starts.length, 0);
	});

	it("tells how much of the trades it has read", async () => {
		const shares: number[] = [];
		const { signal } = new AbortController();
		await source.sum(vwap(4), { signal, onProgress: (share) => shares.push(share) });
		assert.deepEqual(shares, [0.25, 0.5, 0.75, 1]);
	});

	it("stops where it is told to", async () => {
		const stop = new AbortController();
		const shares: number[] = [];
		const onProgress = (share: number) => {
			shares.push(share);
			stop.abort();
		};
		await assert.rejects(source.sum(vwap(4), { signal: stop.signal, onProgress }), {
			name: "ProviderError",
			kind: "cancelled",
			provider: "trades",
		});
		assert.deepEqual(shares, [0.25]);
	});
});

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatDecimal, readDecimal } from "../../../src/core/decimal";
import { durationMs, epochMs } from "../../../src/core/time";
import { understand } from "../../../src/core/trades/layout/understand";
import { intervalTotals, rowTotals } from "../../support/tapes/exactTotals";
import { TAPE_LAYOUTS, tapeFile } from "../../support/tapes/tapes";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { judgedFile, useEngine, UNTIL_DONE } from "./engineTools";

const STEP = "2.5";
const INTERVAL = 60_000;

describe("files in the layouts of sources", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();
	const engine = useEngine();

	for (const layout of TAPE_LAYOUTS) {
		it(`add up to what was written into them, ${layout}`, async () => {
			const { name, bytes, trades } = tapeFile(layout, { seed: 7, trades: 300 });
			const path = join(folder(), name);
			writeFileSync(path, bytes);
			const [head] = await engine().head([path], UNTIL_DONE);
			assert.ok(head !== undefined);
			const understood = understand(head);
			assert.ok(understood.ok && understood.questions.length === 0);
			const file = await judgedFile(engine(), path, understood.layout);
			assert.deepEqual(file.bad, { count: 0, first: [] });
			const symbols = [...new Set(trades.map(({ symbol }) => symbol))].sort();
			assert.deepEqual(file.symbols.map(({ symbol }) => symbol).sort(), symbols);

			for (const symbol of symbols) {
				const times = trades.map(({ microseconds }) => Number(microseconds) / 1_000);
				const range = {
					from: epochMs(Math.min(...times) - INTERVAL),
					to: epochMs(Math.max(...times) + INTERVAL),
				};
				const plan = { symbol, interval: durationMs(INTERVAL), range };
				const [profile, vwap] = await Promise.all([
					engine().sum(
						{ ...plan, kind: "volumeProfile", step: readDecimal(STEP), unit: "base" },
						[file],
						UNTIL_DONE,
					),
					engine().sum({ ...plan, kind: "vwap" }, [file], UNTIL_DONE),
				]);
				assert.ok("rows" in profile && "notional" in vwap);
				const volume = (units: bigint | undefined) =>
					formatDecimal({ units: units ?? 0n, places: profile.places });
				const rows = Array.from(profile.starts).flatMap((start, at) =>
					Array.from(profile.rows)
						.map((row, index) => ({ row, index }))
						.slice(profile.offsets[at], profile.offsets[at + 1])
						.map(({ row, index }) => [
							start,
							formatDecimal({ units: BigInt(row) * 25n, places: 1 }),
							volume(profile.buy[index]),
							volume(profile.sell[index]),
							volume(profile.unknown[index]),
						]),
				);
				assert.deepEqual(rows, rowTotals(trades, { symbol, interval: INTERVAL, step: STEP }));
				const { priceDecimals, quantityDecimals } = vwap;
				const intervals = Array.from(vwap.starts, (start, at) => ({
					start,
					notional: formatDecimal({
						units: vwap.notional[at] ?? 0n,
						places: priceDecimals + quantityDecimals,
					}),
					quantity: formatDecimal({ units: vwap.quantity[at] ?? 0n, places: quantityDecimals }),
					count: vwap.count[at],
					open: String(vwap.open[at]),
					high: String(vwap.high[at]),
					low: String(vwap.low[at]),
					close: String(vwap.close[at]),
				}));
				assert.deepEqual(intervals, intervalTotals(trades, { symbol, interval: INTERVAL }));
			}
		});
	}
});

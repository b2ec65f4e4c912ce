import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shippedSample } from "../../../src/app/dataSets/shippedSample";
import { readDecimal } from "../../../src/core/decimal";
import { sampleSources } from "../../../src/core/sample/sampleSource";
import { DAY_MS, durationMs, epochMs, HOUR_MS, MINUTE_MS } from "../../../src/core/time";
import type { TradesPlan } from "../../../src/core/trades/plan";
import type { TradesSource, TradesSources } from "../../../src/core/trades/source";
import { script } from "../package/scripts";
import { plainSums, startEngine, UNTIL_DONE, useEngine } from "./engineTools";

interface SampleScript {
	readonly laySampleFiles: (folder: string) => Promise<void>;
}

const at = (day: number, hour = 0) => epochMs(Date.UTC(2026, 2, day, hour));

/** Plans over one instrument, each with another way to add up. */
function plansOf({ symbols, span }: TradesSource): TradesPlan[] {
	return symbols.flatMap(({ symbol, step }): TradesPlan[] => [
		{ kind: "vwap", symbol, interval: HOUR_MS, range: span },
		{ kind: "vwap", symbol, interval: MINUTE_MS, range: { from: at(26), to: at(27) } },
		{
			kind: "vwap",
			symbol,
			interval: durationMs(7 * DAY_MS),
			range: span,
			until: at(20, 7),
			size: { min: readDecimal("0.5"), in: "base" },
		},
		{
			kind: "volumeProfile",
			symbol,
			interval: HOUR_MS,
			range: { from: at(22), to: at(29) },
			step,
			unit: "base",
		},
		{
			kind: "volumeProfile",
			symbol,
			interval: DAY_MS,
			range: span,
			step: readDecimal("0.37"),
			unit: "USD",
		},
	]);
}

describe("files of the sample data", function () {
	this.timeout(60_000);
	const engine = useEngine();
	let folder: string;
	let read: TradesSources;
	before(async () => {
		folder = mkdtempSync(join(tmpdir(), "value-area-sample-"));
		const { laySampleFiles } = await script<SampleScript>("sampleFiles.mjs");
		await laySampleFiles(folder);
		read = shippedSample({ engine: engine(), folder, plain: sampleSources });
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	const find = async (sources: TradesSources, dataset: string): Promise<TradesSource> =>
		(await sources.find(dataset, UNTIL_DONE)) ?? assert.fail(`no ${dataset}`);

	it("are small enough to ship, one for each data set", async () => {
		const files = readdirSync(folder);
		assert.deepEqual(files.sort(), (await sampleSources.ids()).map((id) => `${id}.parquet`).sort());
		const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
		assert.ok(bytes < 5_000_000, `${bytes} bytes`);
	});

	for (const dataset of ["sample", "sample-b"]) {
		it(`give the same numbers as the plain loop, ${dataset}`, async () => {
			const [filed, plain] = [await find(read, dataset), await find(sampleSources, dataset)];
			assert.notEqual(filed, plain);
			assert.deepEqual(filed.symbols, plain.symbols);
			for (const plan of plansOf(plain)) {
				const [ours, theirs] = await Promise.all([
					filed.sum(plan, UNTIL_DONE),
					plain.sum(plan, UNTIL_DONE),
				]);
				assert.ok(ours.starts.length > 0);
				assert.deepEqual(plainSums(ours), plainSums(theirs));
			}
		});
	}

	it("are left alone where there is no engine, and missed by nobody where they are not", async () => {
		const withoutEngine = shippedSample({ engine: undefined, folder, plain: sampleSources });
		assert.equal(await find(withoutEngine, "sample"), await find(sampleSources, "sample"));
		const elsewhere = join(folder, "elsewhere");
		const without = shippedSample({ engine: engine(), folder: elsewhere, plain: sampleSources });
		assert.equal(await find(without, "sample"), await find(sampleSources, "sample"));
		assert.equal(await read.find("mine", UNTIL_DONE), undefined);
	});

	it("are not needed where the engine does not run", async () => {
		const broken = startEngine(folder, { file: join(folder, "nothing.js") });
		try {
			const source = await find(
				shippedSample({ engine: broken, folder, plain: sampleSources }),
				"sample-b",
			);
			const [plan] = plansOf(source);
			assert.ok(plan !== undefined);
			assert.ok((await source.sum(plan, UNTIL_DONE)).starts.length > 0);
		} finally {
			await broken.dispose();
		}
	});

	it("answer who asks next although the first one cancelled", async () => {
		const source = await find(
			shippedSample({ engine: engine(), folder, plain: sampleSources }),
			"sample",
		);
		const [plan] = plansOf(source);
		assert.ok(plan !== undefined);
		const impatient = new AbortController();
		const cancelled = source.sum(plan, { signal: impatient.signal });
		impatient.abort();
		await assert.rejects(cancelled, { name: "ProviderError", kind: "cancelled" });
		assert.ok((await source.sum(plan, UNTIL_DONE)).starts.length > 0);
	});
});

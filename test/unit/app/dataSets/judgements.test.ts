import assert from "node:assert/strict";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Judgements } from "../../../../src/app/dataSets/judgements";
import { text } from "../../../../src/core/text";
import { epochMs } from "../../../../src/core/time";
import { type Judgement, NOT_JUDGED } from "../../../../src/core/trades/dataSet/judgement";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";

const JUDGEMENT: Judgement = {
	said: { zone: "Europe/London" },
	source: text("Tape of {0}", "somebody"),
	steps: { "BTC-USDT": { units: 5n, places: 1 } },
	files: [],
};

const OF_TABLE: Judgement = {
	...JUDGEMENT,
	said: { final: true },
	table: {
		reading: { zone: "UTC", final: true },
		columns: [{ name: "ts", type: "DateTime64(9)" }],
		verdict: {
			ref: { connection: "https://house.example.com", database: "md", table: "tape" },
			layout: {
				columns: { time: "ts", price: "px", size: "qty" },
				timeUnit: "ns",
				side: { of: "nobody" },
				priceScale: 2,
				final: true,
			},
			symbol: "BTC-USDT",
			version: { rows: 3, modifiedMs: 1_709_640_000_000 },
			trades: 2,
			leftOut: 1,
			unknownSide: 2,
			hasNumericIds: false,
			symbols: [
				{
					symbol: "BTC-USDT",
					trades: 2,
					span: { from: epochMs(5), to: epochMs(9) },
					tick: { units: 5n, places: 1 },
					days: [
						{
							day: epochMs(0),
							trades: 2,
							low: { units: 12345678901234567890123456n, places: 9 },
							high: { units: 12345678901234567890123457n, places: 9 },
						},
					],
					largestSize: { units: 1n, places: 0 },
				},
			],
			lastDay: { day: epochMs(0), leftOut: 1, unknownSide: 2 },
			facts: { price: { places: 9, digits: 26 }, idDigits: 4 },
		},
	},
};

describe("judgements", () => {
	const folder = useTemporaryFolder();
	const judgements = () => new Judgements(join(folder(), "judgements"), new KeptLog());
	const file = () => {
		const [name = ""] = readdirSync(join(folder(), "judgements"));
		return join(folder(), "judgements", name);
	};

	it("are kept for each definition, and found by another window", async () => {
		await judgements().write("/a.json", JUDGEMENT);
		assert.deepEqual(await judgements().read("/a.json"), JUDGEMENT);
		assert.deepEqual(await judgements().read("/b.json"), NOT_JUDGED);
	});

	it("hold what was found of a table, and heights of rows without it", async () => {
		await judgements().write("/t.json", OF_TABLE);
		assert.deepEqual(await judgements().read("/t.json"), OF_TABLE);
		await judgements().forgetVerdicts("/t.json");
		const { table, steps } = await judgements().read("/t.json");
		assert.deepEqual([table, steps], [undefined, OF_TABLE.steps]);
	});

	it("of files stand as earlier versions wrote them", async () => {
		const store = judgements();
		await store.write("/a.json", JUDGEMENT);
		const former = {
			schema: 1,
			said: { zone: "Europe/London" },
			source: { message: "Tape of {0}", args: ["somebody"] },
			steps: { "BTC-USDT": "0.5" },
			files: [],
		};
		assert.deepEqual(JSON.parse(readFileSync(file(), "utf8")), former);
		writeFileSync(file(), JSON.stringify({ ...former, files: [{}] }));
		assert.deepEqual(await store.read("/a.json"), NOT_JUDGED);
	});

	it("are read from disk once, and again when another window wrote them", async () => {
		const [here, there] = [judgements(), judgements()];
		await there.write("/a.json", JUDGEMENT);
		const first = await here.read("/a.json");
		assert.equal(await here.read("/a.json"), first);
		await there.write("/a.json", { ...JUDGEMENT, said: {} });
		assert.deepEqual((await here.read("/a.json")).said, {});
		await there.forget("/a.json");
		assert.deepEqual(await here.read("/a.json"), NOT_JUDGED);
	});

	it("are no loss when they are damaged or of another version", async () => {
		const store = judgements();
		await store.write("/a.json", JUDGEMENT);
		for (const damage of ["{ half", "[]", JSON.stringify({ schema: 9 }), ""]) {
			writeFileSync(file(), damage);
			assert.deepEqual(await store.read("/a.json"), NOT_JUDGED);
		}
	});

	it("that cannot be written are told in the log alone", async function () {
		if (process.getuid?.() === 0) {
			writeFileSync(join(folder(), "judgements"), "a file in the place of the folder");
		} else {
			chmodSync(folder(), 0o500);
		}
		const log = new KeptLog();
		await new Judgements(join(folder(), "judgements"), log).write("/a.json", JUDGEMENT);
		assert.match(log.lines.join("\n"), /was not kept/);
		chmodSync(folder(), 0o700);
	});
});

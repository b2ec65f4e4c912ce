import assert from "node:assert/strict";
import {
	appendFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DataSets, type DataSetsOptions } from "../../../../src/app/dataSets/dataSets";
import { Definitions } from "../../../../src/app/dataSets/definitions";
import { WORKSPACE_DATA_SETS } from "../../../../src/app/dataSets/places";
import { Judgements } from "../../../../src/app/dataSets/judgements";
import { formatDecimal } from "../../../../src/core/decimal";
import { createRunQuery } from "../../../../src/app/runQuery";
import { isProviderError, type ErrorKind } from "../../../../src/core/errors/errors";
import { describeError } from "../../../../src/core/errors/errorText";
import { kaikoFeed } from "../../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../../src/core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../../../../src/core/feeds/trades/feed";
import { FIXED_LIMITS, SETTABLE_LIMITS } from "../../../../src/core/limits";
import type { TradesQuery } from "../../../../src/core/query/query";
import { openResult } from "../../../../src/core/result/openResult";
import { sampleSources } from "../../../../src/core/sample/sampleSource";
import { formatText } from "../../../../src/core/text";
import { durationMs, epochMs, toIso } from "../../../../src/core/time";
import type { TradesEngine } from "../../../../src/core/trades/engine";
import { intervalTotals, rowTotals } from "../../../support/tapes/exactTotals";
import { TAPE_LAYOUTS, tapeFile } from "../../../support/tapes/tapes";
import { signedOut } from "../../engine/clickhouse/madeServers";
import { UNTIL_DONE, useEngine } from "../../engine/engineTools";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";

const MINUTE = 60_000;

/** Says which files were read in full, and otherwise does what the engine does. */
class WatchedEngine {
	readonly judged: string[] = [];
	readonly engine: TradesEngine;

	constructor(engine: TradesEngine) {
		this.engine = {
			expand: (files, options) => engine.expand(files, options),
			head: (files, options) => engine.head(files, options),
			judge: (files, options) => {
				this.judged.push(...files.map(({ version }) => version.path));
				return engine.judge(files, options);
			},
			sum: (plan, files, options) => engine.sum(plan, files, options),
			dispose: () => engine.dispose(),
		};
	}
}

function rowsOf(trades: readonly (readonly [number, string, string, string])[]): string {
	const rows = trades.map((row) => row.join(","));
	return ["time,price,size,side", ...rows, ""].join("\n");
}

const NOON = Date.parse("2024-03-05T12:00:00Z");
const SOME = rowsOf([
	[NOON, "100.5", "1", "buy"],
	[NOON + 1_000, "101", "2.5", "sell"],
	[NOON + 61_000, "99.5", "0.25", "buy"],
]);

async function assertRejects(
	promise: Promise<unknown>,
	kind: ErrorKind,
	sentence: RegExp,
): Promise<void> {
	await assert.rejects(promise, (error) => {
		assert.ok(isProviderError(error), String(error));
		assert.equal(error.kind, kind);
		assert.match(formatText(describeError(error).text), sentence);
		return true;
	});
}

describe("data sets", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();
	const engine = useEngine();

	function dataSets(options: Partial<DataSetsOptions> & { readonly workspace?: string } = {}) {
		const { workspace, ...rest } = options;
		return new DataSets({
			definitions: new Definitions({
				folder: join(folder(), "datasets"),
				workspaces: () => (workspace === undefined ? [] : [workspace]),
				log: new KeptLog(),
				now: Date.now,
			}),
			judgements: new Judgements(join(folder(), "judgements"), new KeptLog()),
			engine: engine(),
			tables: signedOut(),
			now: Date.now,
			mayReadOutside: () => Promise.resolve(false),
			shipped: sampleSources,
			...rest,
		});
	}

	function file(name: string, content: string | Uint8Array): string {
		const path = join(folder(), name);
		writeFileSync(path, content);
		return path;
	}

	function run(sets: DataSets, query: TradesQuery) {
		return createRunQuery({
			feeds: { kiyotaka: kiyotakaFeed, kaiko: kaikoFeed, trades: createTradesFeed(sets) },
			client: { get: () => Promise.reject(new Error("no network")) },
			readings: { open: () => Promise.reject(new Error("no network")) } as never,
			limits: () => ({ ...FIXED_LIMITS, ...SETTABLE_LIMITS }),
			log: new KeptLog(),
			now: Date.now,
		})(query);
	}

	async function judged(sets: DataSets, id: string) {
		return sets.judge(await sets.get(id), UNTIL_DONE);
	}

	async function judgedFiles(sets: DataSets, id: string) {
		const known = await judged(sets, id);
		assert.ok(known.kind === "files");
		return known;
	}

	for (const layout of TAPE_LAYOUTS) {
		it(`chart what was written into a file to the last digit, ${layout}`, async () => {
			const { name, bytes, trades } = tapeFile(layout, { seed: 11, trades: 250 });
			const sets = dataSets();
			const { entry, understood } = await sets.add({ files: [file(name, bytes)] }, UNTIL_DONE);
			assert.deepEqual(understood.questions, []);
			const symbols = [...new Set(trades.map(({ symbol }) => symbol))].sort();
			const times = trades.map(({ microseconds }) => Number(microseconds / 1_000n));
			const range = {
				from: toIso(epochMs(Math.floor(Math.min(...times) / MINUTE) * MINUTE)),
				to: toIso(epochMs((Math.floor(Math.max(...times) / MINUTE) + 1) * MINUTE)),
			};
			for (const symbol of symbols) {
				const market = {
					provider: "trades",
					dataset: entry.id,
					symbol,
					interval: "1m",
					range,
				} as const;
				const [profile] = openResult(
					await run(sets, { ...market, kind: "volumeProfile", step: "2.5" }),
				).series;
				assert.ok(profile?.kind === "volumeProfile");
				const shown = [...profile.times].flatMap((time, at) =>
					Array.from(
						{ length: (profile.offsets[at + 1] ?? 0) - (profile.offsets[at] ?? 0) },
						(_, row) => {
							const index = (profile.offsets[at] ?? 0) + row;
							return [
								time,
								profile.prices[index],
								profile.buy[index],
								profile.sell[index],
								profile.unknown?.[index] ?? 0,
							];
						},
					),
				);
				const written = rowTotals(trades, { symbol, interval: MINUTE, step: "2.5" });
				assert.deepEqual(
					shown,
					written.map(([time, ...numbers]) => [time, ...numbers.map(Number)]),
				);
				const [vwap] = openResult(await run(sets, { ...market, kind: "vwap" })).series;
				assert.ok(vwap?.kind === "vwap");
				const lines = [...vwap.times].flatMap((start, at) =>
					vwap.count?.[at] === 0
						? []
						: [
								{
									start,
									quantity: vwap.volume?.[at],
									count: vwap.count?.[at],
									open: vwap.openPrice?.[at],
									high: vwap.high?.[at],
									low: vwap.low?.[at],
									close: vwap.close?.[at],
								},
							],
				);
				assert.deepEqual(
					lines,
					intervalTotals(trades, { symbol, interval: MINUTE }).map(
						({ notional: _, start, count, ...numbers }) => ({
							start,
							...Object.fromEntries(
								Object.entries(numbers).map(([key, value]) => [key, Number(value)]),
							),
							count,
						}),
					),
				);
			}
		});
	}

	it("read a version of a file in full once, also in another window and after it was renamed", async () => {
		const path = file("BTC-USDT.csv", SOME);
		const first = new WatchedEngine(engine());
		const sets = dataSets({ engine: first.engine });
		const { entry } = await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		await Promise.all([judged(sets, "mine"), judged(sets, "mine")]);
		await sets.rename("mine", "My tape");
		assert.equal((await judged(sets, "mine")).entry.definition.name, "My tape");
		assert.deepEqual(first.judged, [path]);
		assert.equal(entry.id, "mine");

		const second = new WatchedEngine(engine());
		const [symbol] = (await judged(dataSets({ engine: second.engine }), "mine")).symbols;
		assert.equal(symbol?.trades, 3);
		assert.deepEqual(second.judged, []);
	});

	it("judge a file anew once it has changed, and keep the height of its rows", async () => {
		const path = file("BTC-USDT.csv", SOME);
		const watched = new WatchedEngine(engine());
		const sets = dataSets({ engine: watched.engine });
		await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		const before = await judged(sets, "mine");
		appendFileSync(path, `${NOON + 120_000},250,1,sell\n`);
		const after = await judged(sets, "mine");
		assert.deepEqual(watched.judged, [path, path]);
		assert.equal(after.symbols[0]?.trades, 4);
		assert.deepEqual(after.symbols[0]?.step, before.symbols[0]?.step);
	});

	it("keep the height of rows of each instrument when every row is read again", async () => {
		const table = (...rows: readonly string[]) =>
			["time,price,size,side,symbol", ...rows, ""].join("\n");
		const path = file(
			"tape.csv",
			table(`${NOON},100.5,1,buy,BTC-USD`, `${NOON},101,1,buy,BTC-USD`),
		);
		const watched = new WatchedEngine(engine());
		const sets = dataSets({ engine: watched.engine });
		await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		const stepsOf = async (of: DataSets) =>
			Object.fromEntries(
				(await judged(of, "mine")).symbols.map(({ symbol, step }) => [symbol, formatDecimal(step)]),
			);
		assert.deepEqual(await stepsOf(sets), { "BTC-USD": "0.5" });
		// As many prices as would give higher rows to an instrument that is met now.
		const wide = (symbol: string) => [
			`${NOON},1.5,1,buy,${symbol}`,
			`${NOON},800.5,1,sell,${symbol}`,
		];
		writeFileSync(path, table(...wide("BTC-USD"), ...wide("ETH-USD")));
		await sets.readAgain("mine");
		const summaries = await sets.summaries();
		assert.deepEqual(
			summaries.map((one) => one.judged),
			[undefined],
		);
		const steps = { "BTC-USD": "0.5", "ETH-USD": "10" };
		assert.deepEqual(await stepsOf(sets), steps);
		await sets.readAgain("mine");
		assert.deepEqual(await stepsOf(dataSets()), steps);
		assert.deepEqual(watched.judged, [path, path]);
	});

	it("judge alone what is new in a folder", async () => {
		const days = join(folder(), "days");
		mkdirSync(days);
		writeFileSync(join(days, "BTCUSDT-2024-03-05.csv"), SOME);
		const watched = new WatchedEngine(engine());
		const sets = dataSets({ engine: watched.engine });
		await sets.add({ id: "days", files: [days] }, UNTIL_DONE);
		await judged(sets, "days");
		const next = rowsOf([[NOON + 86_400_000, "102", "1", "sell"]]);
		writeFileSync(join(days, "BTCUSDT-2024-03-06.csv"), next);
		const { symbols } = await judged(sets, "days");
		assert.equal(symbols[0]?.trades, 4);
		assert.deepEqual(
			watched.judged.map((path) => path.slice(-14)),
			["2024-03-05.csv", "2024-03-06.csv"],
		);
	});

	it("answer nothing while a question is open, and everything once it is answered", async () => {
		const zeros = [0, 1, 1].map((side, at) => `${NOON + at * 1_000},100,1,${side}`).join("\n");
		const path = file("BTC-USDT.csv", `time,price,size,side\n${zeros}\n`);
		const sets = dataSets();
		const { understood } = await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		const [question] = understood.questions;
		assert.equal(question?.id, "side");
		await assertRejects(judged(sets, "mine"), "badRequest", /leaves a question open/);
		await assert.rejects(judged(sets, "mine"), (error) => {
			assert.ok(isProviderError(error), String(error));
			assert.equal(error.facts.dataset, "mine");
			return true;
		});
		const answer = question.choices.find(({ label }) => /1/.test(formatText(label)))?.answer;
		assert.ok(answer !== undefined);
		assert.deepEqual(
			(await sets.answer("mine", { said: answer }, UNTIL_DONE)).understood.questions,
			[],
		);
		const { source } = await judged(dataSets(), "mine");
		const sums = await source.sum(
			{
				kind: "volumeProfile",
				symbol: source.symbols[0]?.symbol ?? "",
				interval: durationMs(MINUTE),
				range: { from: epochMs(NOON), to: epochMs(NOON + MINUTE) },
				step: { units: 1n, places: 0 },
				unit: "base",
			},
			UNTIL_DONE,
		);
		assert.ok("rows" in sums);
		assert.deepEqual([...sums.buy, ...sums.sell].sort(), [1n, 2n]);
	});

	it("refuse an answer that does not fit the files, and stay as they were", async () => {
		const sets = dataSets();
		await sets.add({ id: "mine", files: [file("BTC-USDT.csv", SOME)] }, UNTIL_DONE);
		await assertRejects(
			sets.answer("mine", { said: { columns: { price: 17 } } }, UNTIL_DONE),
			"badRequest",
			/17/,
		);
		assert.deepEqual((await sets.get("mine")).definition.layout, {});
	});

	it("refuse what holds no trades in words, and keep nothing of it", async () => {
		const candles = "time,open,high,low,close,volume\n1709640000000,1,2,0.5,1.5,10\n";
		const sets = dataSets();
		await assertRejects(
			sets.add({ files: [file("candles.csv", candles)] }, UNTIL_DONE),
			"unreadable",
			/candles/,
		);
		assert.deepEqual(await sets.ids(), await sampleSources.ids());
	});

	it("are the same when the same is added again, and refuse something else under their id", async () => {
		const path = file("BTC-USDT.csv", SOME);
		const sets = dataSets();
		await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		await sets.rename("mine", "My tape");
		const again = await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		assert.equal(again.entry.definition.name, "My tape");
		const other = file("eth.csv", SOME);
		await assertRejects(sets.add({ id: "mine", files: [other] }, UNTIL_DONE), "badRequest", /mine/);
		await assertRejects(
			sets.add({ id: "sample", files: [other] }, UNTIL_DONE),
			"badRequest",
			/sample/,
		);
	});

	it("get ids of their own from the names of their files", async () => {
		const path = file("BTCUSDT-trades-2024-03-05.csv", SOME);
		const sets = dataSets();
		const ids = [];
		for (let count = 0; count < 2; count++) {
			ids.push((await sets.add({ files: [path] }, UNTIL_DONE)).entry.id);
		}
		assert.deepEqual(ids, ["btcusdt-trades-2024-03-05", "btcusdt-trades-2024-03-05-2"]);
	});

	it("keep what was found out when they get another id, and are found by that alone", async () => {
		const path = file("BTC-USDT.csv", SOME);
		const watched = new WatchedEngine(engine());
		const sets = dataSets({ engine: watched.engine });
		await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		const { symbols } = await judged(sets, "mine");
		await sets.changeId("mine", "march", () => Promise.resolve(false));
		assert.deepEqual((await judged(sets, "march")).symbols, symbols);
		assert.deepEqual(watched.judged, [path]);
		assert.equal(await sets.find("mine", UNTIL_DONE), undefined);
		// Another data set of the former id begins with nothing.
		await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		await judged(sets, "mine");
		assert.deepEqual(watched.judged, [path, path]);
	});

	it("refuse an id that is none, is taken, or would be missed, and stay as they were", async () => {
		const sets = dataSets();
		await sets.add({ id: "mine", files: [file("BTC-USDT.csv", SOME)] }, UNTIL_DONE);
		await sets.add({ id: "other", files: [file("ETH-USDT.csv", SOME)] }, UNTIL_DONE);
		const free = () => Promise.resolve(false);
		for (const id of ["", "Mine!", "sample", "sample-b", "a--b", "x".repeat(65)]) {
			await assertRejects(sets.changeId("mine", id, free), "badRequest", /small letters/);
		}
		await assertRejects(
			sets.changeId("mine", "other", free),
			"badRequest",
			/another data set other already/,
		);
		await assertRejects(
			sets.changeId("mine", "march", (id) => Promise.resolve(id === "mine")),
			"badRequest",
			/finds the data set by its id mine/,
		);
		await sets.changeId("mine", "mine", () => Promise.resolve(true));
		assert.equal((await judged(sets, "mine")).symbols.length, 1);
	});

	it("say which file is gone, and work again once it is back", async () => {
		const path = file("BTC-USDT.csv", SOME);
		const sets = dataSets();
		await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		renameSync(path, `${path}.away`);
		await assertRejects(judged(sets, "mine"), "notFound", /BTC-USDT\.csv is not there/);
		renameSync(`${path}.away`, path);
		assert.equal((await judged(sets, "mine")).symbols.length, 1);
	});

	it("forget what was found out, and never the files", async () => {
		const path = file("BTC-USDT.csv", SOME);
		const sets = dataSets();
		await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		await judged(sets, "mine");
		await sets.forget("mine");
		assert.equal(readFileSync(path, "utf8"), SOME);
		assert.equal(await sets.find("mine", UNTIL_DONE), undefined);
		assert.deepEqual(existsSync(join(folder(), "datasets", "mine.json")), false);
	});

	describe("of a folder", () => {
		const CANDLES = "time,open,high,low,close,volume\n1709640000000,1,2,0.5,1.5,10\n";
		function tapes(): string {
			const path = join(folder(), "tapes");
			mkdirSync(path);
			file(join("tapes", "BTC-USD-2024-03-05.csv"), SOME);
			return path;
		}
		const notesOf = async (sets: DataSets) =>
			(await sets.lookAt(await sets.get("mine"), UNTIL_DONE)).understood.notes.map(formatText);

		it("leave out what holds no trades, and name it in the result", async () => {
			const path = tapes();
			// The first by name, so that nothing hangs on which one is looked at first.
			file(join("tapes", "A-README.txt"), "Trades of my own.\nSecond line.\n");
			file(join("tapes", "BTC-USD-2024-03-06.csv"), "time,price,size,side\n");
			file(join("tapes", "BTC-USD-2024-03-07.csv"), "");
			file(join("tapes", "candles.csv"), CANDLES);
			const sets = dataSets();
			await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
			const { symbols, files } = await judgedFiles(sets, "mine");
			assert.deepEqual(
				[symbols.map(({ symbol, trades }) => [symbol, trades]), files.length],
				[[["BTC-USD", 3]], 1],
			);
			const notes = await notesOf(sets);
			assert.deepEqual(
				notes.map((note) => /^Left out: (\S+): (.{20})/.exec(note)?.slice(1)),
				[
					["A-README.txt", "No column holds the "],
					["BTC-USD-2024-03-06.csv", "The file holds names"],
					["BTC-USD-2024-03-07.csv", "The file is empty. C"],
					["candles.csv", "The file holds candl"],
				],
			);
			// A second look, after all rows were read, tells the same and reads nothing again.
			const watched = new WatchedEngine(engine());
			const later = dataSets({ engine: watched.engine });
			await judged(later, "mine");
			assert.deepEqual([await notesOf(later), watched.judged], [notes, []]);
			const { warnings } = openResult(
				await run(later, {
					provider: "trades",
					kind: "vwap",
					dataset: "mine",
					symbol: "BTC-USD",
					interval: "1m",
					range: { from: "2024-03-05T12:00:00Z", to: "2024-03-05T12:02:00Z" },
				}),
			);
			assert.deepEqual(
				warnings.map((one) => formatText(one.text)).filter((one) => one.startsWith("Left out")),
				notes,
			);
		});

		it("read a day once it has trades", async () => {
			const path = tapes();
			const empty = file(join("tapes", "BTC-USD-2024-03-06.csv"), "");
			const sets = dataSets();
			await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
			assert.equal((await judged(sets, "mine")).symbols[0]?.trades, 3);
			appendFileSync(empty, SOME);
			assert.equal((await judged(sets, "mine")).symbols[0]?.trades, 6);
			assert.deepEqual(await notesOf(sets), []);
		});

		it("are refused where nothing in it holds trades, and where such a file is named", async () => {
			const path = tapes();
			const candles = file(join("tapes", "candles.csv"), CANDLES);
			const sets = dataSets();
			await assertRejects(
				sets.add({ files: [join(path, "BTC*.csv"), candles] }, UNTIL_DONE),
				"unreadable",
				/candles\.csv: The file holds candles/,
			);
			rmSync(join(path, "BTC-USD-2024-03-05.csv"));
			await assertRejects(sets.add({ files: [path] }, UNTIL_DONE), "unreadable", /candles/);
		});
	});

	it("keep nothing of a reading that ends after they were forgotten", async () => {
		const sets = dataSets({
			engine: {
				...new WatchedEngine(engine()).engine,
				judge: async (files, options) => {
					const verdicts = await engine().judge(files, options);
					await sets.forget("mine");
					return verdicts;
				},
			},
		});
		await sets.add({ id: "mine", files: [file("BTC-USDT.csv", SOME)] }, UNTIL_DONE);
		await judged(sets, "mine");
		assert.deepEqual(
			existsSync(join(folder(), "judgements")) ? readdirSync(join(folder(), "judgements")) : [],
			[],
		);
	});

	it("are found by their files, in whatever order these are named", async () => {
		const sets = dataSets();
		const [one, other] = [file("BTC-1.csv", SOME), file("BTC-2.csv", SOME)];
		const { entry } = await sets.add({ files: [one, other] }, UNTIL_DONE);
		assert.equal((await sets.ofFiles([other, one]))?.id, entry.id);
		assert.equal(await sets.ofFiles([one]), undefined);
	});

	it("tell how much of the rows was read, from nothing to all of them", async () => {
		const shares: number[] = [];
		const sets = dataSets({
			engine: {
				...new WatchedEngine(engine()).engine,
				judge: (files, options) => {
					assert.deepEqual(shares, [], "progress before a row was read");
					return engine().judge(files, options);
				},
			},
		});
		await sets.add({ id: "mine", files: [file("BTC-USDT.csv", SOME)] }, UNTIL_DONE);
		const { signal } = UNTIL_DONE;
		await sets.judge(await sets.get("mine"), {
			signal,
			onProgress: (share) => shares.push(share),
		});
		assert.equal(shares.at(-1), 1);
	});

	it("tell in the result what was left out of it", async () => {
		const path = file("BTC-USDT.csv", `${SOME}${NOON},nonsense,1,buy\n${NOON},100,1,\n`);
		const sets = dataSets();
		await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		const { symbols } = await judged(sets, "mine");
		const result = await run(sets, {
			kind: "vwap",
			provider: "trades",
			dataset: "mine",
			symbol: symbols[0]?.symbol ?? "",
			interval: "1m",
			range: { last: "1h" },
		});
		const words = openResult(result)
			.warnings.map(({ text }) => formatText(text))
			.join("\n");
		assert.match(words, /left out: 1\./);
		assert.match(words, /nobody says who bought.*: 1\./);
	});

	it("name the contracts that sizes are counted in", async () => {
		const path = file("BTC-USDT.csv", SOME);
		const sets = dataSets();
		await sets.add({ id: "mine", files: [path], layout: { sizeUnit: "100 USD" } }, UNTIL_DONE);
		const { symbols } = await judged(sets, "mine");
		const query = {
			kind: "volumeProfile",
			provider: "trades",
			dataset: "mine",
			symbol: symbols[0]?.symbol ?? "",
			interval: "1h",
			range: { last: "1h" },
		} as const;
		const [series] = openResult(await run(sets, query)).series;
		assert.ok(series?.kind === "volumeProfile");
		assert.deepEqual([series.unit, series.unitName], ["contracts", "100 USD"]);
	});

	it("name the coin of a pair that is written as one, and what it does not tell by no name", async () => {
		const units = async (name: string) => {
			const sets = dataSets();
			const { entry } = await sets.add({ files: [file(`${name}.csv`, SOME)] }, UNTIL_DONE);
			const { symbols } = await judged(sets, entry.id);
			const series = [];
			for (const kind of ["volumeProfile", "vwap"] as const) {
				const query = {
					kind,
					provider: "trades",
					dataset: entry.id,
					symbol: symbols[0]?.symbol ?? "",
					interval: "1h",
					range: { last: "1h" },
				} as const;
				series.push(...openResult(await run(sets, query)).series);
			}
			return series.map((one) => (one.kind === "vwap" ? one.volumeUnitName : one.unitName));
		};
		assert.deepEqual(await units("BTCUSDT"), ["BTC", "BTC"]);
		assert.deepEqual(await units("FOOTUSD"), [undefined, undefined]);
	});

	it("say that the engine is missing where the package has none", async () => {
		const sets = dataSets({ engine: undefined });
		await assertRejects(
			sets.add({ files: [file("BTC-USDT.csv", SOME)] }, UNTIL_DONE),
			"engine",
			/package/,
		);
		assert.ok((await sets.find("sample", UNTIL_DONE)) !== undefined);
	});

	it("cancel reading when the last who waits for it leaves", async () => {
		const sets = dataSets();
		await sets.add({ id: "mine", files: [file("BTC-USDT.csv", SOME)] }, UNTIL_DONE);
		const entry = await sets.get("mine");
		const leaving = new AbortController();
		const left = sets.judge(entry, { signal: leaving.signal });
		const stays = sets.judge(entry, UNTIL_DONE);
		leaving.abort();
		await assertRejects(left, "cancelled", /cancelled/);
		assert.equal((await stays).symbols[0]?.trades, 3);
	});

	describe("of a workspace", () => {
		function workspace(definition: object): string {
			const home = join(folder(), "project");
			mkdirSync(join(home, WORKSPACE_DATA_SETS), { recursive: true });
			mkdirSync(join(home, "data"), { recursive: true });
			const path = join(home, WORKSPACE_DATA_SETS, "team.json");
			writeFileSync(path, JSON.stringify({ schema: 1, name: "Team tape", ...definition }));
			return home;
		}

		it("read files by their place in its folder, and win over the person's own", async () => {
			const home = workspace({ files: ["data/*.csv"] });
			writeFileSync(join(home, "data", "BTC-USDT.csv"), SOME);
			await dataSets().add({ id: "team", files: [file("other.csv", SOME)] }, UNTIL_DONE);
			const sets = dataSets({ workspace: home });
			const { entry, files } = await judgedFiles(sets, "team");
			assert.equal(entry.definition.name, "Team tape");
			const said = await sets.answer("team", { said: { symbol: "T" } }, UNTIL_DONE);
			assert.deepEqual(said.entry.definition, {
				schema: 1,
				name: "Team tape",
				files: ["data/*.csv"],
				layout: { symbol: "T" },
			});
			const final = sets.answer("team", { said: { final: true } }, UNTIL_DONE);
			await assertRejects(final, "badRequest", /^layout\.final is not a field/);
			assert.deepEqual(
				files.map(({ path }) => path),
				[join(home, "data", "BTC-USDT.csv")],
			);
		});

		it("read nothing outside of it unless that is agreed to", async () => {
			const outside = file("BTC-USDT.csv", SOME);
			const home = workspace({ files: ["../BTC-USDT.csv"] });
			const asked: (readonly string[])[] = [];
			const sets = dataSets({
				workspace: home,
				mayReadOutside: (_, folders) => {
					asked.push(folders);
					return Promise.resolve(asked.length > 1);
				},
			});
			await assertRejects(judged(sets, "team"), "badRequest", /outside of the workspace/);
			assert.equal((await judgedFiles(sets, "team")).files[0]?.path, outside);
			assert.deepEqual(asked[0]?.length, 1);
		});

		it("cannot be forgotten by one who shares it, nor get another id", async () => {
			const sets = dataSets({ workspace: workspace({ files: ["data/*.csv"] }) });
			await assert.rejects(sets.forget("team"), /belongs to this workspace/);
			const changing = sets.changeId("team", "other", () => Promise.resolve(false));
			await assert.rejects(changing, /belongs to this workspace\. Rename \.valuearea/);
		});

		it("take their place again once the workspace is closed", async () => {
			const home = workspace({ files: ["data/*.csv"] });
			const own = await dataSets().add(
				{ id: "team", files: [file("BTC-USDT.csv", SOME)] },
				UNTIL_DONE,
			);
			rmSync(join(home, WORKSPACE_DATA_SETS, "team.json"));
			const { entry } = await judged(dataSets({ workspace: home }), "team");
			assert.equal(entry.path, own.entry.path);
		});
	});
});

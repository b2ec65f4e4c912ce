import assert from "node:assert/strict";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { formatDecimal, readDecimal } from "../../../src/core/decimal";
import { durationMs, epochMs } from "../../../src/core/time";
import type { FileLayout } from "../../../src/core/trades/layout/fileLayout";
import type { TradesPlan } from "../../../src/core/trades/plan";
import type { FileVerdict } from "../../../src/core/trades/verdict";
import { useTemporaryFolder } from "../app/temporaryFolder";
import {
	GENERIC,
	judged,
	plainSums,
	useEngine,
	UNTIL_DONE,
	withoutIds,
	withoutLines,
} from "./engineTools";

const HEADER = "time,price,size,side,id";
const DAY = 86_400_000;
const lines = (...rows: readonly string[]) => `${[HEADER, ...rows].join("\n")}\n`;

describe("a verdict on a file", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();
	const engine = useEngine();
	const judge = (content: string, layout: FileLayout = GENERIC): Promise<FileVerdict> =>
		judged(engine(), join(folder(), "trades"), content, layout);
	const vwap = (from: number, to: number, symbol = "T"): TradesPlan => ({
		kind: "vwap",
		symbol,
		interval: durationMs(to - from),
		range: { from: epochMs(from), to: epochMs(to) },
	});
	const oneInterval = async (file: FileVerdict, plan: TradesPlan) =>
		plainSums(await engine().sum(plan, [file], UNTIL_DONE));

	it("holds of an instrument with very many prices", async () => {
		const rows = Array.from({ length: 200_000 }, (_, at) => `${at},${at + 1}.5,1,buy,${at}`);
		// A quote is enough for the database to be asked.
		const file = await judge(lines(rows.join("\n"), '200000,"0.25",1,buy,200000'));
		assert.equal(file.trades, 200_001);
		assert.deepEqual([file.priceDecimals, file.priceDigits], [2, 8]);
		assert.deepEqual(
			file.symbols.map(({ tick }) => formatDecimal(tick)),
			["0.25"],
		);
	});

	it("counts and shows every row that is no trade, and why", async () => {
		const file = await judge(
			lines(
				"1000,10.5,1,buy,1",
				"1001,0,1,buy,2",
				"1002,-3,1,buy,3",
				"1003,10,1e,buy,4",
				"1004,10,inf,buy,5",
				"yesterday,10,1,buy,6",
				"1006,10,1",
				"1007,10,1,buy,8,9",
				"1008,1_000,1,buy,9",
				"1009,,1,buy,10",
				"1010,10.25,2.50,sell,11",
			),
		);
		assert.equal(file.trades, 2);
		assert.equal(file.bad.count, 9);
		assert.deepEqual(
			file.bad.first.map(({ line, problem }) => [line, problem]),
			[
				[3, "price"],
				[4, "price"],
				[5, "size"],
				[6, "size"],
				[7, "time"],
				[8, "cut"],
				[9, "tooLong"],
				[10, "price"],
				[11, "price"],
			],
		);
		assert.equal(file.bad.first[4]?.text, "yesterday,10,1,buy,6");
		assert.deepEqual(await oneInterval(file, vwap(0, 60_000)), {
			starts: [0],
			notional: ["36.125"],
			quantity: ["3.5"],
			count: [2],
			open: [10.5],
			high: [10.5],
			low: [10.25],
			close: [10.25],
		});
	});

	it("shows the first hundred of them", async () => {
		const rows = Array.from({ length: 250 }, (_, at) => `${at},x,1,buy,${at}`);
		const { bad } = await judge(lines(...rows));
		assert.deepEqual([bad.count, bad.first.length, bad.first[99]?.line], [250, 100, 101]);
	});

	it("names the line of a bad row, whatever lines are empty, unreadable or packed in front of it", async () => {
		const text = `\n${HEADER}\n\n1,1,1,buy,1\n\r\n2,x,1,buy,2\n\n3,1,1,\u00ff,3\n4,1,1\n\n"5",1,1,buy,5\n6,1,1,buy,6\n7,?,1,buy,7\n8,1,1,\u00ff,8`;
		const layout: FileLayout = {
			...GENERIC,
			csv: { delimiter: ",", encoding: "utf-8", skippedLines: 2, columns: 5 },
		};
		const linesOf = async (bytes: Uint8Array, form: FileLayout) => {
			const file = await judged(engine(), join(folder(), "lines"), bytes, form);
			return file.bad.first.map(({ line, problem }) => [line, problem]);
		};
		const bytes = Buffer.from(text, "latin1");
		const expected = [
			[6, "price"],
			[8, "unreadable"],
			[9, "cut"],
			[13, "price"],
			[14, "unreadable"],
		];
		assert.deepEqual(await linesOf(bytes, layout), expected);
		assert.deepEqual(await linesOf(gzipSync(bytes), { ...layout, compression: "gzip" }), expected);
	});

	it("reads on where a line has other bytes, is short, and has columns that nobody needs", async () => {
		const rows = [
			"1,1,1,buy,1",
			"2,1,1,\u00ff,2",
			"3,1",
			"4,1,\u00ff",
			"5,1,1,buy,\u00ff",
			"6,1,1,buy,6",
		];
		const bytes = Buffer.from(lines(...rows), "latin1");
		const layout: FileLayout = { ...GENERIC, columns: { time: 0, price: 1, size: 2 } };
		const file = await judged(engine(), join(folder(), "bytes.csv"), bytes, layout);
		assert.deepEqual([file.trades, file.bad.count], [2, 4]);
		const sums = (await oneInterval(file, vwap(0, 60_000))) as Record<string, unknown>;
		assert.deepEqual(sums["count"], [2]);
	});

	it("counts lines that are not in their encoding", async () => {
		const path = join(folder(), "bytes.csv");
		const bytes = Buffer.concat([
			Buffer.from(lines("1,1,1,buy,1")),
			Buffer.from([0x32, 0x2c, 0xff, 0xfe, 0x2c, 0x31, 0x2c, 0x62, 0x2c, 0x32, 0x0a]),
			Buffer.from("3,1,1,buy,3\n"),
		]);
		const file = await judged(engine(), path, bytes);
		assert.deepEqual([file.trades, file.bad.count], [2, 1]);
		assert.deepEqual(
			file.bad.first.map(({ line, problem }) => [line, problem]),
			[[3, "unreadable"]],
		);
		const sums = (await oneInterval(file, vwap(0, 60_000))) as Record<string, unknown>;
		assert.deepEqual(sums["count"], [2]);
	});

	it("knows digits, tick, days and span", async () => {
		const file = await judge(
			lines(
				`${DAY - 1},100.250,0.001,buy,1`,
				`${DAY},100.75,12.5,sell,2`,
				`${DAY + 5},101.00,3,,3`,
				`${3 * DAY},99.5,1,buy,4`,
			),
		);
		const [symbol, ...others] = file.symbols;
		assert.ok(symbol !== undefined && others.length === 0);
		assert.deepEqual([file.priceDecimals, file.sizeDecimals], [2, 3]);
		assert.deepEqual([file.priceDigits, file.sizeDigits, file.unknownSide], [5, 5, 1]);
		assert.equal(formatDecimal(symbol.tick), "0.25");
		assert.equal(formatDecimal(symbol.largestSize), "12.5");
		assert.deepEqual(symbol.span, { from: DAY - 1, to: 3 * DAY + 1 });
		assert.deepEqual(
			symbol.days.map(({ day, trades, low, high }) => [
				day / DAY,
				trades,
				formatDecimal(low),
				formatDecimal(high),
			]),
			[
				[0, 1, "100.25", "100.25"],
				[1, 2, "100.75", "101"],
				[3, 1, "99.5", "99.5"],
			],
		);
	});

	it("keeps instruments apart", async () => {
		const layout: FileLayout = {
			...GENERIC,
			columns: { time: 0, price: 1, size: 2, symbol: 3 },
		};
		const file = await judge(
			lines("1,10,1,A,1", "2,20,2,B,2", "3,11,3,A,3", "4,1,1,it's,4"),
			layout,
		);
		assert.deepEqual(
			file.symbols.map(({ symbol, trades }) => [symbol, trades]),
			[
				["A", 2],
				["B", 1],
				["it's", 1],
			],
		);
		const count = async (symbol: string) =>
			(await engine().sum(vwap(0, 60_000, symbol), [file], UNTIL_DONE)) as { count: Float64Array };
		assert.deepEqual([...(await count("A")).count], [2]);
		assert.deepEqual([...(await count("it's")).count], [1]);
		assert.deepEqual([...(await count("C")).count], []);
	});

	it("takes rows that name no instrument for one that has no name", async () => {
		const layout = withoutLines(GENERIC);
		const rows = [{ y: "A" }, { y: "" }, { y: null }, {}, { y: " " }].map((row, n) =>
			JSON.stringify({ t: n, p: "10", q: "1", ...row }),
		);
		const file = await judge(`${rows.join("\n")}\n`, {
			...layout,
			format: "ndjson",
			columns: { time: "t", price: "p", size: "q", symbol: "y" },
		});
		assert.deepEqual(
			file.symbols.map(({ symbol, days }) => [symbol, days.map(({ trades }) => trades)]),
			[
				["", [4]],
				["A", [1]],
			],
		);
		const sums = await engine().sum(vwap(0, 60_000, ""), [file], UNTIL_DONE);
		assert.deepEqual([...(sums as { count: Float64Array }).count], [4]);
	});

	it("tells order, also of files that are newest first", async () => {
		const rows = ["1,1,1,buy,1", "2,1,1,buy,2", "2,2,1,buy,3", "5,1,1,buy,4"];
		const oldest = await judge(lines(...rows));
		assert.deepEqual(
			[oldest.outOfOrder, oldest.newestFirst, oldest.idsFollowTime],
			[0, false, true],
		);
		const newest = await judge(lines(...[...rows].reverse()));
		assert.deepEqual(
			[newest.outOfOrder, newest.newestFirst, newest.idsFollowTime],
			[0, true, true],
		);
		const mixed = await judge(lines(...rows, "3,1,1,buy,9"));
		assert.deepEqual([mixed.outOfOrder, mixed.newestFirst, mixed.idsFollowTime], [1, false, false]);
		const words = await judge(lines("1,1,1,buy,x1"));
		assert.equal(words.hasNumericIds, false);
	});

	it("finds duplicates, which count once, and ids of two trades, which both count", async () => {
		const file = await judge(
			lines("1,10,1,buy,1", "2,10,1,buy,2", "1,10,1,buy,1", "1,10,1,buy,1", "3,10,2,buy,2"),
		);
		assert.deepEqual([file.duplicates, file.repeatedIds, file.equalRows], [2, 1, 0]);
		const { quantity, count } = (await oneInterval(file, vwap(0, 60_000))) as Record<
			string,
			unknown
		>;
		assert.deepEqual([quantity, count], [["4."], [3]]);
	});

	it("takes equal rows without an id for trades", async () => {
		const layout = withoutIds(GENERIC);
		const file = await judge(lines("1,10,1,buy,1", "1,10,1,buy,2", "1,10,1,sell,3"), layout);
		assert.deepEqual([file.duplicates, file.repeatedIds, file.equalRows], [0, 0, 1]);
		const { count } = (await oneInterval(file, vwap(0, 60_000))) as Record<string, unknown>;
		assert.deepEqual(count, [3]);
		const empty = await judge(lines("1,10,1,buy,", "1,10,1,buy,", "1,10,1,buy,7", "1,10,1,buy,7"));
		assert.deepEqual([empty.duplicates, empty.equalRows, empty.hasNumericIds], [1, 1, false]);
		assert.deepEqual(
			((await oneInterval(empty, vwap(0, 60_000))) as Record<string, unknown>)["count"],
			[3],
		);
	});

	it("takes the side from the maker, from words, from the sign of the size", async () => {
		const profile: TradesPlan = {
			...vwap(0, 60_000),
			kind: "volumeProfile",
			step: readDecimal("1"),
			unit: "base",
		};
		const sides = async (content: string, layout: FileLayout) => {
			const { buy, sell, unknown } = (await oneInterval(
				await judge(content, layout),
				profile,
			)) as Record<string, unknown>;
			return [buy, sell, unknown];
		};
		const rows = lines("1,10,1,True,1", "2,10,2,false,2", "3,10,4,,3");
		const side = { of: "maker", buy: ["true"], sell: ["false"] } as const;
		assert.deepEqual(await sides(rows, { ...GENERIC, side }), [["2."], ["1."], ["4."]]);
		const signed = lines("1,10,-1,,1", "2,10,2,,2", "3,10,+4,,3");
		const bySign: FileLayout = { ...GENERIC, side: { of: "amountSign" } };
		assert.deepEqual(await sides(signed, bySign), [["6."], ["1."], ["0."]]);
		assert.deepEqual(await sides(lines("1,10,1,,1", "2,10,-2.5,,2"), bySign), [
			["1."],
			["2.5"],
			["0."],
		]);
	});

	it("leaves out rows that are something else, and counts trades that a row adds up", async () => {
		const only = { column: 3, values: ["T", "U"] };
		const orders = await judge(lines("1,10,1,T,1", "2,x,y,D,2", "3,10,1,U,3", "4,10"), {
			...GENERIC,
			only,
		});
		assert.deepEqual([orders.trades, orders.bad.count], [2, 1]);
		const sums = await engine().sum(vwap(0, 60_000), [orders], UNTIL_DONE);
		assert.ok("count" in sums);
		assert.deepEqual([...sums.count], [2]);

		const added = await judge(lines("1,10,1,5,9", "2,10,1,10,10", "3,10,1,x,12"), {
			...withoutIds(GENERIC),
			columns: { time: 0, price: 1, size: 2 },
			trades: { first: 3, last: 4 },
		});
		assert.equal(added.trades, 7);
		const counted = await engine().sum(vwap(0, 60_000), [added], UNTIL_DONE);
		assert.ok("count" in counted);
		assert.deepEqual([...counted.count], [7]);
	});

	it("reads each time by its own magnitude, cuts below a microsecond, knows zones and the years before 1970", async () => {
		const byMagnitude: FileLayout = { ...GENERIC, time: "byMagnitude" };
		const moment = Date.UTC(2026, 2, 2, 3, 4, 5);
		const { symbols } = await judge(
			lines(
				`${moment / 1_000},1,1,buy,1`,
				`${moment / 1_000}.0009999,1,1,buy,2`,
				`${moment},1,1,buy,3`,
				`${moment}999,1,1,buy,4`,
				`${moment}999999,1,1,buy,5`,
			),
			byMagnitude,
		);
		assert.deepEqual(symbols[0]?.span, { from: moment, to: moment + 1 });
		// Digits decide, also at the least number that has so many, whoever reads it.
		for (const time of ["100000000000", '"100000000000"', '"000100000000000"', "99999999999"]) {
			const least = await judge(lines(`${time},1,1,buy,1`), byMagnitude);
			const from = time === "99999999999" ? 99_999_999_999_000 : 100_000_000_000;
			assert.deepEqual(least.symbols[0]?.span, { from, to: from + 1 }, time);
		}

		const dates: FileLayout = { ...GENERIC, time: "text", zone: "Asia/Shanghai" };
		const zoned = await judge(
			lines(
				"2026-03-02 08:00:00,1,1,buy,1",
				"2026-03-02T01:00:00.5Z,1,1,buy,2",
				"2026-03-02 04:00:00+02:00,1,1,buy,3",
			),
			dates,
		);
		const midnight = Date.UTC(2026, 2, 2);
		assert.deepEqual(
			[zoned.trades, zoned.symbols[0]?.span],
			[3, { from: midnight, to: midnight + 7_200_001 }],
		);
		const bitmex = await judge(lines("2024-01-01D00:00:01.123456789,1,1,buy,1"), {
			...GENERIC,
			time: "text",
		});
		assert.equal(bitmex.symbols[0]?.span.from, Date.UTC(2024, 0, 1, 0, 0, 1, 123));

		const early = await judge(lines("-1,5,1,buy,1", "-60001,7,1,buy,2"));
		assert.deepEqual(early.symbols[0]?.span, { from: -60_001, to: 0 });
		const sums = await engine().sum(
			{ ...vwap(-120_000, 0), interval: durationMs(60_000) },
			[early],
			UNTIL_DONE,
		);
		assert.deepEqual([...sums.starts], [-120_000, -60_000]);

		const midnightOnly: FileLayout = { ...GENERIC, time: "s", timeBase: epochMs(midnight) };
		const lobster = await judge(lines("34200.017459617,1,1,buy,1"), midnightOnly);
		assert.equal(lobster.symbols[0]?.span.from, midnight + 34_200_017);
	});

	it("finds broken lines of NDJSON and keeps the next ones", async () => {
		const layout: FileLayout = {
			...withoutLines(GENERIC),
			format: "ndjson",
			columns: { time: "t", price: "p", size: "q" },
		};
		const file = await judge(
			'{"t":1,"p":1,"q":1}\n{"t":2,"p":1\n{"t":3,"p":"2","q":1}\n\n{"t":4,"p":null,"q":1}\n',
			layout,
		);
		assert.deepEqual([file.trades, file.bad.count], [2, 2]);
		assert.deepEqual(
			file.bad.first.map(({ problem, text }) => [problem, text]),
			[
				["unreadable", '{"t":2,"p":1'],
				["price", '{"t":4,"p":null,"q":1}'],
			],
		);
	});

	it("refuses decimals that the database reads as something else", async () => {
		const layout = withoutLines(GENERIC);
		// One trade, its price 100.5 as a decimal of 40 digits, in 17 bytes.
		const content = Buffer.from(
			"UEFSMRUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgEBAAAAAAAAABUAFS4VLiwVAhUAFQYVBhwAAAACAAAAAgEAAAAAAAAAAAAAAAAAAAAnQhUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgEBAAAAAAAAABUEGUw1ABgGc2NoZW1hFQYAFQQlAhgBdAAVDhUiFQIYAXAlChUEFVAsXBUEFVAAAAAVBCUCGAFxABYCGRwZPCYAHBUEGSUGABkYAXQVABYCFkIWQiYISRwVABUAFQIAPCkGGSYAAgAAACYAHBUOGSUGABkYAXAVABYCFlQWVCZKSRwVABUAFQIAPCkGGSYAAgAAACYAHBUEGSUGABkYAXEVABYCFkIWQiaeAUkcFQAVABUCADwpBhkmAAIAAAAW2AEWAiYIFtgBACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNS4wLjEZPBwAABwAABwAAAD3AAAAUEFSMQ==",
			"base64",
		);
		const columns = { time: "t", price: "p", size: "q" };
		const wide = judged(engine(), join(folder(), "wide.parquet"), content, {
			...layout,
			format: "parquet",
			columns,
		});
		await assert.rejects(wide, {
			kind: "unreadable",
			facts: { file: "wide.parquet", fault: "digits", detail: "digits" },
		});
	});

	it("refuses numbers of more digits than can be added up, and takes all others", async () => {
		await assert.rejects(
			judge(lines(`1,${"9".repeat(30)},1,buy,1`, `2,0.${"0".repeat(20)}1,1,buy,2`)),
			{
				kind: "unreadable",
			},
		);
		const wide = await judge(
			lines("1,12345678901234567890.123456789,0.000000000000000001,buy,1", "2,1e-9,3e18,sell,2"),
		);
		assert.deepEqual([wide.priceDigits, wide.sizeDigits], [29, 37]);
		const { notional, quantity } = (await oneInterval(wide, vwap(0, 60_000))) as Record<
			string,
			unknown
		>;
		assert.deepEqual(notional, ["3000000012.345678901234567890123456789"]);
		assert.deepEqual(quantity, ["3000000000000000000.000000000000000001"]);
	});
});

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import type { FileLayout } from "../../../src/core/trades/layout/fileLayout";
import { judgePlainly } from "../../../src/engine/plain/judgePlainly";
import { twoBuffers } from "../../../src/engine/plain/lineBlocks";
import { PlainRows } from "../../../src/engine/plain/plainRows";
import { PlainThreads } from "../../../src/engine/plain/plainThreads";
import {
	addTally,
	type PlainTally,
	type PlainVerdict,
	verdictOfTally,
} from "../../../src/engine/plain/plainTally";
import { readPart, rowsBegin } from "../../../src/engine/plain/readPart";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { GENERIC, withoutIds } from "./engineTools";

/** `time,price,size,side,id,symbol` below a header. */
const LAYOUT: FileLayout = {
	...GENERIC,
	csv: { delimiter: ",", encoding: "utf-8", skippedLines: 1, columns: 6 },
	columns: { ...GENERIC.columns, symbol: 5 },
};
const LAYOUTS: readonly FileLayout[] = [LAYOUT, withoutIds(LAYOUT), { ...LAYOUT, priceScale: 2 }];
const START = Date.UTC(2026, 2, 2);
const HOUR = 3_600_000;

const decimal = fc
	.tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 0, max: 4 }))
	.map(([units, places]) => (units / 10 ** places).toFixed(places));
/** Steps from one row to the next: nearly all of one kind, so that the seam between two parts may be the only other. */
const steps = (usual: number) =>
	fc.oneof(
		{ weight: 12, arbitrary: fc.constant(usual) },
		{ weight: 1, arbitrary: fc.constantFrom(-1, 0, 1) },
	);
const rowsOf = (usual: number) =>
	fc.array(
		fc.record({
			later: fc.tuple(steps(usual), fc.constantFrom(1, 40, 30 * HOUR)),
			fraction: fc.oneof({ weight: 20, arbitrary: fc.constant("") }, fc.constantFrom(".5", ".25")),
			price: decimal,
			size: decimal,
			side: fc.constantFrom("buy", "sell", "?"),
			id: steps(usual),
			isOdd: fc.oneof({ weight: 20, arbitrary: fc.constant(false) }, fc.constant(true)),
			symbol: fc.constantFrom("A", "A", "A", "B", "C"),
			isEmpty: fc.boolean(),
		}),
		{ minLength: 1, maxLength: 30 },
	);

/** Lines of a file, with empty ones among them. */
const lines = fc
	.record({
		usual: fc.constantFrom(1, -1),
		// Some ids are longer than what a double holds, and some are no numbers.
		front: fc.constantFrom("", "12345678901"),
		odd: fc.constantFrom("", "", "x", "1234567890"),
	})
	.chain(({ usual, front, odd }) =>
		rowsOf(usual).map((rows) => {
			let [time, number] = [START, 5_000_000];
			return rows.flatMap(({ later: [step, pause], id, ...row }) => {
				time += step * pause;
				number += id;
				const { fraction, price, size, side, isOdd, symbol } = row;
				const written = `${isOdd ? odd : ""}${front}${number}`;
				const values = [`${time}${fraction}`, price, size, side, written, symbol];
				return row.isEmpty ? [values.join(","), ""] : [values.join(",")];
			});
		}),
	);

const written = fc
	.record({
		lines,
		end: fc.constantFrom("\n", "\r\n"),
		isEnded: fc.boolean(),
		layout: fc.constantFrom(...LAYOUTS),
		cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }),
	})
	.map(({ lines: rows, end, isEnded, layout, cuts }) => ({
		text: ["time,price,size,side,id,symbol", ...rows].join(end) + (isEnded ? end : ""),
		layout,
		cuts,
	}));

/** Neighbours are joined first. */
function joined(tallies: readonly PlainTally[]): PlainTally {
	const half = Math.ceil(tallies.length / 2);
	const [first] = tallies;
	if (first !== undefined && half === tallies.length) return first;
	return addTally(joined(tallies.slice(0, half)), joined(tallies.slice(half)));
}

/** The verdict on a file of which each part is read alone. */
async function verdictInParts(
	file: FileHandle,
	layout: FileLayout,
	places: readonly number[],
): Promise<PlainVerdict | undefined> {
	const begin = await rowsBegin(file, layout.csv?.skippedLines ?? 0);
	const cuts = [...new Set(places)].filter((place) => place > begin).sort((a, b) => a - b);
	const tallies = [];
	for (const [at, from] of [begin, ...cuts].entries()) {
		const rows = PlainRows.of(layout) ?? assert.fail();
		const part = { from, to: cuts[at] ?? Infinity, beginsLine: at === 0 };
		if (!(await readPart(file, part, rows, twoBuffers(), () => true))) return undefined;
		tallies.push(rows.tally);
	}
	return verdictOfTally(joined(tallies), layout);
}

describe("parts of a file whose rows are written plainly", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();
	const path = () => join(folder(), "t.csv");
	const task = { signal: new AbortController().signal, onProgress: () => undefined };
	let threads: PlainThreads;
	before("threads that read", () => {
		threads = new PlainThreads(3);
	});
	after("ends them", () => threads.close());
	const judge = (text: string, layout = LAYOUT, partBytes = 64) => {
		writeFileSync(path(), text);
		return judgePlainly(path(), text.length, layout, task, { threads, partBytes });
	};

	async function inParts(text: string, layout: FileLayout, places: readonly number[]) {
		writeFileSync(path(), text);
		const file = await open(path());
		try {
			return await verdictInParts(file, layout, places);
		} finally {
			await file.close();
		}
	}

	it("together have the verdict of the whole, wherever it is cut", async () => {
		await fc.assert(
			fc.asyncProperty(written, async ({ text, layout, cuts }) => {
				const whole = await inParts(text, layout, []);
				assert.ok(whole !== undefined && whole.trades > 0);
				const places = cuts.map((share) => Math.round(share * text.length));
				assert.deepEqual(await inParts(text, layout, places), whole);
			}),
			{ numRuns: 300 },
		);
	});

	it("may be single bytes, and there may be two of them", async () => {
		const rows = ["h", "", "5,1.25,1,buy,1,A", "", "4,7,0.5,,2,B", "6,0.5,3,sell,2,A"];
		for (const end of ["\n", "\r\n"]) {
			const text = rows.join(end);
			const whole = await inParts(text, LAYOUT, []);
			assert.equal(whole?.trades, 3);
			const places = Array.from(text, (_, at) => at);
			assert.deepEqual(await inParts(text, LAYOUT, places), whole);
			for (const place of places) assert.deepEqual(await inParts(text, LAYOUT, [place]), whole);
		}
	});

	it("may lie in lines that are longer than a block", async () => {
		const long = (time: number) => `${time},1,1,buy,${time},${"S".repeat(700_000)}`;
		const text = ["h", long(1), "2,1,1,buy,2,A", long(3), long(4)].join("\n");
		const whole = await inParts(text, LAYOUT, []);
		assert.equal(whole?.trades, 4);
		const places = Array.from({ length: 9 }, (_, at) => at * 250_000 + 7);
		assert.deepEqual(await inParts(text, LAYOUT, places), whole);
	});

	it("are read by several threads", async () => {
		await fc.assert(
			fc.asyncProperty(written, async ({ text, layout }) => {
				const alone = await judge(text, layout, text.length);
				assert.deepEqual(await judge(text, layout), alone);
			}),
			{ numRuns: 20 },
		);
	});

	it("are given up with the first row that is not plain", async () => {
		const rows = Array.from({ length: 200 }, (_, at) => `${at + 1},1,1,buy,${at},A`);
		const text = ["h", ...rows].join("\n");
		assert.equal((await judge(text))?.trades, 200);
		for (const at of [1, 100, 200]) {
			const lines = text.split("\n").with(at, '1,1,1,buy,"1",A');
			assert.equal(await judge(lines.join("\n")), undefined);
		}
	});

	it("tell how far all of them are, and end when nobody waits any more", async () => {
		const text = ["h", ...Array.from({ length: 200 }, (_, at) => `${at + 1},1,1,buy,${at},A`)].join(
			"\n",
		);
		writeFileSync(path(), text);
		const options = { threads, partBytes: 64 };
		const told: number[] = [];
		await judgePlainly(
			path(),
			text.length,
			LAYOUT,
			{ ...task, onProgress: (share) => told.push(share) },
			options,
		);
		assert.ok(told.length > 0 && told.every((share) => share > 0 && share <= 1));
		assert.deepEqual(
			told,
			told.toSorted((a, b) => a - b),
		);
		const controller = new AbortController();
		const ending = judgePlainly(
			path(),
			text.length,
			LAYOUT,
			{ signal: controller.signal, onProgress: () => controller.abort() },
			options,
		);
		await assert.rejects(ending, { kind: "cancelled" });
	});
});

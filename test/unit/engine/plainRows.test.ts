import assert from "node:assert/strict";
import { join } from "node:path";
import * as fc from "fast-check";
import type { FileLayout } from "../../../src/core/trades/layout/fileLayout";
import { LineBlocks } from "../../../src/engine/plain/lineBlocks";
import { PlainRows } from "../../../src/engine/plain/plainRows";
import { type PlainVerdict, verdictOfTally } from "../../../src/engine/plain/plainTally";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { GENERIC, judged, useEngine, withoutIds } from "./engineTools";
import { type MadeTape, plainTape, rowsOf } from "./madeTape";

const bytes = (text: string) => new TextEncoder().encode(text);
const LAYOUTS: readonly FileLayout[] = [
	GENERIC,
	withoutIds(GENERIC),
	{ ...GENERIC, columns: { time: 0, price: 1, size: 2, symbol: 3, id: 4 } },
	{ ...GENERIC, side: { of: "maker", buy: ["buy"], sell: ["sell"] }, priceScale: 2 },
	{ ...GENERIC, side: { of: "amountSign" }, time: "byMagnitude" },
];

/** What is found in a file whose bytes come in pieces; `undefined` where it is not plain. */
function plainVerdict(
	content: Uint8Array,
	layout: FileLayout,
	cuts: readonly number[] = [],
): PlainVerdict | undefined {
	const rows = PlainRows.of(layout);
	const blocks = new LineBlocks({ skipped: layout.csv?.skippedLines ?? 0 });
	const isRead = (count: number) => {
		const lines = blocks.take(count);
		return lines !== undefined && rows?.read(lines) === true;
	};
	const ends = [...cuts, content.length];
	for (let at = 0; at < content.length;) {
		const end = ends.find((place) => place > at);
		const { room } = blocks;
		const piece = content.subarray(at, Math.min(end ?? at, at + room.length));
		room.set(piece);
		at += piece.length;
		if (!isRead(piece.length)) return undefined;
	}
	return isRead(0) && rows !== undefined ? verdictOfTally(rows.tally, layout) : undefined;
}

/** Rows in some order, some of them twice, with times in several units. */
const written = fc.record({
	tape: plainTape,
	layout: fc.constantFrom(...LAYOUTS),
	order: fc.constantFrom("asIs", "reversed", "mixed"),
	isRepeated: fc.boolean(),
	time: fc.constantFrom("", ".2", ".5"),
	ids: fc.constantFrom("", "x", "123456789012"),
	end: fc.constantFrom("", "\n", "\r\n"),
});

function linesOf(
	tape: MadeTape,
	{
		order,
		isRepeated,
		time,
		ids,
	}: { order: string; isRepeated: boolean; time: string; ids: string },
): string[] {
	const lines = rowsOf(tape).map(([at, price, size, side, id]) =>
		[`${at}${time}`, price, size, side, `${ids}${id}`].join(","),
	);
	if (isRepeated) lines.push(...lines.slice(0, 3));
	if (order === "reversed") lines.reverse();
	return order === "mixed" ? lines.map((_, at) => lines[(at * 7) % lines.length] ?? "") : lines;
}

describe("rows that are written plainly", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();
	const engine = useEngine();

	it("have the verdict that the database gives", async () => {
		await fc.assert(
			fc.asyncProperty(written, async ({ tape, layout, end, ...form }) => {
				const lines = linesOf(tape, form);
				const text = ["h,h,h,h,h", ...lines].join("\n") + end;
				assert.ok(plainVerdict(bytes(text), layout));
				const path = join(folder(), "t.csv");
				const plain = await judged(engine(), path, text, layout);
				// A quote is enough for the database to be asked.
				const quoted = text.replace(/,([0-9.]+),/, ',"$1",');
				assert.equal(plainVerdict(bytes(quoted), layout), undefined);
				const known = await judged(engine(), path, quoted, layout);
				assert.deepEqual({ ...plain, version: known.version }, known);
			}),
			{ numRuns: 40 },
		);
	});

	it("are the same wherever the bytes are cut", () => {
		const lines = ['"h",h,ü,h,h', "1,10.5,1,buy,1", "2,10.25,3,sell,2", "2,7,0.5,,3"].join("\r\n");
		const whole = bytes(lines);
		const verdictOf = (...cuts: readonly number[]) => plainVerdict(whole, GENERIC, cuts);
		const expected = verdictOf();
		assert.equal(expected?.trades, 3);
		for (let first = 1; first < whole.length; first++) {
			assert.deepEqual(verdictOf(first), expected);
			assert.deepEqual(verdictOf(first, Math.min(first + 1, whole.length)), expected);
		}
	});

	it("may be of more instruments than a call takes arguments", () => {
		const count = 200_000;
		const rows = Array.from({ length: count }, (_, at) => `${at + 1},1.5,1,S${at}`);
		const verdict = plainVerdict(bytes(["h", ...rows].join("\n")), {
			...GENERIC,
			csv: { delimiter: ",", encoding: "utf-8", skippedLines: 1, columns: 4 },
			columns: { time: 0, price: 1, size: 2, symbol: 3 },
			side: { of: "nobody" },
		});
		assert.equal(verdict?.symbols.length, count);
		assert.equal(verdict.priceDecimals, 1);
	});

	for (const row of [
		"x,1,1,buy,1",
		"1,,1,buy,1",
		"1,0,1,buy,1",
		"1,-1,1,buy,1",
		"1,1,1e3,buy,1",
		"1,1,+1,buy,1",
		"1, 1,1,buy,1",
		"1,1.,.,buy,1",
		"1,1.1.1,1,buy,1",
		"1,1,1,buy",
		"1,1,1,buy,1,1",
		'1,"1",1,buy,1',
		"1,1,1,büy,1",
		"1,9007199254740993,1,buy,1",
		"1,1_0,1,buy,1",
		"-1,1,1,buy,1",
		"1700000000123456789,1,1,buy,1",
		"1,0.0000000000000001,1,buy,1",
		"0001700000000,1,1,buy,1",
		".5,1,1,buy,1",
		"1,1,1,buy\r,1",
		"1,1,1,buy,1\r1",
		"1,1,1,buy,1\r\r\n",
	]) {
		it(`are not ${JSON.stringify(row)}`, () => {
			const layout: FileLayout = { ...GENERIC, time: "byMagnitude" };
			const text = `h,h,h,h,h\n1,1,1,buy,1\n${row}`;
			assert.equal(plainVerdict(bytes(text), layout), undefined);
		});
	}
});

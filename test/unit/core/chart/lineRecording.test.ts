import assert from "node:assert/strict";
import fc from "fast-check";
import { retraceLine } from "../../../../src/core/chart/lineRecording";
import { type LineFrame, type LinePen, traceLine } from "../../../../src/core/chart/lineTrace";
import { MinMaxTable } from "../../../../src/core/chart/minMaxTable";

type Call = readonly [kind: string, ...numbers: number[]];

/** What a way to trace calls, in order. */
function callsOf(trace: (pen: LinePen) => void): readonly Call[] {
	const calls: Call[] = [];
	trace({
		moveTo: (x, y) => calls.push(["move", x, y]),
		lineTo: (x, y) => calls.push(["line", x, y]),
		dot: (x, y) => calls.push(["dot", x, y]),
		column: (x, top, bottom, width) => calls.push(["column", x, top, bottom, width]),
	});
	return calls;
}

const value = fc.oneof(
	{ weight: 4, arbitrary: fc.double({ min: 1, max: 1_000, noNaN: true }) },
	{ weight: 1, arbitrary: fc.constant(NaN) },
);

const frame = fc.record({
	width: fc.integer({ min: 1, max: 60 }),
	pixelRatio: fc.constantFrom(1, 1.5, 2),
	isLog: fc.boolean(),
	top: fc.integer({ min: 0, max: 20 }),
});

describe("a line that is looked through once", () => {
	it("is traced as it is each time, in whatever frame it was traced before", () => {
		fc.assert(
			fc.property(
				fc.array(value, { minLength: 1, maxLength: 400 }),
				fc.array(frame, { minLength: 1, maxLength: 3 }),
				(numbers, frames) => {
					const values = Float64Array.from(numbers);
					const times = values.map((_, index) => index * 1_000);
					const line = { times, values, table: MinMaxTable.of(values), interval: 1_000 };
					for (const { width, pixelRatio, isLog, top } of [...frames, ...frames]) {
						const drawn: LineFrame = {
							time: { min: 0, max: values.length * 1_000 },
							value: { min: 1, max: 1_000 },
							left: 3,
							top,
							width,
							height: 100,
							pixelRatio,
							isLog,
						};
						const expected = callsOf((pen) => {
							traceLine(line, drawn, pen);
						});
						for (let again = 0; again < 2; again++) {
							const calls = callsOf((pen) => {
								retraceLine(line, drawn, pen);
							});
							assert.deepEqual(calls, expected);
						}
					}
				},
			),
			{ numRuns: 100 },
		);
	});
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { copyResult } from "../../../src/app/copyResult";
import { opened, packed } from "../../support/packed";
import { plain, queryResult } from "../core/result/results";

describe("a copy of a result for other code", () => {
	it("has the same numbers and words", () => {
		fc.assert(
			fc.property(queryResult, (result) => {
				const original = packed(result);
				// What of it was over is for charts alone.
				const told = { ...opened(original) };
				delete told.toldAt;
				assert.deepEqual(plain(copyResult(original)), plain(told));
			}),
			{ numRuns: 300 },
		);
	});

	it("shares nothing: changing and transferring every column leaves the original as it was", () => {
		fc.assert(
			fc.property(queryResult, (result) => {
				const original = packed(result);
				const before = plain(opened(original));
				const copy = copyResult(original);
				const buffers = new Set<ArrayBufferLike>();
				for (const series of copy.series) {
					for (const column of Object.values(series) as unknown[]) {
						if (!(column instanceof Float64Array || column instanceof Uint32Array)) continue;
						column.fill(7);
						assert.ok(!buffers.has(column.buffer), "each column has a buffer of its own");
						buffers.add(column.buffer);
					}
				}
				structuredClone(null, { transfer: [...buffers] as ArrayBuffer[] });
				for (const warning of copy.warnings) Object.assign(warning, { code: "changed" });
				Object.assign(copy.range, { from: 0 });
				assert.deepEqual(plain(opened(original)), before);
			}),
			{ numRuns: 300 },
		);
	});
});

import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
	freeName,
	isName,
	keptSelections,
	movedSpan,
	nearestEdge,
	resizedSpan,
	selectionsOf,
	spanBetween,
} from "../../../../src/core/query/selections";
import { HOUR_MS } from "../../../../src/core/time";

const START = Date.UTC(2026, 2, 29);
const GRID = { from: START, to: START + 24 * HOUR_MS, interval: HOUR_MS };
const at = (hours: number) => START + hours * HOUR_MS;
const iso = (hours: number) => new Date(at(hours)).toISOString();

describe("selections of time", () => {
	it("are those of a view that can be shown, each with a name of its own", () => {
		const selections = [
			{ name: "A", from: iso(2), to: iso(5) },
			{ name: "A", from: iso(3), to: iso(4) },
			{ name: "ends before it begins", from: iso(3), to: iso(2) },
			{ name: "C", from: "yesterday", to: iso(2) },
			{ name: "=cmd()", from: iso(2), to: iso(5) },
			{ name: "US open", from: iso(13), to: iso(14) },
		];
		assert.deepEqual(selectionsOf({ selections }), [
			{ name: "A", from: at(2), to: at(5) },
			{ name: "US open", from: at(13), to: at(14) },
		]);
		assert.deepEqual(keptSelections(selectionsOf({ selections })), [selections[0], selections[5]]);
		assert.equal(keptSelections([]), undefined);
	});

	it("get the first letter that is free, as long as there is one", () => {
		const named = (names: string) => [...names].map((name) => ({ name, from: at(0), to: at(1) }));
		assert.equal(freeName([]), "A");
		assert.equal(freeName(named("ACD")), "B");
		assert.equal(freeName(named("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), undefined);
	});

	it("have names that no spreadsheet runs and no line ends in", () => {
		for (const name of ["A", "US open", "Öffnung 2", "a_b-c.d"]) assert.ok(isName(name), name);
		for (const name of ["", " A", "A ", "=A", "a\tb", "a,b", "seventeen letters"])
			assert.ok(!isName(name), name);
	});

	it("begin and end where intervals do, however they are pulled", () => {
		const time = fc.double({ min: -10, max: 40, noNaN: true }).map(at);
		const isOnGrid = (edge: number) =>
			(edge - START) % HOUR_MS === 0 && edge >= GRID.from && edge <= GRID.to;
		fc.assert(
			fc.property(time, time, time, fc.constantFrom("from", "to"), (one, other, to, edge) => {
				const made = spanBetween(GRID, one, other);
				const [low, high] = [Math.min(one, other), Math.max(one, other)];
				// The intervals that the pull began and ended in belong to it.
				assert.ok(made.from <= Math.max(low, GRID.from) && made.to >= Math.min(high, GRID.to));
				const spans = [made, movedSpan(GRID, made, to), resizedSpan(GRID, made, edge, to)];
				for (const span of spans) {
					assert.ok(isOnGrid(span.from) && isOnGrid(span.to), JSON.stringify(span));
					assert.ok(span.to - span.from >= HOUR_MS);
				}
				assert.equal(spans[1] && spans[1].to - spans[1].from, made.to - made.from);
			}),
		);
	});

	it("hold the intervals between two times, those of both ends included", () => {
		assert.deepEqual(spanBetween(GRID, at(2.5), at(4.5)), { from: at(2), to: at(5) });
		assert.deepEqual(spanBetween(GRID, at(4.5), at(2.5)), { from: at(2), to: at(5) });
		assert.deepEqual(spanBetween(GRID, at(3.2), at(3.2)), { from: at(3), to: at(4) });
		assert.equal(nearestEdge(GRID, at(3.4)), at(3));
		assert.equal(nearestEdge(GRID, Infinity), at(24));
		assert.deepEqual(resizedSpan(GRID, { from: at(2), to: at(5) }, "from", Infinity), {
			from: at(4),
			to: at(5),
		});
		assert.deepEqual(movedSpan(GRID, { from: at(2), to: at(5) }, Infinity), {
			from: at(21),
			to: at(24),
		});
	});
});

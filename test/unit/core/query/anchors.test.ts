import assert from "node:assert/strict";
import fc from "fast-check";
import { anchorsOf, keptAnchors, newAnchor } from "../../../../src/core/query/anchors";
import { presetOptions, rememberedLooks } from "../../../../src/core/query/looks";
import { isName } from "../../../../src/core/query/selections";
import { MOST_ANCHORS, type Anchor } from "../../../../src/core/query/viewOptions";
import { viewOptions } from "../../../../src/core/query/viewRules";

const DAY = "2026-03-28";
const iso = (hour: number) => `${DAY}T${String(hour).padStart(2, "0")}:00:00.000Z`;
const time = (hour: number) => Date.parse(iso(hour));

/** Anchors as files may hold them: with names that are none or come twice, and colors that come twice. */
const anchor: fc.Arbitrary<Anchor> = fc.record(
	{
		at: fc.integer({ min: 0, max: 23 }).map(iso),
		name: fc.constantFrom("1", "2", "3", "FOMC", "US open", "", "=1", " x"),
		bands: fc.uniqueArray(fc.constantFrom(0.5, 1, 2, 3), { maxLength: 3 }),
		color: fc.integer({ min: 1, max: MOST_ANCHORS }),
	},
	{ requiredKeys: ["at"] },
);
const lists = fc.array(anchor, { maxLength: MOST_ANCHORS });

describe("anchors of a view", () => {
	it("have the first number and the first color that are free, unless they name their own", () => {
		const found = anchorsOf({
			anchors: [
				{ at: iso(1) },
				{ at: iso(2), name: "1", color: 1 },
				{ at: iso(3), name: "FOMC", bands: [1, 2] },
				{ at: iso(4) },
			],
		});
		assert.deepEqual(found, [
			{ name: "2", at: time(1), bands: [], color: 2 },
			{ name: "1", at: time(2), bands: [], color: 1 },
			{ name: "FOMC", at: time(3), bands: [1, 2], color: 3 },
			{ name: "3", at: time(4), bands: [], color: 4 },
		]);
	});

	it("leave out what has no time, no proper name, or the name of another one", () => {
		const names = anchorsOf({
			anchors: [
				{ at: "soon" },
				{ at: iso(1), name: "A" },
				{ at: iso(2), name: "A" },
				{ at: iso(3), name: "=SUM" },
				{ at: iso(4), name: "B" },
			],
		}).map(({ name }) => name);
		assert.deepEqual(names, ["A", "B"]);
	});

	it("each have a name and a color of their own, and come back the same once they are kept", () => {
		fc.assert(
			fc.property(lists, (anchors) => {
				const found = anchorsOf({ anchors });
				assert.equal(new Set(found.map(({ name }) => name)).size, found.length);
				assert.equal(new Set(found.map(({ color }) => color)).size, found.length);
				assert.ok(found.every(({ name }) => isName(name)));
				const kept = keptAnchors(found);
				assert.deepEqual(anchorsOf(kept === undefined ? {} : { anchors: kept }), found);
				assert.deepEqual(viewOptions({ anchors: kept }).anchors, kept);
			}),
		);
	});

	it("get a next one until there are as many as colors", () => {
		const all = anchorsOf({ anchors: [{ at: iso(1) }, { at: iso(2), name: "3", color: 4 }] });
		assert.deepEqual(newAnchor(all, time(5)), { name: "2", at: time(5), bands: [], color: 2 });
		fc.assert(
			fc.property(lists, (anchors) => {
				let grown = anchorsOf({ anchors });
				for (let next = newAnchor(grown, 0); next; next = newAnchor(grown, 0)) {
					grown = [...grown, next];
					assert.equal(new Set(grown.map(({ name }) => name)).size, grown.length);
					assert.equal(new Set(grown.map(({ color }) => color)).size, grown.length);
				}
				assert.equal(grown.length, MOST_ANCHORS);
			}),
		);
	});

	it("stay with their data: neither presets nor the next chart of a kind take them", () => {
		const view = { anchors: [{ at: iso(1) }], log: true };
		assert.deepEqual(presetOptions(view), { log: true });
		assert.deepEqual(rememberedLooks(view), { log: true });
	});
});

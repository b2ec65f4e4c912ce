import assert from "node:assert/strict";
import fc from "fast-check";
import { type HeaderPieces, planHeader } from "../../../src/webview/widgets/headerPlan";
import { TOOLS, type ToolId } from "../../../src/webview/widgets/tools";

const ALL = TOOLS.map(({ id }) => id);
/** What a chart at rest has. */
const USUAL = ALL.filter((id) => id !== "cancel" && id !== "resetZoom");

const pieces = (more: Partial<HeaderPieces> = {}): HeaderPieces => ({
	room: 900,
	name: 80,
	lists: 144,
	stepper: 0,
	words: false,
	tools: USUAL,
	pressed: [],
	...more,
});

describe("the one line of the header", () => {
	it("has everything where there is room, and keeps that of the button that comes with a zoom", () => {
		const plan = planHeader(pieces());
		assert.deepEqual([...plan.tools], USUAL);
		assert.ok(plan.lists && plan.stepper && plan.keepsReset);
		assert.equal(plan.hasMore, false);
	});

	it("gives up what is pressed least first, and never what is switched on before the rest", () => {
		const narrow = planHeader(pieces({ room: 440 }));
		assert.ok(narrow.hasMore && narrow.lists);
		assert.ok(narrow.tools.has("refresh") && narrow.tools.has("options"));
		assert.ok(!narrow.tools.has("addMarket"));
		const measuring = planHeader(pieces({ room: 340, pressed: ["addMarket"] }));
		assert.ok(measuring.tools.has("addMarket"));
	});

	it("gives the words about following what the rest leaves, down to what still says something", () => {
		const wordsIn = (room: number) => planHeader(pieces({ room, words: true })).words;
		assert.equal(wordsIn(900), 300);
		const cut = wordsIn(700);
		assert.ok(cut >= 60 && cut < 300, String(cut));
		assert.equal(wordsIn(540), 0);
		assert.equal(planHeader(pieces()).words, 0);
	});

	it("keeps every button where it is while there are words about following", () => {
		fc.assert(
			fc.property(fc.integer({ min: 120, max: 1_200 }), (room) => {
				const besideWords = (words: boolean) => ({
					...planHeader(pieces({ room, words })),
					words: undefined,
				});
				assert.deepEqual(besideWords(true), besideWords(false));
			}),
		);
	});

	it("puts the stepper away before the lists", () => {
		const plan = planHeader(pieces({ room: 400, stepper: 220 }));
		assert.deepEqual([plan.lists, plan.stepper], [true, false]);
		const least = planHeader(pieces({ room: 180, stepper: 220 }));
		assert.deepEqual([least.lists, least.stepper], [false, false]);
	});

	it("never asks for more room than there is, and loses nothing", () => {
		const ids = fc.subarray([...ALL] as ToolId[]);
		fc.assert(
			fc.property(
				fc.record({
					room: fc.integer({ min: 120, max: 3_000 }),
					name: fc.integer({ min: 20, max: 600 }),
					lists: fc.integer({ min: 0, max: 300 }),
					stepper: fc.integer({ min: 0, max: 300 }),
					words: fc.boolean(),
					tools: ids,
					pressed: ids,
				}),
				(some) => {
					const plan = planHeader(some);
					const width = (has: boolean, wide: number) => (has && wide > 0 ? wide + 12 : 0);
					const taken =
						Math.min(some.name, some.room * 0.4) +
						12 +
						width(plan.lists, some.lists) +
						width(plan.stepper, some.stepper) +
						width(plan.words > 0, plan.words) +
						24 * (plan.tools.size + Number(plan.hasMore) + Number(plan.keepsReset));
					assert.ok(taken <= some.room || plan.tools.size === 0, `${taken} of ${some.room}`);
					const isAllThere = plan.lists && plan.stepper && plan.tools.size === some.tools.length;
					assert.ok(isAllThere || plan.hasMore);
					assert.ok(plan.words === 0 || (some.words && plan.words >= 60));
					for (const tool of plan.tools) assert.ok(some.tools.includes(tool));
				},
			),
		);
	});
});

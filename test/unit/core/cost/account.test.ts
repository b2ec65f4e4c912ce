import assert from "node:assert/strict";
import fc from "fast-check";
import { type AccountNotes, leftOf, silenceFor } from "../../../../src/core/cost/account";
import { epochMs } from "../../../../src/core/time";

const NOW = epochMs(Date.UTC(2026, 2, 29, 16));
/** One unit comes back every six seconds. */
const TOLD = { at: NOW, remaining: 4, limit: 20, resetAt: epochMs(NOW + 96_000) };
const spending = (cost: number) => ({ at: NOW, cost });

describe("the wait for what an account may spend", () => {
	it("is until windows that spent the same at once have given back what there was not", () => {
		// Three windows took two each of four.
		const notes: AccountNotes = { spent: [], open: [2, 2, 2].map(spending), told: TOLD };
		assert.equal(leftOf(notes, undefined, NOW)?.left, 0);
		assert.equal(silenceFor(notes, 2, undefined, NOW)?.until, NOW + 24_000);
	});

	it("counts the same where nobody told what is left, only what the plan gives", () => {
		const plan = { perMinute: 10, burst: 20 };
		const notes: AccountNotes = { spent: [spending(24)], open: [spending(2)] };
		assert.equal(leftOf(notes, plan, NOW)?.left, 0);
		// Six more than there was, and two for the request, at ten a minute.
		assert.equal(silenceFor(notes, 2, plan, NOW)?.until, NOW + 48_000);
	});

	it("is never shorter for having spent more, and at its end the request may go", () => {
		const costs = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 6 });
		fc.assert(
			fc.property(
				costs,
				fc.integer({ min: 1, max: 6 }),
				fc.integer({ min: 1, max: 6 }),
				(open, more, cost) => {
					const notes = { spent: [], open: open.map(spending), told: TOLD };
					const heavier = { ...notes, open: [...notes.open, spending(more)] };
					const wait = silenceFor(notes, cost, undefined, NOW);
					const longer = silenceFor(heavier, cost, undefined, NOW);
					assert.ok((longer?.until ?? NOW) >= (wait?.until ?? NOW));
					const then = wait?.until ?? NOW;
					if (then < TOLD.resetAt)
						assert.equal(silenceFor(notes, cost, undefined, then), undefined);
				},
			),
		);
	});
});

import assert from "node:assert/strict";
import type { WebviewPanel } from "vscode";
import type { ChartView } from "../../../../../src/core/query/query";
import { restorePanel } from "../../../../../src/host/panels/restore/restorePanel";
import { KeptLog } from "../../../app/keptLog";
import { PROFILE_VIEW, VWAP_VIEW } from "../../../app/views";

type Restored = (ChartView & { readonly market?: string }) | "lost";

/** Restores a panel from what its page kept, and gives what became of it. */
async function restored(state: unknown): Promise<Restored> {
	let outcome: Restored | undefined;
	const panels = {
		restore: (view: ChartView, _panel: WebviewPanel, market?: string) => {
			outcome = market === undefined ? view : { ...view, market };
			return Promise.resolve();
		},
	};
	const showLost = () => void (outcome = "lost");
	await restorePanel({} as WebviewPanel, state, { panels, log: new KeptLog(), showLost });
	assert.ok(outcome !== undefined, "the panel stays empty");
	return outcome;
}

describe("a restored panel", () => {
	it("gets the view that its page kept, beside the page's own memory", async () => {
		assert.deepEqual(await restored(VWAP_VIEW), VWAP_VIEW);
		assert.deepEqual(await restored({ ...PROFILE_VIEW, zoom: { from: 1 } }), PROFILE_VIEW);
	});

	it("stays tied to its saved market, which its page kept the id of", async () => {
		const market = "00000000000000aa";
		assert.deepEqual(await restored({ ...VWAP_VIEW, market }), { ...VWAP_VIEW, market });
		for (const none of ["", "../../x", 7, null, { market }]) {
			assert.deepEqual(await restored({ ...VWAP_VIEW, market: none }), VWAP_VIEW);
		}
	});

	it("gets those parts of another version's state that it understands", async () => {
		assert.deepEqual(await restored({ ...VWAP_VIEW, version: 9, news: [1] }), VWAP_VIEW);
	});

	for (const [what, state] of [
		["missing", undefined],
		["null", null],
		["of another type", "view"],
		["without queries", { view: {} }],
		["with no query", { queries: [], view: {} }],
		["with a damaged query", { queries: [{ kind: "vwap" }], view: {} }],
		["with seven queries", { queries: Array<unknown>(7).fill(VWAP_VIEW.queries[0]), view: {} }],
		["with a hostile query", { queries: [{ __proto__: { provider: "kaiko" } }], view: {} }],
		["huge", { ...VWAP_VIEW, zoom: "x".repeat(20_000) }],
	] as const) {
		it(`offers a choice when the state is ${what} (L2)`, async () => {
			assert.equal(await restored(state), "lost");
		});
	}
});

import assert from "node:assert/strict";
import { answerCopies } from "../../../../src/host/panels/answerCopies";
import type { CopyOutcome, CopyRequest } from "../../../../src/protocol/messages";
import { KeptLog } from "../../app/keptLog";
import { VWAP_VIEW } from "../../app/views";
import { vwapOf } from "../../../support/series";
import { epochMs } from "../../../../src/core/time";
import { packed } from "../../../support/packed";
import { openPanel, settled } from "./panelHarness";

const REQUEST: CopyRequest = {
	id: 7,
	revision: 1,
	view: {},
	zone: "UTC",
	wish: { kind: "rows", table: "vwap", from: 0, to: 1 },
};

/** A panel with an answer, whose copies go to a clipboard that takes or refuses them. */
async function copying(write?: (text: string) => Promise<void>) {
	const { controller, asked } = openPanel();
	const shown = controller.refresh();
	const [query] = VWAP_VIEW.queries;
	const result = {
		query,
		range: { from: epochMs(0), to: epochMs(7_200_000) },
		series: [vwapOf([0, 3_600_000], [10, 11.5])],
		warnings: [],
		fetchedAt: epochMs(7_200_000),
		fromCache: "none",
	} as const;
	asked[0]?.resolve(packed(result));
	await shown;
	const clipboard: string[] = [];
	const answers: CopyOutcome[] = [];
	const log = new KeptLog();
	const ask = answerCopies({
		controller,
		words: () => ({
			headingOf: ({ name }) => name,
			chart: { baseUnit: "", nativeUnits: "", contracts: () => "", line: (name) => name },
			changed: "The chart has changed.",
			refused: "The clipboard could not be written.",
		}),
		write: write ?? ((text) => Promise.resolve(void clipboard.push(text))),
		answer: (outcome) => void answers.push(outcome),
		log,
	});
	return { ask, clipboard, answers, log };
}

describe("a page that asks for numbers on the clipboard", () => {
	it("is told how many rows are there once they are", async () => {
		let write: () => void = () => undefined;
		const written = new Promise<void>((resolve) => (write = resolve));
		const { ask, answers } = await copying(() => written);
		ask(REQUEST);
		await settled();
		assert.deepEqual(answers, []);
		write();
		await settled();
		assert.deepEqual(answers, [{ id: 7, isCopied: true, rows: 2 }]);
	});

	it("gets them from the answers of the host", async () => {
		const { ask, clipboard } = await copying();
		ask(REQUEST);
		await settled();
		const rows = ["time\tvwap", "1970-01-01 00:00:00\t10", "1970-01-01 01:00:00\t11.5"];
		assert.deepEqual(clipboard, [rows.join("\n")]);
	});

	it("is told that the clipboard refused them, and the log keeps why", async () => {
		const { ask, answers, log } = await copying(() => Promise.reject(new Error("no permission")));
		ask(REQUEST);
		await settled();
		const text = "The clipboard could not be written.";
		assert.deepEqual(answers, [{ id: 7, isCopied: false, text }]);
		assert.match(log.lines.join(), /no permission/);
	});

	it("is told when it shows older answers, or rows that do not exist", async () => {
		const { ask, answers, clipboard } = await copying();
		ask({ ...REQUEST, revision: 0 });
		ask({ ...REQUEST, id: 8, wish: { kind: "rows", table: "profile", from: 0, to: 1 } });
		ask({ ...REQUEST, id: 9, wish: { kind: "rows", table: "vwap", from: 2, to: 4 } });
		await settled();
		const text = "The chart has changed.";
		assert.deepEqual(
			answers,
			[7, 8, 9].map((id) => ({ id, isCopied: false, text })),
		);
		assert.deepEqual(clipboard, []);
	});
});

import assert from "node:assert/strict";
import { CostLines } from "../../../../src/host/panels/costLines";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";
import { KeptLog } from "../../app/keptLog";

const VIEW = [BTCUSDT_PROFILE];
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Lines whose lookups the test ends. */
function heldLines() {
	const asked: { answer: (line: string | undefined) => void; fail: () => void }[] = [];
	const told: (string | undefined)[] = [];
	const log = new KeptLog();
	const lines: CostLines = new CostLines({
		lineOf: () =>
			new Promise((resolve, reject) => {
				asked.push({ answer: resolve, fail: () => reject(new Error("lost")) });
			}),
		log,
		onDidChange: (queries) => void told.push(lines.of(queries)),
	});
	return { lines, asked, told, log };
}

describe("what asking again costs", () => {
	it("is nothing at first, and told once it is found", async () => {
		const { lines, asked, told } = heldLines();
		assert.equal(lines.of(VIEW), undefined);
		asked[0]?.answer("1 request");
		await settled();
		assert.deepEqual(told, ["1 request"]);
		assert.equal(lines.of([BTC_USD_VWAP]), undefined);
	});

	it("stays what it was until it is found anew, and is told where it is another alone", async () => {
		const { lines, asked, told } = heldLines();
		lines.check(VIEW);
		asked[0]?.answer("1 request");
		await settled();
		// Who is told asks for the line, which is looked up once more.
		asked[1]?.answer("1 request");
		await settled();
		assert.deepEqual([asked.length, told.length], [2, 1]);
		lines.check(VIEW);
		asked[2]?.answer("costs nothing");
		await settled();
		assert.deepEqual(told, ["1 request", "costs nothing"]);
	});

	it("is looked up once more where it may have changed meanwhile, however often", async () => {
		const { lines, asked, told } = heldLines();
		for (let times = 0; times < 5; times++) lines.check(VIEW);
		assert.equal(asked.length, 1);
		asked[0]?.answer("old");
		await settled();
		assert.equal(asked.length, 2);
		assert.deepEqual(told, []);
		asked[1]?.answer("new");
		await settled();
		assert.deepEqual(told, ["new"]);
	});

	it("is looked up again after a failure, which is told in the log alone", async () => {
		const { lines, asked, told, log } = heldLines();
		lines.check(VIEW);
		asked[0]?.fail();
		await settled();
		assert.equal(log.lines.length, 1);
		lines.check(VIEW);
		asked[1]?.answer("1 request");
		await settled();
		assert.deepEqual(told, ["1 request"]);
	});
});

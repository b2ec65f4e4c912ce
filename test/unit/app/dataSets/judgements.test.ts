import assert from "node:assert/strict";
import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Judgements } from "../../../../src/app/dataSets/judgements";
import { text } from "../../../../src/core/text";
import { type Judgement, NOT_JUDGED } from "../../../../src/core/trades/dataSet/judgement";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";

const JUDGEMENT: Judgement = {
	said: { zone: "Europe/London" },
	source: text("Tape of {0}", "somebody"),
	steps: { "BTC-USDT": { units: 5n, places: 1 } },
	files: [],
};

describe("judgements", () => {
	const folder = useTemporaryFolder();
	const judgements = () => new Judgements(join(folder(), "judgements"), new KeptLog());
	const file = () => {
		const [name = ""] = readdirSync(join(folder(), "judgements"));
		return join(folder(), "judgements", name);
	};

	it("are kept for each definition, and found by another window", async () => {
		await judgements().write("/a.json", JUDGEMENT);
		assert.deepEqual(await judgements().read("/a.json"), JUDGEMENT);
		assert.deepEqual(await judgements().read("/b.json"), NOT_JUDGED);
	});

	it("are read from disk once, and again when another window wrote them", async () => {
		const [here, there] = [judgements(), judgements()];
		await there.write("/a.json", JUDGEMENT);
		const first = await here.read("/a.json");
		assert.equal(await here.read("/a.json"), first);
		await there.write("/a.json", { ...JUDGEMENT, said: {} });
		assert.deepEqual((await here.read("/a.json")).said, {});
		await there.forget("/a.json");
		assert.deepEqual(await here.read("/a.json"), NOT_JUDGED);
	});

	it("are no loss when they are damaged or of another version", async () => {
		const store = judgements();
		await store.write("/a.json", JUDGEMENT);
		for (const damage of ["{ half", "[]", JSON.stringify({ schema: 9 }), ""]) {
			writeFileSync(file(), damage);
			assert.deepEqual(await store.read("/a.json"), NOT_JUDGED);
		}
	});

	it("that cannot be written are told in the log alone", async function () {
		if (process.getuid?.() === 0) {
			writeFileSync(join(folder(), "judgements"), "a file in the place of the folder");
		} else {
			chmodSync(folder(), 0o500);
		}
		const log = new KeptLog();
		await new Judgements(join(folder(), "judgements"), log).write("/a.json", JUDGEMENT);
		assert.match(log.lines.join("\n"), /was not kept/);
		chmodSync(folder(), 0o700);
	});
});

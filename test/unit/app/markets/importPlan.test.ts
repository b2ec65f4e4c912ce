import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import fc from "fast-check";
import {
	choiceProblem,
	planImport,
	runImport,
	suggestedChoice,
} from "../../../../src/app/markets/importPlan";
import { MarketStore, MOST_MARKETS } from "../../../../src/app/markets/marketStore";
import { marketsFileText, readMarketsFile } from "../../../../src/core/query/marketsFile";
import { FaultyFs } from "../files/faultyFs";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";
import { PROFILE_VIEW, VWAP_VIEW } from "../views";

const AT = "2026-11-29T16:00:00.000Z";

describe("an import of markets", () => {
	const folder = useTemporaryFolder();
	const open = async (fs = new FaultyFs({})) => {
		const store = new MarketStore({ folder: folder(), log: new KeptLog(), now: Date.now, fs });
		await store.rescan();
		return store;
	};
	const fileOf = (...content: Parameters<typeof marketsFileText>) => {
		const read = readMarketsFile(JSON.parse(marketsFileText(...content)));
		assert.ok(read.ok);
		return read;
	};
	const several = (count: number) =>
		Array.from({ length: count }, (_, at) => ({ name: `market ${at}`, ...PROFILE_VIEW }));
	const files = () =>
		existsSync(folder()) ? readdirSync(folder()).filter((name) => name.endsWith(".json")) : [];
	const list = (store: MarketStore) => {
		const names = (group?: string) =>
			store.inGroup(group).map((entry) => (entry.state === "ok" ? entry.market.name : entry.name));
		const groups = store.groups.entries.map(({ id, name }) => `${name}: ${names(id).join(" ")}`);
		return [...groups, ...names()];
	};
	const FILE = [
		[
			{ name: "Majors", markets: [{ name: "a", ...PROFILE_VIEW }] },
			{ name: "Empty", markets: [] },
		],
		[{ name: "b", ...VWAP_VIEW }],
		AT,
	] as const;

	it("changes nothing before it is wanted, then adds markets under new ids, with their groups (H11)", async () => {
		const store = await open();
		const plan = planImport(store, fileOf(...FILE));
		assert.deepEqual(files(), []);
		const imported = await runImport(store, suggestedChoice(plan));
		assert.deepEqual(list(store), ["Majors: a", "Empty: ", "b"]);
		assert.deepEqual([imported.markets.length, imported.groups.length], [2, 2]);
	});

	it("takes nothing twice: what is saved, or stands twice in the file, is told and left out", async () => {
		const store = await open();
		const file = fileOf(FILE[0], [...FILE[1], ...FILE[1]], AT);
		await runImport(store, suggestedChoice(planImport(store, file)));
		const plan = planImport(store, file);
		assert.deepEqual(
			plan.markets.map(({ duplicateOf }) => duplicateOf),
			["list", "list", "list"],
		);
		assert.deepEqual(suggestedChoice(plan), { markets: [], emptyGroups: [] });
		assert.equal(files().length, 4);
	});

	it("puts markets into the group of the same name", async () => {
		const store = await open();
		const { id } = await store.groups.add("Majors");
		await runImport(store, suggestedChoice(planImport(store, fileOf(...FILE))));
		assert.equal(store.groups.entries.filter(({ name }) => name === "Majors").length, 1);
		assert.equal(store.inGroup(id).length, 1);
	});

	it("offers 500 of 1,000 markets, and none more than there is room for (D11)", async () => {
		const store = await open();
		const plan = planImport(store, fileOf([], several(1_000), AT));
		const suggested = suggestedChoice(plan);
		assert.equal(suggested.markets.length, MOST_MARKETS);
		assert.equal(choiceProblem(store, plan, suggested), undefined);
		const all = { markets: plan.markets.map(({ market }) => market), emptyGroups: [] };
		assert.match(choiceProblem(store, plan, all)?.message ?? "", /room for/);
	});

	it("adds nothing where the list has filled up meanwhile", async function () {
		this.timeout(60_000);
		const store = await open();
		const plan = planImport(store, fileOf([], several(400), AT));
		const other = await open();
		await other.addAll(several(200));
		await assert.rejects(runImport(store, suggestedChoice(plan)), { kind: "full" });
		assert.equal(files().length, 200);
	});

	it("is all or nothing when the disk fills up at any write", async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat({ max: 6 }), async (room) => {
				const fs = new CountingFs(room);
				const store = await open(fs);
				const before = files();
				const plan = planImport(store, fileOf(FILE[0], several(4), AT));
				await assert.rejects(runImport(store, suggestedChoice(plan)), { kind: "diskFull" });
				assert.deepEqual(files(), before);
				assert.deepEqual(list(store), []);
			}),
			{ numRuns: 7 },
		);
	});

	it("goes on with the same file where it was cut off", async () => {
		const first = await open();
		const file = fileOf(...FILE);
		const plan = planImport(first, file);
		const [market] = suggestedChoice(plan).markets;
		assert.ok(market);
		await runImport(first, { markets: [market], emptyGroups: [] });
		const second = await open();
		await runImport(second, suggestedChoice(planImport(second, file)));
		assert.deepEqual(list(second), ["Majors: a", "Empty: ", "b"]);
	});
});

/** A disk with room for so many writes. */
class CountingFs extends FaultyFs {
	private left: number;

	constructor(room: number) {
		super({});
		this.left = room;
	}

	override async open(path: string, flags: "wx", mode: number) {
		this.left -= 1;
		this.faults = this.left < 0 ? { write: "ENOSPC" } : {};
		return super.open(path, flags, mode);
	}
}

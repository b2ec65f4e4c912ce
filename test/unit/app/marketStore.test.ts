import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MarketStore, MOST_MARKETS } from "../../../src/app/marketStore";
import { StorageError } from "../../../src/app/storageError";
import type { SavedMarket } from "../../../src/core/query/savedMarket";
import { FaultyFs } from "./faultyFs";
import { KeptLog } from "./keptLog";
import { useTemporaryFolder } from "./temporaryFolder";
import { PROFILE_VIEW, VWAP_VIEW } from "./views";

const NOW = Date.UTC(2026, 2, 29, 16);

describe("market store", () => {
	const folder = useTemporaryFolder();
	const markets = () => join(folder(), "markets");
	const open = (fs = new FaultyFs({})) =>
		new MarketStore({ folder: markets(), log: new KeptLog(), now: () => NOW, fs });
	const files = (name = "") =>
		readdirSync(join(markets(), name)).filter((file) => file.endsWith(".json"));
	const onDisk = (id: string) =>
		JSON.parse(readFileSync(join(markets(), `${id}.json`), "utf8")) as SavedMarket;
	const names = (store: MarketStore) =>
		store.entries.map((entry) =>
			entry.state === "ok" ? entry.market.name : `newer ${entry.name}`,
		);
	const place = (id: string, content: string | Uint8Array) => {
		mkdirSync(markets(), { recursive: true });
		writeFileSync(join(markets(), `${id}.json`), content);
	};

	it("saves one file per market in the documented form and reads it back", async () => {
		const { id } = await open().add("Bitcoin", PROFILE_VIEW);
		assert.deepEqual(onDisk(id), {
			schema: 1,
			id,
			rev: 1,
			createdAt: "2026-03-29T16:00:00.000Z",
			updatedAt: "2026-03-29T16:00:00.000Z",
			order: "i",
			name: "Bitcoin",
			...PROFILE_VIEW,
		});
		const other = open();
		await other.rescan();
		assert.deepEqual(other.entries, [{ state: "ok", id, market: onDisk(id) }]);
	});

	it("tells when the list changed, and only then", async () => {
		const store = open();
		let changes = 0;
		store.onDidChange(() => (changes += 1));
		await store.add("Bitcoin", PROFILE_VIEW);
		assert.equal(changes, 1);
		await store.rescan();
		assert.equal(changes, 1);
	});

	it("cleans names of line breaks, control and direction-changing characters", async () => {
		const { name } = await open().add(" a\n\u202eb\u0007 \u200bc ", PROFILE_VIEW);
		assert.equal(name, "a b c");
	});

	it("renames, edits, duplicates and moves, each with a revision of its own", async () => {
		const store = open();
		const first = await store.add("first", PROFILE_VIEW);
		const second = await store.add("second", VWAP_VIEW);
		const renamed = await store.update(first.id, { name: "primero" });
		assert.deepEqual([renamed.conflict, renamed.market.rev], [false, 2]);
		await store.update(first.id, { queries: VWAP_VIEW.queries });
		assert.deepEqual(onDisk(first.id).queries, VWAP_VIEW.queries);
		await store.duplicate(first.id, "primero (copy)");
		assert.deepEqual(names(store), ["primero", "primero (copy)", "second"]);
		await store.move(second.id, first.id);
		assert.deepEqual(names(store), ["second", "primero", "primero (copy)"]);
		await store.move(second.id, undefined);
		assert.deepEqual(names(store), ["primero", "primero (copy)", "second"]);
		assert.equal(onDisk(first.id).rev, 3);
	});

	it("keeps a removed market until it is brought back", async () => {
		const store = open();
		const { id } = await store.add("Bitcoin", PROFILE_VIEW);
		const before = readFileSync(join(markets(), `${id}.json`));
		assert.equal(await store.remove(id), "removed");
		assert.deepEqual([names(store), files(), files("removed").length], [[], [], 1]);
		assert.equal(await store.restore(id), true);
		assert.deepEqual(readFileSync(join(markets(), `${id}.json`)), before);
		assert.deepEqual(names(store), ["Bitcoin"]);
		assert.equal(await store.restore(id), false);
	});

	it("forgets removed markets after a day, when it starts", async () => {
		const { id } = await open().add("Bitcoin", PROFILE_VIEW);
		await open().rescan();
		const store = open();
		await store.rescan();
		await store.remove(id);
		const later = new MarketStore({
			folder: markets(),
			log: new KeptLog(),
			now: () => NOW + 86_400_001,
		});
		await later.rescan();
		assert.deepEqual(files("removed"), []);
	});

	it("keeps both when another window changed the market in the meantime", async () => {
		const mine = open();
		const { id } = await mine.add("Bitcoin", PROFILE_VIEW);
		const theirs = open();
		await theirs.rescan();
		await theirs.update(id, { name: "Theirs" });
		const outcome = await mine.update(id, { name: "Mine" });
		assert.equal(outcome.conflict, true);
		assert.deepEqual(names(mine), ["Theirs", "Mine (copy)"]);
	});

	it("lets an edit win over a removal, whichever window is first", async () => {
		const mine = open();
		const { id } = await mine.add("Bitcoin", PROFILE_VIEW);
		const theirs = open();
		await theirs.rescan();
		await theirs.update(id, { name: "Edited" });
		assert.equal(await mine.remove(id), "changedElsewhere");
		assert.deepEqual(names(mine), ["Edited"]);
		await theirs.remove(id);
		await mine.update(id, { name: "Edited again" });
		assert.deepEqual(names(mine), ["Edited again"]);
	});

	const damaged: readonly (readonly [string, string | Uint8Array])[] = [
		["empty", ""],
		["truncated", '{"schema":1,"id":"000000'],
		["binary", Uint8Array.of(0, 255, 254, 1, 2, 3)],
		["null", "null"],
		["a list", "[]"],
		["of 2 MB", `"${"x".repeat(2_000_000)}"`],
		["of wrong types", '{"schema":1,"id":5,"rev":"1"}'],
		["holding __proto__ alone", '{"__proto__":{"schema":1}}'],
		["of schema 0", '{"schema":0,"name":"x"}'],
		['of schema "2"', '{"schema":"2","name":"x"}'],
	];
	for (const [what, content] of damaged) {
		it(`sets a file aside that is ${what}, and loads the others`, async () => {
			await open().add("Good", PROFILE_VIEW);
			place("00000000000000aa", content);
			const store = open();
			const found: string[] = [];
			store.onDidFindDamaged((paths) => found.push(...paths));
			await store.rescan();
			assert.deepEqual(names(store), ["Good"]);
			assert.equal(found.length, 1);
			assert.deepEqual(readFileSync(found[0] ?? ""), Buffer.from(content));
			assert.equal(files().length, 1);
			assert.equal(({} as { schema?: number }).schema, undefined);
		});
	}

	it("shows a market of a newer version and never rewrites it", async () => {
		const content = '{"schema":2,"name":"From the future","more":{"x":1}}';
		place("00000000000000aa", content);
		const store = open();
		await store.rescan();
		assert.deepEqual(names(store), ["newer From the future"]);
		await assert.rejects(store.update("00000000000000aa", { name: "x" }), { kind: "readOnly" });
		await assert.rejects(store.remove("00000000000000aa"), { kind: "readOnly" });
		assert.equal(readFileSync(join(markets(), "00000000000000aa.json"), "utf8"), content);
	});

	it("reads a market of the first released form", async () => {
		const fixture = {
			schema: 1,
			id: "00000000000000aa",
			rev: 7,
			createdAt: "2026-01-01T00:00:00.000Z",
			updatedAt: "2026-01-02T00:00:00.000Z",
			order: "i",
			group: "majors",
			name: "Kept",
			...PROFILE_VIEW,
		};
		place(fixture.id, JSON.stringify({ ...fixture, unknown: true }));
		const store = open();
		await store.rescan();
		assert.deepEqual(store.entries, [{ state: "ok", id: fixture.id, market: fixture }]);
	});

	for (const [code, kind] of [
		["ENOSPC", "diskFull"],
		["EACCES", "denied"],
		["EIO", "failed"],
	] as const) {
		it(`says what is wrong on ${code} and keeps what was saved`, async () => {
			const fs = new FaultyFs({});
			const store = open(fs);
			const { id } = await store.add("Bitcoin", PROFILE_VIEW);
			const before = readFileSync(join(markets(), `${id}.json`));
			fs.faults = { write: code };
			await assert.rejects(store.update(id, { name: "Changed" }), (error: unknown) => {
				assert.ok(error instanceof StorageError);
				assert.equal(error.kind, kind);
				assert.match(error.message, /^Could not save Bitcoin|^Could not save Changed/);
				return true;
			});
			assert.deepEqual(readFileSync(join(markets(), `${id}.json`)), before);
			assert.deepEqual(names(store), ["Bitcoin"]);
		});
	}

	it("works on where the folder is a file, and says so when something is saved", async () => {
		writeFileSync(markets(), "");
		const store = open();
		await store.rescan();
		assert.deepEqual(store.entries, []);
		await assert.rejects(store.add("Bitcoin", PROFILE_VIEW), StorageError);
	});

	it("is empty and makes no complaint where nothing was saved yet", async () => {
		const store = open();
		await store.rescan();
		assert.deepEqual(store.entries, []);
	});

	it("refuses more markets than a list can show", async () => {
		const store = open();
		const { id } = await store.add("first", PROFILE_VIEW);
		for (let count = 1; count < MOST_MARKETS; count++) {
			const copy = count.toString(16).padStart(16, "0");
			place(copy, JSON.stringify({ ...onDisk(id), id: copy }));
		}
		await assert.rejects(store.add("one more", PROFILE_VIEW), { kind: "full" });
		assert.equal(files().length, MOST_MARKETS);
	});

	it("follows another window", async () => {
		const mine = open();
		await mine.rescan();
		const following = mine.follow();
		try {
			const changed = new Promise<void>((resolve) => mine.onDidChange(() => resolve()));
			await open().add("From elsewhere", PROFILE_VIEW);
			await changed;
			assert.deepEqual(names(mine), ["From elsewhere"]);
		} finally {
			following.dispose();
		}
	});

	it("notices that the folder was emptied", async () => {
		const store = open();
		await store.add("Bitcoin", PROFILE_VIEW);
		rmSync(markets(), { recursive: true });
		await store.rescan();
		assert.deepEqual(store.entries, []);
	});
});

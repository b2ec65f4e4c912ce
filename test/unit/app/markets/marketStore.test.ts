import assert from "node:assert/strict";
import {
	chmodSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { MarketStore, MOST_MARKETS } from "../../../../src/app/markets/marketStore";
import { LONGEST_ORDER } from "../../../../src/app/markets/order";
import { StorageError } from "../../../../src/app/files/storageError";
import type { SavedMarket } from "../../../../src/core/query/savedMarket";
import { UNREADABLE_FOR_MS } from "../../../../src/app/markets/unreadableFiles";
import { asNobody } from "../files/asNobody";
import { FaultyFs } from "../files/faultyFs";
import { KeptLog } from "../keptLog";
import { ManualClock } from "../manualClock";
import { useTemporaryFolder } from "../temporaryFolder";
import { PROFILE_VIEW, VWAP_VIEW } from "../views";

const NOW = Date.UTC(2026, 2, 29, 16);

describe("market store", () => {
	const folder = useTemporaryFolder();
	const markets = () => join(folder(), "markets");
	let clock = new ManualClock(NOW);
	let log = new KeptLog();
	beforeEach(() => {
		clock = new ManualClock(NOW);
		log = new KeptLog();
	});
	const open = (fs = new FaultyFs({})) =>
		new MarketStore({ folder: markets(), log, now: clock.now, after: clock.after, fs });
	const files = (name = "") =>
		readdirSync(join(markets(), name)).filter((file) => file.endsWith(".json"));
	const onDisk = (id: string) =>
		JSON.parse(readFileSync(join(markets(), `${id}.json`), "utf8")) as SavedMarket;
	const names = (store: MarketStore) =>
		store.entries.map((entry) =>
			entry.state === "ok" ? entry.market.name : `newer ${entry.name}`,
		);
	/** Lets a file be unreadable for as long as it takes, and waits for the store to look again. */
	const untilAside = async (store: MarketStore) => {
		clock.pass(UNREADABLE_FOR_MS);
		await store.rescan();
	};
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
		await store.move([second.id], { before: first.id });
		assert.deepEqual(names(store), ["second", "primero", "primero (copy)"]);
		await store.move([second.id], {});
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

	it("keeps both when another window changed the market in the meantime (D3)", async () => {
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
		it(`sets a file aside that is ${what}, and loads the others (D1)`, async () => {
			await open().add("Good", PROFILE_VIEW);
			place("00000000000000aa", content);
			const store = open();
			const found: string[] = [];
			store.onDidFindDamaged((paths) => found.push(...paths));
			await store.rescan();
			assert.deepEqual([names(store), found, files().length], [["Good"], [], 2]);
			await untilAside(store);
			assert.deepEqual(names(store), ["Good"]);
			assert.equal(found.length, 1);
			assert.deepEqual(readFileSync(found[0] ?? ""), Buffer.from(content));
			assert.equal(files().length, 1);
			assert.equal(({} as { schema?: number }).schema, undefined);
		});
	}

	it("leaves a file alone that was still being written", async () => {
		const { id } = await open().add("Whole", PROFILE_VIEW);
		const whole = readFileSync(join(markets(), `${id}.json`), "utf8");
		const store = open();
		await store.rescan();
		for (const length of [0, 20, 100]) {
			place(id, whole.slice(0, length));
			await store.rescan();
			// What was read before stays in the list meanwhile.
			assert.deepEqual(names(store), ["Whole"]);
			clock.pass(UNREADABLE_FOR_MS - 1);
			await store.rescan();
		}
		place(id, whole);
		clock.pass(UNREADABLE_FOR_MS);
		await store.rescan();
		assert.deepEqual([names(store), files("damaged")], [["Whole"], []]);
	});

	it("looks again by itself at a file that it could not read", async () => {
		place("00000000000000aa", "");
		const store = open();
		await store.rescan();
		await untilAside(store);
		assert.equal(files("damaged").length, 1);
	});

	describe("with an entry that cannot be read", () => {
		const BAD = "00000000000000aa";
		const bad: readonly (readonly [string, (path: string) => void])[] = [
			["a folder", (path) => mkdirSync(path)],
			["a link to itself", (path) => symlinkSync(path, path)],
			["a link to nothing", (path) => symlinkSync(join(path, "none"), path)],
			["a link to a folder", (path) => symlinkSync(folder(), path)],
		];
		for (const [what, make] of bad) {
			it(`loses nothing else when it is ${what}`, async () => {
				const { id } = await open().add("Good", PROFILE_VIEW);
				make(join(markets(), `${BAD}.json`));
				const store = open();
				await store.rescan();
				assert.deepEqual(names(store), ["Good"]);
				await store.update(id, { name: "Better" });
				await store.add("Another", PROFILE_VIEW);
				await store.move([id], {});
				assert.deepEqual(names(store), ["Another", "Better"]);
				assert.ok(readdirSync(markets()).includes(`${BAD}.json`));
			});
		}

		it("loses nothing else when it may not be read, and says so once", async () => {
			const { id } = await open().add("Good", PROFILE_VIEW);
			chmodSync(join(markets(), `${id}.json`), 0o644);
			place(BAD, "{}");
			chmodSync(join(markets(), `${BAD}.json`), 0);
			const store = open();
			const told: string[] = [];
			store.onDidFindDamaged((paths) => told.push(...paths));
			await asNobody(folder(), async () => {
				await store.rescan();
				await store.rescan();
			});
			assert.deepEqual(names(store), ["Good"]);
			assert.deepEqual(told, [join(markets(), `${BAD}.json`)]);
			assert.deepEqual(files("damaged"), []);
		});

		it("removes the other old files when one of them cannot be removed", async () => {
			const store = open();
			const { id } = await store.add("Good", PROFILE_VIEW);
			await store.remove(id);
			mkdirSync(join(markets(), "removed", `1-${BAD}.json`));
			mkdirSync(join(markets(), `${BAD}.json.tmp-${BAD}`));
			utimesSync(join(markets(), `${BAD}.json.tmp-${BAD}`), 1, 1);
			clock.pass(86_400_001);
			await open().rescan();
			assert.deepEqual(files("removed"), [`1-${BAD}.json`]);
		});
	});

	it("shows a market of a newer version and never rewrites it (D8)", async () => {
		const content = '{"schema":2,"name":"From the future","more":{"x":1}}';
		place("00000000000000aa", content);
		const store = open();
		await store.rescan();
		assert.deepEqual(names(store), ["newer From the future"]);
		await assert.rejects(store.update("00000000000000aa", { name: "x" }), { kind: "readOnly" });
		assert.equal(readFileSync(join(markets(), "00000000000000aa.json"), "utf8"), content);
	});

	it("reads a market of the first released form (D8, L10)", async () => {
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

	it("keeps both when another window changed a market while this one asked for its new name", async () => {
		const mine = open();
		const seen = await mine.add("Bitcoin", PROFILE_VIEW);
		const theirs = open();
		await theirs.rescan();
		await theirs.update(seen.id, VWAP_VIEW);
		await mine.rescan();
		const { conflict } = await mine.update(seen.id, { name: "Mine" }, seen);
		assert.equal(conflict, true);
		assert.deepEqual(names(mine), ["Bitcoin", "Mine (copy)"]);
		assert.deepEqual(onDisk(seen.id).queries, VWAP_VIEW.queries);
	});

	it("makes no copy when another window only moved the market, nor when this window makes two changes", async () => {
		const mine = open();
		const { id } = await mine.add("first", PROFILE_VIEW);
		await mine.add("second", PROFILE_VIEW);
		const theirs = open();
		await theirs.rescan();
		await theirs.move([id], {});
		await mine.update(id, { name: "moved and renamed" });
		assert.deepEqual(names(mine), ["second", "moved and renamed"]);
		const outcomes = await Promise.all([
			mine.update(id, { name: "one" }),
			mine.update(id, VWAP_VIEW),
			mine.update(id, { name: "two" }),
		]);
		assert.deepEqual(
			outcomes.map(({ conflict }) => conflict),
			[false, false, false],
		);
		assert.deepEqual(names(mine), ["second", "two"]);
		assert.deepEqual(onDisk(id).queries, VWAP_VIEW.queries);
	});

	it("moves a market that another window changed, and makes no copy of it", async () => {
		const mine = open();
		const { id } = await mine.add("first", PROFILE_VIEW);
		await mine.add("second", PROFILE_VIEW);
		const theirs = open();
		await theirs.rescan();
		await theirs.update(id, { name: "Theirs" });
		await mine.move([id], {});
		assert.deepEqual(names(mine), ["second", "Theirs"]);
		await theirs.rescan();
		await theirs.remove(id);
		await assert.rejects(mine.move([id], {}), { kind: "gone" });
		assert.deepEqual(names(mine), ["second"]);
	});

	it("moves to the wanted position however often, with keys that stay short", async function () {
		this.timeout(120_000);
		const store = open();
		const saved: SavedMarket[] = [];
		for (const name of ["a", "b", "c"]) saved.push(await store.add(name, PROFILE_VIEW));
		const second = saved[1]?.id ?? "";
		place(second, JSON.stringify({ ...onDisk(second), order: `i${"0".repeat(28)}1` }));
		// Each goes between the same two again, which halves the room between their keys.
		for (let count = 0; count < 30; count++) {
			const [first, , last] = store.entries.map(({ id }) => id);
			assert.ok(first !== undefined && last !== undefined);
			await store.move([last], { before: store.entries[1]?.id });
			const order = store.entries.map(({ id }) => id);
			assert.deepEqual([order[0], order[1]], [first, last]);
		}
		for (const { id } of saved) assert.ok(onDisk(id).order.length <= LONGEST_ORDER);
	});

	it("puts a market between two whose keys tie", async () => {
		const store = open();
		const { id } = await store.add("a", PROFILE_VIEW);
		for (const [copy, name] of [
			["00000000000000b1", "b"],
			["00000000000000c1", "c"],
			["00000000000000d1", "d"],
		] as const) {
			place(
				copy,
				JSON.stringify({ ...onDisk(id), id: copy, name, createdAt: onDisk(id).createdAt }),
			);
		}
		await store.rescan();
		const before = names(store);
		const moved = store.entries[0];
		assert.ok(moved !== undefined);
		await store.move([moved.id], { before: store.entries[2]?.id });
		assert.deepEqual(names(store), [before[1], before[0], before[2], before[3]]);
	});

	it("reads a list whose keys have become far too long", async () => {
		const store = open();
		const { id } = await store.add("a", PROFILE_VIEW);
		place(id, JSON.stringify({ ...onDisk(id), order: "z".repeat(3_000) }));
		await store.rescan();
		assert.deepEqual(names(store), ["a"]);
		await store.add("b", PROFILE_VIEW);
		assert.deepEqual(names(store), ["a", "b"]);
		assert.ok(onDisk(id).order.length <= LONGEST_ORDER);
	});

	it("removes and changes while the disk has room for empty files only", async () => {
		const fs = new FaultyFs({});
		const store = open(fs);
		const { id } = await store.add("a", PROFILE_VIEW);
		fs.faults = { write: "ENOSPC" };
		await assert.rejects(store.update(id, { name: "b" }), { kind: "diskFull" });
		assert.equal(await store.remove(id), "removed");
		assert.deepEqual(readdirSync(markets()).sort(), ["damaged", "removed"]);
	});

	it("waits for another window's write, and takes over what a killed one left", async () => {
		const fs = new FaultyFs({});
		const store = open(fs);
		const { id } = await store.add("a", PROFILE_VIEW);
		const lock = join(markets(), `${id}.lock`);
		writeFileSync(lock, "");
		await assert.rejects(store.update(id, { name: "b" }), {
			kind: "locked",
			message: "Could not save a: another window is changing it. Try again.",
		});
		assert.ok(fs.waited >= 15_000);
		assert.deepEqual(readdirSync(markets()).includes(`${id}.lock`), true);
		const killed = Date.now() / 1_000 - 11;
		utimesSync(lock, killed, killed);
		await store.update(id, { name: "b" });
		assert.deepEqual(readdirSync(markets()).sort(), ["damaged", `${id}.json`, "removed"].sort());
	});

	it("stops reading when the window ends", async () => {
		const store = open();
		await store.add("a", PROFILE_VIEW);
		store.dispose();
		await open().add("b", PROFILE_VIEW);
		await store.rescan();
		assert.deepEqual(names(store), ["a"]);
	});

	for (const [code, kind] of [
		["ENOSPC", "diskFull"],
		["EACCES", "denied"],
		["EIO", "failed"],
	] as const) {
		it(`says what is wrong on ${code} and keeps what was saved (D5, D6)`, async () => {
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

	it("keeps working when the folder is a file, and says so when something is saved (D6)", async () => {
		writeFileSync(markets(), "");
		const store = open();
		await store.rescan();
		assert.deepEqual(store.entries, []);
		await assert.rejects(store.add("Bitcoin", PROFILE_VIEW), StorageError);
	});

	it("is empty without an error when nothing was saved yet", async () => {
		const store = open();
		await store.rescan();
		assert.deepEqual(store.entries, []);
	});

	it("refuses more markets than a list can show (D11)", async () => {
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

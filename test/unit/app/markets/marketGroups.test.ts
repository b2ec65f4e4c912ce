import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { inListOrder, moveByOne, moveToRow } from "../../../../src/app/markets/listMoves";
import { MOST_GROUPS } from "../../../../src/app/markets/marketGroups";
import { MarketStore } from "../../../../src/app/markets/marketStore";
import { UNREADABLE_FOR_MS } from "../../../../src/app/markets/unreadableFiles";
import { FaultyFs } from "../files/faultyFs";
import { KeptLog } from "../keptLog";
import { ManualClock } from "../manualClock";
import { useTemporaryFolder } from "../temporaryFolder";
import { PROFILE_VIEW } from "../views";

const NOW = Date.UTC(2026, 2, 29, 16);
const DAY_MS = 86_400_000;
type Content = Record<string, unknown>;

describe("groups of saved markets", () => {
	const folder = useTemporaryFolder();
	let clock = new ManualClock(NOW);
	beforeEach(() => (clock = new ManualClock(NOW)));
	const open = async (fs = new FaultyFs({})) => {
		const { now, after } = clock;
		const store = new MarketStore({ folder: folder(), log: new KeptLog(), now, after, fs });
		await store.rescan();
		return store;
	};
	const path = (name: string) => join(folder(), `${name}.json`);
	const read = (name: string) => JSON.parse(readFileSync(path(name), "utf8")) as Content;
	const place = (name: string, content: unknown) => {
		mkdirSync(folder(), { recursive: true });
		writeFileSync(path(name), typeof content === "string" ? content : JSON.stringify(content));
	};
	/** The list as it is shown: `Majors: BTC ETH` for a group, names for the rest. */
	const list = (store: MarketStore) => {
		const names = (group?: string) =>
			store.inGroup(group).map((entry) => (entry.state === "ok" ? entry.market.name : entry.name));
		const groups = store.groups.entries.map(({ id, name }) => `${name}: ${names(id).join(" ")}`);
		return [...groups, ...names()];
	};
	const filled = async (...names: string[]) => {
		const store = await open();
		const ids: string[] = [];
		for (const name of names) ids.push((await store.add(name, PROFILE_VIEW)).id);
		return { store, ids };
	};

	it("stand in files of their own, in the documented form, and stay when they are empty", async () => {
		const { id } = await (await open()).groups.add(" Ma\u202ejors\n");
		const stored = { schema: 1, id, rev: 1, order: "i", name: "Majors" };
		assert.deepEqual(read(`group-${id}`), stored);
		const other = await open();
		assert.deepEqual(other.groups.entries, [{ id, name: "Majors", order: "i", isNewer: false }]);
		assert.deepEqual(list(other), ["Majors: "]);
	});

	it("take markets in and let them out; one file is written for each", async () => {
		const { store, ids } = await filled("a", "b", "c");
		const [a = "", b = "", c = ""] = ids;
		const { id: group } = await store.groups.add("Majors");
		const before = [a, b, c].map(read);
		await store.move([b, a], { group });
		assert.deepEqual(list(store), ["Majors: b a", "c"]);
		assert.equal(read(a)["group"], group);
		assert.deepEqual(read(c), before[2]);
		await store.move([b], { group: undefined, before: c });
		assert.deepEqual(list(store), ["Majors: a", "b", "c"]);
		assert.ok(!("group" in read(b)));
	});

	it("let all markets out when they are removed, and take them back when that is undone", async () => {
		const { store, ids } = await filled("a", "b");
		const { id: group } = await store.groups.add("Majors");
		await store.move(ids, { group });
		assert.equal(await store.groups.remove(group), "removed");
		assert.deepEqual(list(store), ["a", "b"]);
		assert.equal(await store.groups.restore(group), true);
		assert.deepEqual(list(store), ["Majors: a b"]);
		assert.equal(await store.groups.restore(group), false);
		await store.groups.remove(group);
		await store.move([ids[0] ?? ""], {});
		clock.pass(DAY_MS + 1);
		const later = await open();
		assert.equal(await later.groups.restore(group), false);
		assert.deepEqual(list(later), ["b", "a"]);
	});

	it("keep what a newer version wrote into their files", async () => {
		const id = "00000000000000a1";
		place(`group-${id}`, { schema: 1, id, rev: 4, order: "m", name: "Majors", colour: "#f2c14e" });
		const store = await open();
		await store.groups.add("Others");
		await store.groups.rename(id, "Big ones", "Majors");
		await store.groups.move([id], {});
		const { order, ...rest } = read(`group-${id}`);
		assert.deepEqual(rest, { schema: 1, id, rev: 6, name: "Big ones", colour: "#f2c14e" });
		assert.ok(String(order) > "m");
	});

	it("of a newer version are shown, moved and removed, and nothing else", async () => {
		const id = "00000000000000a1";
		const content = { schema: 2, id, order: "m", name: "Majors", rule: { coin: "BTC" } };
		place(`group-${id}`, content);
		const { store, ids } = await filled("a");
		await store.move(ids, { group: id });
		assert.deepEqual(list(store), ["Majors: a"]);
		await assert.rejects(store.groups.rename(id, "x", "Majors"), { kind: "readOnly" });
		assert.deepEqual(read(`group-${id}`), content);
		await store.groups.move([id], {});
		assert.deepEqual({ ...read(`group-${id}`), order: "m" }, content);
		assert.equal(await store.groups.remove(id), "removed");
		assert.deepEqual(list(store), ["a"]);
	});

	it("that are damaged are set aside and told, and their markets stay", async () => {
		const id = "00000000000000a1";
		for (const damage of ["", "{", "null", '{"schema":1,"id":"00000000000000a2","name":"x"}']) {
			place(`group-${id}`, damage);
			const store = await open();
			const told: string[] = [];
			store.onDidFindDamaged((paths) => told.push(...paths));
			clock.pass(UNREADABLE_FOR_MS);
			await store.rescan();
			assert.equal(told.length, 1, damage);
			assert.equal(readFileSync(told[0] ?? "", "utf8"), damage);
			assert.deepEqual(store.groups.entries, []);
		}
	});

	it("have a name that no name of a market is mistaken for: a market whose group is unknown stands alone", async () => {
		const { store, ids } = await filled("a");
		const [a = ""] = ids;
		for (const group of ["Majors", "00000000000000ff", ""]) {
			place(a, { ...read(a), group });
			await store.rescan();
			assert.deepEqual(list(store), ["a"]);
		}
	});

	it("leave a market where it is whose newer version keeps its group in a way of its own", async () => {
		const { store, ids } = await filled("a", "b");
		const [a = ""] = ids;
		place(a, { ...read(a), group: { id: "majors" } });
		const { id: group } = await store.groups.add("Majors");
		await assert.rejects(store.move([a], { group }), { kind: "readOnly" });
		await store.move([a], {});
		assert.deepEqual(read(a)["group"], { id: "majors" });
		assert.deepEqual(list(store), ["Majors: ", "b", "a"]);
	});

	it("follow another window, and lose no change that both make", async () => {
		const { store: mine, ids } = await filled("a", "b");
		const [a = "", b = ""] = ids;
		const { id: majors } = await mine.groups.add("Majors");
		const theirs = await open();
		await theirs.groups.add("Minors");
		await theirs.move([a], { group: majors });
		await mine.update(a, { name: "renamed" });
		assert.deepEqual(list(mine), ["Majors: renamed", "Minors: ", "b"]);
		const told = new Promise((resolve) => theirs.onDidChange(() => resolve(undefined)));
		const following = theirs.follow();
		await mine.groups.rename(majors, "Big ones", "Majors");
		await told;
		following.dispose();
		await theirs.rescan();
		assert.deepEqual(list(theirs), ["Big ones: renamed", "Minors: ", "b"]);
		await theirs.groups.remove(majors);
		await assert.rejects(mine.move([b], { group: majors }), { kind: "gone" });
		assert.deepEqual(list(mine), ["Minors: ", "b", "renamed"]);
	});

	it("are told apart when two windows rename one, and a new name wins over a removal", async () => {
		const mine = await open();
		const { id } = await mine.groups.add("Majors");
		const theirs = await open();
		assert.deepEqual(await theirs.groups.rename(id, "Theirs", "Majors"), { elsewhere: undefined });
		const told = await mine.groups.rename(id, "Mine", "Majors");
		assert.deepEqual(told, { elsewhere: "Theirs" });
		assert.equal(await theirs.groups.remove(id), "changedElsewhere");
		assert.equal(await theirs.groups.remove(id), "removed");
		await mine.groups.rename(id, "Again", "Mine");
		await theirs.rescan();
		assert.deepEqual(list(theirs), ["Again: "]);
	});

	it("are refused beyond a number that a list can show", async () => {
		for (let count = 0; count < MOST_GROUPS; count++) {
			const id = count.toString(16).padStart(16, "0");
			place(`group-${id}`, { schema: 1, id, rev: 1, order: `a${count}z`, name: `group ${count}` });
		}
		const store = await open();
		await assert.rejects(store.groups.add("one more"), { kind: "full" });
	});

	it("say what is wrong when the disk is full, and keep what was saved", async () => {
		const store = await open(new FaultyFs({ write: "ENOSPC" }));
		await assert.rejects(store.groups.add("Majors"), { kind: "diskFull" });
		assert.deepEqual(
			readdirSync(folder()).filter((name) => name.endsWith(".json")),
			[],
		);
	});

	describe("and their markets, moved as rows of the list", () => {
		it("come to where they are dropped", async () => {
			const { store, ids } = await filled("a", "b", "c", "d");
			const [a = "", b = "", c = "", d = ""] = ids;
			const { id: one } = await store.groups.add("One");
			const { id: two } = await store.groups.add("Two");
			await moveToRow(store, [c, a], one);
			assert.deepEqual(list(store), ["One: a c", "Two: ", "b", "d"]);
			// From above behind the row, from below in front of it: what is dropped takes the row's place.
			await moveToRow(store, [b], d);
			assert.deepEqual(list(store), ["One: a c", "Two: ", "d", "b"]);
			await moveToRow(store, [b], d);
			assert.deepEqual(list(store), ["One: a c", "Two: ", "b", "d"]);
			await moveToRow(store, [d], c);
			assert.deepEqual(list(store), ["One: a d c", "Two: ", "b"]);
			await moveToRow(store, [two], one);
			assert.deepEqual(list(store), ["Two: ", "One: a d c", "b"]);
			await moveToRow(store, [two], d);
			assert.deepEqual(list(store), ["One: a d c", "Two: ", "b"]);
			await moveToRow(store, [a, c], undefined);
			assert.deepEqual(list(store), ["One: d", "Two: ", "b", "a", "c"]);
			await moveToRow(store, [one], undefined);
			assert.deepEqual(list(store), ["Two: ", "One: d", "b", "a", "c"]);
			await moveToRow(store, [one, d, a], two);
			assert.deepEqual(list(store), ["One: d", "Two: a", "b", "c"]);
			await moveToRow(store, [b], b);
			assert.deepEqual(list(store), ["One: d", "Two: a", "b", "c"]);
		});

		it("move up and down by one, together where they are several", async () => {
			const { store, ids } = await filled("a", "b", "c", "d");
			const [a = "", b = "", c = "", d = ""] = ids;
			const { id: one } = await store.groups.add("One");
			const { id: two } = await store.groups.add("Two");
			await moveByOne(store, [c], "up");
			assert.deepEqual(list(store), ["One: ", "Two: ", "a", "c", "b", "d"]);
			await moveByOne(store, [a, c], "down");
			assert.deepEqual(list(store), ["One: ", "Two: ", "b", "a", "c", "d"]);
			await moveByOne(store, [b], "up");
			await moveByOne(store, [d], "down");
			assert.deepEqual(list(store), ["One: ", "Two: ", "b", "a", "c", "d"]);
			await moveByOne(store, [two], "up");
			assert.deepEqual(list(store), ["Two: ", "One: ", "b", "a", "c", "d"]);
			await store.move([a, b], { group: one });
			await moveByOne(store, [b], "up");
			assert.deepEqual(list(store), ["Two: ", "One: b a", "c", "d"]);
			await moveByOne(store, [a, d], "up");
			assert.deepEqual(list(store), ["Two: ", "One: b a", "c", "d"]);
		});

		it("end where they were put, whatever was moved before, and no other changes its order", async function () {
			this.timeout(60_000);
			const { store, ids } = await filled("a", "b", "c", "d", "e");
			const groups = [(await store.groups.add("One")).id, (await store.groups.add("Two")).id];
			const rows = [...ids, ...groups];
			const row = fc.constantFrom(...rows);
			const step = fc.tuple(
				fc.uniqueArray(row, { minLength: 1, maxLength: 4 }),
				fc.option(row, { nil: undefined }),
			);
			await fc.assert(
				fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
					for (const [moved, target] of steps) {
						const before = inListOrder(store, rows);
						await moveToRow(store, moved, target);
						const after = inListOrder(store, rows);
						assert.deepEqual([...after].sort(), [...rows].sort());
						const stays = (id: string) =>
							ids.includes(id) &&
							!moved.includes(id) &&
							!groups.some((group) => store.inGroup(group).some((entry) => entry.id === id));
						assert.deepEqual(
							after.filter(stays),
							before.filter((id) => after.filter(stays).includes(id)),
						);
						const onGroup = target !== undefined && groups.includes(target);
						if (!onGroup || moved.includes(target)) continue;
						const inside = store.inGroup(target).map(({ id }) => id);
						const others = moved.filter(
							(id) => ids.includes(id) && !ofMovedGroup(store, id, moved),
						);
						assert.ok(others.every((id) => inside.includes(id)));
					}
				}),
				{ numRuns: 40 },
			);
		});
	});
});

/** Whether a market stands in a group that moves itself. */
function ofMovedGroup(store: MarketStore, id: string, moved: readonly string[]): boolean {
	const entry = store.get(id);
	const group = entry && store.groupOf(entry);
	return group !== undefined && moved.includes(group);
}

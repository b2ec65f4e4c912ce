import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MarketStore } from "../../../../src/app/markets/marketStore";
import { UNREADABLE_FOR_MS } from "../../../../src/app/markets/unreadableFiles";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { KeptLog } from "../keptLog";
import { ManualClock } from "../manualClock";
import { useTemporaryFolder } from "../temporaryFolder";
import { PROFILE_VIEW } from "../views";

const FUTURE = join(__dirname, "../../../../../test/fixtures/future");
type Content = Record<string, unknown>;
const content = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Content;

const without = (fields: Content, ...names: readonly string[]): Content =>
	Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** Markets that later versions of the extension wrote. */
describe("markets of a newer version", () => {
	const folder = useTemporaryFolder();
	const markets = () => join(folder(), "markets");
	const fixture = (name: string) => content(join(FUTURE, `${name}.json`));
	const idOf = (name: string) => String(fixture(name)["id"]);
	const onDisk = (name: string) => content(join(markets(), `${idOf(name)}.json`));
	const clock = new ManualClock(Date.UTC(2026, 10, 28));

	/** A window over the fixtures of these names, once everything has stayed for long enough to be judged. */
	const open = async (...names: string[]) => {
		mkdirSync(markets(), { recursive: true });
		for (const name of names) {
			copyFileSync(join(FUTURE, `${name}.json`), join(markets(), `${idOf(name)}.json`));
		}
		const { now, after } = clock;
		const store = new MarketStore({ folder: markets(), log: new KeptLog(), now, after });
		await store.rescan();
		clock.pass(UNREADABLE_FOR_MS);
		await store.rescan();
		return store;
	};
	const stateOf = (store: MarketStore, name: string) => store.get(idOf(name))?.state;
	const order = (store: MarketStore) => store.entries.map(({ id }) => id);

	it("stay in place, all of them", async () => {
		const names = readdirSync(FUTURE).map((file) => file.replace(".json", ""));
		assert.ok(names.length >= 9);
		const store = await open(...names);
		assert.deepEqual(order(store).sort(), names.map(idOf).sort());
		assert.deepEqual(readdirSync(join(markets(), "damaged")), []);
		for (const name of names) assert.deepEqual(onDisk(name), fixture(name));
	});

	for (const [name, state] of [
		["unknown-fields", "ok"],
		["long-name", "ok"],
		["query-field", "newer"],
		["provider", "newer"],
		["layout", "newer"],
		["seven-queries", "newer"],
		["schema-2", "newer"],
		["schema-2-large", "newer"],
	] as const) {
		it(`are ${state === "ok" ? "understood" : "not understood"}: ${name}`, async () => {
			assert.equal(stateOf(await open(name), name), state);
		});
	}

	it("keep their unknown fields when they are renamed, moved and edited", async () => {
		const name = "unknown-fields";
		const store = await open(name);
		const { id: first } = await store.add("first", PROFILE_VIEW);
		const id = idOf(name);
		await store.update(id, { name: "Renamed" });
		await store.move([id], {});
		const query = { ...BTCUSDT_PROFILE, rawSymbol: "ETHUSDT" };
		await store.update(id, { queries: [query], view: { bars: "delta" } });
		const { rev, updatedAt, order: place } = onDisk(name);
		assert.deepEqual([rev, order(store)], [7, [first, id]]);
		assert.notEqual(updatedAt, fixture(name)["updatedAt"]);
		assert.ok(String(place) > "m");
		const before = without(fixture(name), "rev", "updatedAt", "order");
		const view = { ...without(before["view"] as Content, "log"), bars: "delta" };
		const expected = { ...before, name: "Renamed", queries: [query], view };
		// As texts: an own field called __proto__ is data as well.
		const after = without(onDisk(name), "rev", "updatedAt", "order");
		assert.equal(JSON.stringify(after), JSON.stringify(expected));
		assert.match(readFileSync(join(markets(), `${id}.json`), "utf8"), /"__proto__": 1/);
	});

	it("give their unknown fields to a duplicate, and to the copy that a conflict leaves", async () => {
		const name = "unknown-fields";
		const [mine, theirs] = [await open(name), await open(name)];
		const { id: duplicate } = await mine.duplicate(idOf(name), "Duplicate");
		assert.deepEqual(
			content(join(markets(), `${duplicate}.json`))["alerts"],
			fixture(name)["alerts"],
		);
		await theirs.update(idOf(name), { name: "Theirs" });
		const { market, conflict } = await mine.update(idOf(name), { name: "Mine" });
		assert.equal(conflict, true);
		assert.deepEqual(
			content(join(markets(), `${market.id}.json`))["alerts"],
			fixture(name)["alerts"],
		);
	});

	it("that are not understood can only be moved and removed", async () => {
		const names = ["provider", "schema-2", "schema-2-large"] as const;
		const store = await open(...names);
		const { id: last } = await store.add("last", PROFILE_VIEW);
		for (const name of names) {
			const id = idOf(name);
			await assert.rejects(store.update(id, { name: "x" }), { kind: "readOnly" });
			await assert.rejects(store.duplicate(id, "x"), { kind: "readOnly" });
			await store.move([id], {});
			assert.equal(order(store).at(-1), id);
			assert.deepEqual(
				without(onDisk(name), "order", "rev"),
				without(fixture(name), "order", "rev"),
			);
			assert.equal(await store.remove(id), "removed");
			assert.deepEqual(order(store).includes(id), false);
			assert.equal(await store.restore(id), true);
		}
		assert.equal(order(store)[0], last);
	});

	it("keep their position in the list when it is written in another way", async () => {
		const name = "order-of-its-own";
		const store = await open(name);
		const { id } = await store.add("first", PROFILE_VIEW);
		await assert.rejects(store.move([idOf(name)], { before: id }), { kind: "readOnly" });
		assert.deepEqual(onDisk(name), fixture(name));
		assert.deepEqual(order(store), [id, idOf(name)]);
		const { id: second } = await store.add("second", PROFILE_VIEW);
		await store.move([second], { before: id });
		assert.deepEqual(order(store), [second, id, idOf(name)]);
	});
});

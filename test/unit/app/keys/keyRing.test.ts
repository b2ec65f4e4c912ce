import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_KEY, slotName, slotOf } from "../../../../src/core/access/credential";
import { ENVIRONMENT_KEY } from "../../../../src/core/access/environmentKey";
import { memorySecrets } from "../memorySecrets";
import { useTemporaryFolder } from "../temporaryFolder";
import { openWindow } from "./twoWindows";

const US = { credential: "kaiko", origin: "https://us.market-api.kaiko.io" } as const;
const EU = { credential: "kaiko", origin: "https://eu.market-api.kaiko.io" } as const;
const MIRROR = { credential: "kaiko", origin: "https://mirror.example.com" } as const;
const LOOPBACK = { credential: "kaiko", origin: "http://127.0.0.1:9" } as const;
const OWN = "canary-own-7f3b9d2c41aa";
const TEAM = "canary-team-51c0ffee0017";

describe("the keys of a place", () => {
	const folder = useTemporaryFolder();
	const summary = (
		{ keys }: ReturnType<typeof openWindow>,
		place: { readonly credential: string; readonly origin: string } = US,
	) => keys.all(place).map(({ name, isActive }) => [name, isActive]);

	it("begin with the one that earlier versions saved, in its slot and without a note of it", async () => {
		const state = new Map<string, unknown>();
		const slot = "key|kaiko|https://us.market-api.kaiko.io";
		const secrets = memorySecrets(new Map([[slot, OWN]]));
		state.set(`marker|${slot}`, { state: "saved", at: "2026-05-01T08:00:00.000Z" });
		const { keys } = openWindow({ folder: folder(), secrets, state });
		assert.deepEqual(keys.active(US), { id: DEFAULT_KEY, name: undefined });
		assert.equal(await keys.read(US), OWN);
		assert.equal(keys.savedAt(US), "2026-05-01T08:00:00.000Z");
		assert.equal(await keys.save(US, DEFAULT_KEY, TEAM), "saved");
		assert.equal(await secrets.get(slot), TEAM);
		assert.throws(() => readFileSync(join(folder(), "keyNames.json")), /ENOENT/);
	});

	it("are several by name, each in a slot of its own beside it; the one entered last is in use", async () => {
		const kept = new Map<string, string>();
		const window = openWindow({ folder: folder(), secrets: memorySecrets(kept) });
		const { keys } = window;
		await keys.save(US, DEFAULT_KEY, OWN);
		const id = keys.newId();
		await keys.save(US, id, TEAM, "Team");
		assert.deepEqual(
			[...kept],
			[
				["key|kaiko|https://us.market-api.kaiko.io", OWN],
				[`key|kaiko|https://us.market-api.kaiko.io|${id}`, TEAM],
			],
		);
		assert.deepEqual(summary(window), [
			[undefined, false],
			["Team", true],
		]);
		assert.deepEqual(keys.active(US), { id, name: "Team" });
		assert.equal(await keys.read(US), TEAM);
		assert.deepEqual(summary(window, EU), []);
		assert.equal(await keys.read(EU), undefined);
	});

	it("are switched, renamed and removed one by one, and each change of the one in use is told once", async () => {
		const window = openWindow({ folder: folder() });
		const { keys, changes } = window;
		await keys.save(US, DEFAULT_KEY, OWN);
		const id = keys.newId();
		await keys.save(US, id, TEAM, "Team");
		changes.length = 0;
		await keys.use(US, DEFAULT_KEY);
		assert.equal(await keys.read(US), OWN);
		await keys.rename(US, DEFAULT_KEY, "Own");
		await keys.rename(US, id, "Desk");
		assert.deepEqual(summary(window), [
			["Own", true],
			["Desk", false],
		]);
		const told = { place: US, isElsewhere: false, isThere: true };
		assert.deepEqual(changes, [told]);
		await keys.remove(US, id);
		assert.deepEqual(changes, [told]);
		await keys.save(US, id, TEAM, "Team");
		await keys.remove(US, id);
		assert.deepEqual(changes, [told, told, told]);
		assert.deepEqual(summary(window), [["Own", true]]);
		await keys.remove(US, DEFAULT_KEY);
		assert.deepEqual(changes.at(-1), { ...told, isThere: false });
		assert.deepEqual(summary(window), []);
		assert.equal(await keys.read(US), undefined);
	});

	it("K13: are those of another window too, which hears of a switch, an added and a removed key", async () => {
		const kept = new Map<string, string>();
		// The editor's state is a copy of each window, so nothing may depend on its being shared.
		const shared = () => ({ folder: folder(), secrets: memorySecrets(kept) });
		const [one, other] = [openWindow(shared()), openWindow(shared())];
		await one.keys.save(US, DEFAULT_KEY, OWN);
		const id = one.keys.newId();
		await one.keys.save(US, id, TEAM, "Team");
		assert.equal(other.keys.active(US).id, DEFAULT_KEY);
		await other.keys.refresh();
		assert.deepEqual(other.keys.active(US), { id, name: "Team" });
		assert.equal(await other.keys.read(US), TEAM);
		await one.keys.use(US, DEFAULT_KEY);
		await other.keys.refresh();
		assert.equal(other.keys.active(US).id, DEFAULT_KEY);
		assert.deepEqual(other.changes, [
			{ place: US, isElsewhere: true, isThere: true },
			{ place: US, isElsewhere: true, isThere: true },
		]);
		await one.keys.use(US, id);
		await one.keys.remove(US, id);
		await other.keys.refresh();
		assert.equal(other.keys.nameOf(US, id), undefined);
		assert.equal(await other.keys.read(US, id), undefined);
	});

	it("K13: of a watched folder become known without a question", async () => {
		const [one, other] = [openWindow({ folder: folder() }), openWindow({ folder: folder() })];
		await other.book.follow();
		const heard = new Promise<void>((resolve) => other.keys.onDidChange(() => resolve()));
		await one.keys.save(US, one.keys.newId(), TEAM, "Team");
		await heard;
		assert.deepEqual(summary(other), [["Team", true]]);
		other.book.dispose();
	});

	it("lose none when two windows add at the same time", async () => {
		const kept = new Map<string, string>();
		const windows = ["a", "b", "c"].map(() =>
			openWindow({ folder: folder(), secrets: memorySecrets(kept) }),
		);
		await Promise.all(
			windows.flatMap(({ keys }, of) =>
				[1, 2, 3].map((at) =>
					keys.save(US, keys.newId(), `${TEAM}-${of}-${at}`, `Key ${of}.${at}`),
				),
			),
		);
		const { keys } = openWindow({ folder: folder(), secrets: memorySecrets(kept) });
		await keys.refresh();
		const all = keys.all(US);
		assert.equal(all.length, 9);
		const read = await Promise.all(all.map(({ id }) => keys.read(US, id)));
		for (const [at, { name }] of all.entries()) {
			assert.equal(read[at], `${TEAM}-${name?.slice(4).replace(".", "-")}`);
		}
	});

	it("keep their names where the same keyring is used on another machine", async () => {
		const state = new Map<string, unknown>();
		const secrets = memorySecrets();
		const { keys } = openWindow({ folder: folder(), secrets, state });
		await keys.save(US, "0123456789abcdef", TEAM, "Team");
		await keys.save(US, "0123456789abcdef", `${TEAM}-2`);
		await keys.save(US, DEFAULT_KEY, OWN);
		await keys.rename(US, DEFAULT_KEY, "Own");
		const elsewhere = openWindow({ folder: join(folder(), "another"), secrets, state });
		assert.deepEqual(summary(elsewhere), [
			["Own", true],
			["Team", false],
		]);
	});

	it("whose names were lost are still there and can be used", async () => {
		const secrets = memorySecrets();
		const id = "0123456789abcdef";
		const slot = slotName(slotOf(US, id));
		await secrets.store(slot, TEAM);
		const state = new Map<string, unknown>([
			[`marker|${slot}`, { state: "saved", at: "2026-05-01T08:00:00.000Z" }],
		]);
		const elsewhere = openWindow({ folder: join(folder(), "another"), secrets, state });
		assert.deepEqual(summary(elsewhere), [[undefined, true]]);
		assert.equal(await elsewhere.keys.read(US), TEAM);
	});

	it("K3: are kept until the window closes where the keyring refuses, under their names, and in no file", async () => {
		const secrets = {
			...memorySecrets(),
			store: () => Promise.reject(new Error("no keyring")),
		};
		const window = openWindow({ folder: folder(), secrets });
		const { keys, changes } = window;
		const id = keys.newId();
		assert.equal(await keys.save(US, id, TEAM, "Team"), "unavailable");
		assert.deepEqual(summary(window), []);
		changes.length = 0;
		keys.keepForSession(US, id, TEAM, "Team");
		assert.deepEqual(changes, [{ place: US, isElsewhere: false, isThere: true }]);
		assert.deepEqual(summary(window), [["Team", true]]);
		assert.equal(await keys.read(US), TEAM);
		await keys.rename(US, id, "Desk");
		assert.equal(keys.active(US).name, "Desk");
		assert.throws(() => readFileSync(join(folder(), "keyNames.json")), /ENOENT/);
		await keys.remove(US, id);
		assert.deepEqual(summary(window), []);
	});

	it("change nothing when the keyring refuses to drop one", async () => {
		const secrets = { ...memorySecrets(), delete: () => Promise.reject(new Error("locked")) };
		const window = openWindow({ folder: folder(), secrets });
		await window.keys.save(US, window.keys.newId(), TEAM, "Team");
		await assert.rejects(window.keys.remove(US, window.keys.active(US).id), /locked/);
		assert.deepEqual(summary(window), [["Team", true]]);
		assert.equal(await window.keys.read(US), TEAM);
	});

	it("stand in for no named key in development", async () => {
		const standIn = ({ key }: { readonly key?: string }) =>
			key === undefined ? "loopback-key" : undefined;
		const { keys } = openWindow({ folder: folder(), standIn });
		assert.equal(await keys.read(LOOPBACK), "loopback-key");
		const id = keys.newId();
		await keys.save(LOOPBACK, id, TEAM, "Team");
		await keys.remove(LOOPBACK, id);
		assert.equal(await keys.read(LOOPBACK, id), undefined);
		assert.equal(await keys.read(LOOPBACK), "loopback-key");
	});

	it("leave no key in the file of names", async () => {
		const { keys } = openWindow({ folder: folder() });
		await keys.save(US, DEFAULT_KEY, OWN);
		await keys.save(US, keys.newId(), TEAM, "Team");
		const written = readFileSync(join(folder(), "keyNames.json"), "utf8");
		assert.match(written, /Team/);
		assert.ok(!written.includes(OWN) && !written.includes(TEAM));
	});
});

describe("all keys and sign-ins", () => {
	const folder = useTemporaryFolder();
	const SERVER = { credential: "clickhouse", origin: "https://ch.example.com:8443" } as const;
	const environment = { KAIKO_API_KEY: "canary-environment-99" };
	const names = (slots: readonly Parameters<typeof slotName>[0][]) => slots.map(slotName).sort();

	async function fill(window: ReturnType<typeof openWindow>, named: string) {
		const { keys, credentials } = window;
		await keys.save(US, DEFAULT_KEY, OWN);
		await keys.save(US, named, TEAM, "Team");
		await keys.save(MIRROR, DEFAULT_KEY, OWN);
		await credentials.save(SERVER, JSON.stringify({ user: "reader", password: "canary-password" }));
		keys.keepForSession(EU, DEFAULT_KEY, OWN);
		await keys.allowEnvironment(true);
		window.changes.length = 0;
	}

	for (const canList of [true, false]) {
		it(`go at once, of whatever origin, ${canList ? "by the keyring's list" : "by what is remembered"}`, async () => {
			const kept = new Map<string, string>();
			const lost = "key|kiyotaka|https://forgotten.example.com|0123456789abcdef";
			const foreign = "somebody-else";
			const listing = canList ? { keys: () => Promise.resolve([...kept.keys()]) } : {};
			const secrets = { ...memorySecrets(kept), ...listing };
			const window = openWindow({ folder: folder(), secrets, environment });
			const id = window.keys.newId();
			await fill(window, id);
			kept.set(lost, "canary-lost");
			kept.set(foreign, "not ours");
			const expected = [
				...names([US, slotOf(US, id), MIRROR, SERVER, EU]),
				...(canList ? [lost] : []),
			].sort();
			assert.deepEqual(names(await window.keys.slots()), expected);
			const { removed, kept: refused } = await window.keys.removeAll();
			assert.deepEqual([names(removed), refused], [expected, []]);
			assert.deepEqual([...kept.keys()], canList ? [foreign] : [lost, foreign]);
			assert.deepEqual(await window.keys.slots(), []);
			for (const place of [US, EU, MIRROR]) {
				assert.equal(await window.keys.read(place), undefined);
				assert.deepEqual(window.keys.all(place), []);
			}
			assert.equal(window.keys.usesEnvironment, false);
			// No key of a place takes over from another one on the way.
			assert.deepEqual(
				window.changes.map(({ isThere }) => isThere),
				window.changes.map(() => false),
			);
			assert.ok(window.changes.some(({ place }) => place.origin === US.origin));
		});
	}

	it("are gone for another window too", async () => {
		const kept = new Map<string, string>();
		const [one, other] = ["a", "b"].map(() =>
			openWindow({ folder: folder(), secrets: memorySecrets(kept), environment }),
		);
		assert.ok(one && other);
		await fill(one, one.keys.newId());
		await other.keys.refresh();
		assert.equal(other.keys.active(US).name, "Team");
		await one.keys.removeAll();
		await other.keys.refresh();
		assert.equal(await other.keys.read(US), undefined);
		assert.equal(other.keys.usesEnvironment, false);
		assert.equal(other.changes.at(-1)?.isThere, false);
	});

	it("that the keyring does not drop are told, with the names that they have", async () => {
		const store = memorySecrets();
		const id = "0123456789abcdef";
		const secrets = {
			...store,
			delete: (name: string) =>
				name.endsWith(id) ? Promise.reject(new Error("locked")) : store.delete(name),
		};
		const window = openWindow({ folder: folder(), secrets, environment });
		await fill(window, id);
		const { removed, kept } = await window.keys.removeAll();
		assert.deepEqual(names(kept.map(({ slot }) => slot)), [slotName(slotOf(US, id))]);
		assert.equal(removed.length, 4);
		assert.deepEqual(
			window.keys.all(US).map(({ name }) => name),
			["Team"],
		);
		assert.equal(window.keys.usesEnvironment, false);
	});

	it("are none where nothing was ever saved", async () => {
		const window = openWindow({ folder: folder() });
		assert.deepEqual(await window.keys.slots(), []);
		assert.deepEqual(await window.keys.removeAll(), { removed: [], kept: [] });
	});

	it("are found by what is remembered where the keyring's list fails", async () => {
		const secrets = { ...memorySecrets(), keys: () => Promise.reject(new Error("not allowed")) };
		const window = openWindow({ folder: folder(), secrets });
		await window.keys.save(US, DEFAULT_KEY, OWN);
		assert.deepEqual(names(await window.keys.slots()), [slotName(US)]);
		assert.match(window.log.lines.join(), /does not list/);
	});
});

describe("a key of the environment", () => {
	const folder = useTemporaryFolder();
	const environment = { KAIKO_API_KEY: TEAM, OPENMARKET_API_KEY: "canary-openmarket-1" };

	it("is not read before the person allowed it, and not any more after", async () => {
		const { keys, seen } = openWindow({ folder: folder(), environment });
		assert.equal(await keys.read(US), undefined);
		assert.deepEqual(keys.all(US), []);
		assert.deepEqual([...seen], []);
		await keys.allowEnvironment(true);
		assert.deepEqual(keys.active(US), { id: ENVIRONMENT_KEY, name: "KAIKO_API_KEY" });
		assert.equal(await keys.read(US), TEAM);
		assert.deepEqual([...seen], [TEAM]);
		await keys.allowEnvironment(false);
		assert.equal(await keys.read(US), undefined);
		assert.equal(await keys.read(US, ENVIRONMENT_KEY), undefined);
	});

	it("goes to the provider's own origins and to no address that somebody typed", async () => {
		const { keys } = openWindow({ folder: folder(), environment });
		await keys.allowEnvironment(true);
		const kiyotaka = (origin: string) => ({ credential: "kiyotaka", origin });
		const read = (place: typeof US | typeof EU | typeof MIRROR | ReturnType<typeof kiyotaka>) =>
			keys.read(place, ENVIRONMENT_KEY);
		assert.deepEqual([await read(US), await read(EU)], [TEAM, TEAM]);
		assert.equal(await read(kiyotaka("https://api.openmarket.xyz")), "canary-openmarket-1");
		for (const place of [
			MIRROR,
			kiyotaka("https://api.kiyotaka.ai"),
			kiyotaka("https://us.market-api.kaiko.io"),
			kiyotaka("http://api.openmarket.xyz"),
			kiyotaka("https://api.openmarket.xyz:444"),
			{ credential: "clickhouse", origin: US.origin } as never,
		]) {
			assert.equal(await read(place), undefined, place.origin);
			assert.equal(keys.isThere(place), false);
		}
	});

	it("gives way to a key that is saved, until it is chosen", async () => {
		const { keys, changes } = openWindow({ folder: folder(), environment });
		await keys.save(US, DEFAULT_KEY, OWN);
		await keys.allowEnvironment(true);
		assert.equal(await keys.read(US), OWN);
		changes.length = 0;
		await keys.use(US, ENVIRONMENT_KEY);
		assert.equal(await keys.read(US), TEAM);
		await keys.use(US, DEFAULT_KEY);
		await keys.use(US, ENVIRONMENT_KEY);
		await keys.allowEnvironment(false);
		assert.equal(await keys.read(US), OWN);
		assert.equal(changes.length, 4);
	});

	it("is never stored, neither by a choice nor by removing it", async () => {
		const kept = new Map<string, string>();
		const { keys, state } = openWindow({
			folder: folder(),
			secrets: memorySecrets(kept),
			environment,
		});
		await keys.allowEnvironment(true);
		await keys.use(US, ENVIRONMENT_KEY);
		await keys.remove(US, ENVIRONMENT_KEY);
		assert.equal(await keys.read(US), TEAM);
		assert.deepEqual([kept.size, state.size], [0, 0]);
		assert.ok(!readFileSync(join(folder(), "keyNames.json"), "utf8").includes(TEAM));
	});

	it("is noticed when it becomes the one in use, or ceases to be", async () => {
		const { keys, changes } = openWindow({ folder: folder(), environment });
		keys.active(US);
		await keys.allowEnvironment(true);
		await keys.allowEnvironment(false);
		assert.deepEqual(
			changes.map(({ isThere }) => isThere),
			[true, false],
		);
	});
});

describe("the slots of keys", () => {
	it("have names that no other slot has", () => {
		const id = "0123456789abcdef";
		assert.equal(slotName(slotOf(US, DEFAULT_KEY)), slotName(US));
		assert.equal(slotName(slotOf(US, id)), `${slotName(US)}|${id}`);
		for (const key of ["", "team", "0123456789ABCDEF", "0123456789abcdef|x", ENVIRONMENT_KEY]) {
			assert.throws(() => slotName({ ...US, key }), RangeError);
		}
	});
});

import assert from "node:assert/strict";
import {
	ApiKeys,
	type ApiKeysDeps,
	type KeyChange,
	type KeyPlace,
	slotName,
} from "../../../src/host/keys";
import { KeptLog } from "../app/keptLog";

const VENDOR = { provider: "kaiko", origin: "https://us.market-api.kaiko.io" } as const;
const MIRROR = { provider: "kaiko", origin: "https://mirror.example.com" } as const;
const LOOPBACK = { provider: "kaiko", origin: "http://127.0.0.1:9" } as const;
const CANARY = "canary-7f3b9d2c41aa";

/** A keyring in memory that can be told to misbehave. */
function keyring({ storeFails = false, forgets = false, getFails = false } = {}) {
	const secrets = new Map<string, string>();
	const state = new Map<string, unknown>();
	const log = new KeptLog();
	const listeners = new Set<(slot: string) => void>();
	const deps: ApiKeysDeps = {
		secrets: {
			get: (key) =>
				getFails ? Promise.reject(new Error("locked")) : Promise.resolve(secrets.get(key)),
			store: (key, value) => {
				if (storeFails) return Promise.reject(new Error("no keyring"));
				if (!forgets) secrets.set(key, value);
				return Promise.resolve();
			},
			delete: (key) => {
				secrets.delete(key);
				return Promise.resolve();
			},
			onDidChange: (listener) => {
				const call = (slot: string) => void listener({ key: slot });
				listeners.add(call);
				return { dispose: () => listeners.delete(call) };
			},
		},
		state: {
			keys: () => [...state.keys()],
			get: (key: string) => state.get(key) as never,
			update: (key, value) => {
				state.set(key, value);
				return Promise.resolve();
			},
		},
		log,
		now: () => Date.UTC(2026, 10, 3),
		devKey: (origin) => (origin === LOOPBACK.origin ? "loopback-key" : undefined),
	};
	/** VS Code tells every window, the one that changed the secret too. */
	const announce = async (place: KeyPlace) => {
		listeners.forEach((listener) => listener(slotName(place)));
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { keys: new ApiKeys(deps), secrets, state, log, announce };
}

describe("API keys", () => {
	it("stand in one slot per provider and exact origin", async () => {
		const { keys, secrets } = keyring();
		assert.equal(slotName(VENDOR), "key|kaiko|https://us.market-api.kaiko.io");
		assert.equal(await keys.save(VENDOR, CANARY), "saved");
		assert.deepEqual([...secrets], [["key|kaiko|https://us.market-api.kaiko.io", CANARY]]);
		assert.equal(await keys.read(VENDOR), CANARY);
	});

	it("are never read for another origin or provider", async () => {
		const { keys } = keyring();
		await keys.save(VENDOR, CANARY);
		assert.equal(await keys.read(MIRROR), undefined);
		assert.equal(await keys.read({ ...VENDOR, provider: "kiyotaka" }), undefined);
		assert.equal(
			await keys.read({ ...VENDOR, origin: "https://us.market-api.kaiko.io:444" }),
			undefined,
		);
	});

	it("leave a mark with the date and nothing else outside of the keyring", async () => {
		const { keys, state, log } = keyring();
		await keys.save(VENDOR, CANARY);
		assert.deepEqual(
			[...state],
			[[`marker|${slotName(VENDOR)}`, { state: "saved", at: "2026-11-03T00:00:00.000Z" }]],
		);
		assert.equal(keys.savedAt(VENDOR), "2026-11-03T00:00:00.000Z");
		assert.ok(!log.lines.join().includes(CANARY));
	});

	for (const fault of [{ storeFails: true }, { forgets: true }]) {
		it(`are nowhere when the keyring ${Object.keys(fault).join()}, but for a session if wanted`, async () => {
			const { keys, secrets, state } = keyring(fault);
			assert.equal(await keys.save(VENDOR, CANARY), "unavailable");
			assert.equal(await keys.read(VENDOR), undefined);
			keys.keepForSession(VENDOR, CANARY);
			assert.equal(await keys.read(VENDOR), CANARY);
			assert.equal(keys.isMarked(VENDOR), true);
			assert.deepEqual([secrets.size, state.size], [0, 0]);
		});
	}

	it("that the keyring does not give any more are still known to have been saved", async () => {
		const { keys, secrets } = keyring();
		await keys.save(VENDOR, CANARY);
		secrets.clear();
		assert.equal(await keys.read(VENDOR), undefined);
		assert.ok(keys.savedAt(VENDOR));
	});

	it("read as none when the keyring fails, with a line in the log", async () => {
		const { keys, log } = keyring({ getFails: true });
		assert.equal(await keys.read(VENDOR), undefined);
		assert.equal(log.lines.length, 1);
	});

	it("are gone everywhere after removal", async () => {
		const { keys, secrets } = keyring();
		await keys.save(VENDOR, CANARY);
		await keys.remove(VENDOR);
		assert.equal(await keys.read(VENDOR), undefined);
		assert.deepEqual(
			[secrets.size, keys.savedAt(VENDOR), keys.isMarked(VENDOR)],
			[0, undefined, false],
		);
	});

	it("of a loopback service in development give way to what a person does", async () => {
		const { keys } = keyring();
		assert.equal(await keys.read(LOOPBACK), "loopback-key");
		assert.equal(await keys.read(VENDOR), undefined);
		await keys.save(LOOPBACK, CANARY);
		assert.equal(await keys.read(LOOPBACK), CANARY);
		await keys.remove(LOOPBACK);
		assert.equal(await keys.read(LOOPBACK), undefined);
	});

	it("announce each change once, also that of another window", async () => {
		const { keys, secrets, announce } = keyring();
		const changes: KeyChange[] = [];
		keys.onDidChange((change) => changes.push(change));
		await keys.save(VENDOR, CANARY);
		await announce(VENDOR);
		await keys.remove(VENDOR);
		await announce(VENDOR);
		secrets.set(slotName(MIRROR), CANARY);
		await announce(MIRROR);
		await announce(MIRROR);
		assert.deepEqual(changes, [
			{ place: VENDOR, isElsewhere: false, isThere: true },
			{ place: VENDOR, isElsewhere: false, isThere: false },
			{ place: MIRROR, isElsewhere: true, isThere: true },
		]);
		keys.dispose();
		secrets.delete(slotName(MIRROR));
		await announce(MIRROR);
		assert.equal(changes.length, 3);
	});

	it("of another window are known before its mark has arrived, and gone before it has", async () => {
		const { keys, secrets, state, announce } = keyring();
		const known: boolean[] = [];
		keys.onDidChange(({ place }) => known.push(keys.isMarked(place)));
		secrets.set(slotName(VENDOR), CANARY);
		await announce(VENDOR);
		assert.equal(state.size, 0);
		state.set(`marker|${slotName(VENDOR)}`, { state: "saved", at: "2026-11-03T00:00:00.000Z" });
		secrets.delete(slotName(VENDOR));
		await announce(VENDOR);
		assert.deepEqual(known, [true, false]);
	});

	it("are gone by a newer mark of another window where its secrets are not told", async () => {
		const { keys, state } = keyring();
		await keys.save(VENDOR, CANARY);
		state.set(`marker|${slotName(VENDOR)}`, { state: "removed", at: "2026-11-03T00:00:01.000Z" });
		assert.equal(keys.isMarked(VENDOR), false);
	});

	it("are not those of other secrets", async () => {
		const { keys, announce } = keyring();
		keys.onDidChange(() => assert.fail("a change of something else"));
		for (const provider of ["nobody", "kaiko|x"]) {
			await announce({ provider: provider as "kaiko", origin: VENDOR.origin });
		}
	});

	it("come back as they were kept after another one was tried", async () => {
		const { keys, secrets } = keyring();
		await keys.save(VENDOR, CANARY, "2026-01-02T00:00:00.000Z");
		const earlier = await keys.earlier(VENDOR);
		assert.ok(earlier);
		await keys.save(VENDOR, "another-canary");
		assert.equal(await keys.restore(VENDOR, earlier), "saved");
		assert.equal(await keys.read(VENDOR), CANARY);
		assert.equal(keys.savedAt(VENDOR), "2026-01-02T00:00:00.000Z");

		keys.keepForSession(MIRROR, CANARY);
		const ofSession = await keys.earlier(MIRROR);
		assert.ok(ofSession);
		await keys.save(MIRROR, "another-canary");
		await keys.restore(MIRROR, ofSession);
		assert.equal(await keys.read(MIRROR), CANARY);
		assert.deepEqual([...secrets.values()], [CANARY]);
	});

	it("have no earlier one where a person entered none", async () => {
		const { keys } = keyring();
		assert.equal(await keys.earlier(VENDOR), undefined);
		assert.equal(await keys.earlier(LOOPBACK), undefined);
	});

	it("that were seen are known to the redactor", async () => {
		const { keys } = keyring();
		await keys.save(VENDOR, CANARY);
		assert.deepEqual([...keys.liveKeys()], [CANARY]);
	});
});

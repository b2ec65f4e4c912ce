import assert from "node:assert/strict";
import {
	type CredentialChange,
	Credentials,
	type CredentialsDeps,
} from "../../../src/app/credentials";
import { type CredentialPlace, slotName } from "../../../src/core/access/credential";
import { KeptLog } from "./keptLog";
import { memoryState } from "./memoryState";

const VENDOR = { credential: "kaiko", origin: "https://us.market-api.kaiko.io" } as const;
const MIRROR = { credential: "kaiko", origin: "https://mirror.example.com" } as const;
const LOOPBACK = { credential: "kaiko", origin: "http://127.0.0.1:9" } as const;
const CANARY = "canary-7f3b9d2c41aa";

/** A keyring in memory that can be told to misbehave. */
function keyring({ storeFails = false, forgets = false, getFails = false } = {}) {
	const secrets = new Map<string, string>();
	const state = new Map<string, unknown>();
	const seen = new Set<string>();
	const log = new KeptLog();
	const listeners = new Set<(slot: string) => void>();
	const deps: CredentialsDeps = {
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
		state: memoryState(state),
		log,
		now: () => Date.UTC(2026, 10, 3),
		seen,
		standIn: ({ origin }) => (origin === LOOPBACK.origin ? "loopback-key" : undefined),
	};
	/** VS Code tells every window, the one that changed the secret too. */
	const announce = async (of: CredentialPlace | string) => {
		const slot = typeof of === "string" ? of : slotName(of);
		listeners.forEach((listener) => listener(slot));
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { keys: new Credentials(deps), seen, secrets, state, log, announce };
}

describe("credentials", () => {
	it("stand in one slot per credential and exact origin", async () => {
		const { keys, secrets } = keyring();
		assert.equal(slotName(VENDOR), "key|kaiko|https://us.market-api.kaiko.io");
		assert.equal(await keys.save(VENDOR, CANARY), "saved");
		assert.deepEqual([...secrets], [["key|kaiko|https://us.market-api.kaiko.io", CANARY]]);
		assert.equal(await keys.read(VENDOR), CANARY);
	});

	it("are never read for another origin or credential", async () => {
		const { keys } = keyring();
		await keys.save(VENDOR, CANARY);
		assert.equal(await keys.read(MIRROR), undefined);
		assert.equal(await keys.read({ ...VENDOR, credential: "kiyotaka" }), undefined);
		assert.equal(
			await keys.read({ ...VENDOR, origin: "https://us.market-api.kaiko.io:444" }),
			undefined,
		);
	});

	it("that version 0.2 kept are found where it kept them (L10)", async () => {
		const { keys, secrets, state } = keyring();
		const [removed, saved] = [
			"key|kiyotaka|https://api.openmarket.xyz",
			"key|kaiko|https://mirror.example.com",
		];
		secrets.set(saved, CANARY);
		state.set(`marker|${saved}`, { state: "saved", at: "2026-05-01T08:00:00.000Z" });
		state.set(`marker|${removed}`, { state: "removed", at: "2026-05-01T08:00:00.000Z" });
		assert.deepEqual(
			[await keys.read(MIRROR), keys.isMarked(MIRROR), keys.savedAt(MIRROR)],
			[CANARY, true, "2026-05-01T08:00:00.000Z"],
		);
		const openMarket = { credential: "kiyotaka", origin: "https://api.openmarket.xyz" };
		assert.deepEqual([await keys.read(openMarket), keys.isMarked(openMarket)], [undefined, false]);
	});

	it("may be those of a database: text of any form, one secret per connection", async () => {
		const { keys, secrets, announce } = keyring();
		const origin = "https://tape.example.com:8443";
		const [team, own] = ["clickhouse:team", "clickhouse:own"].map((credential) => ({
			credential,
			origin,
		}));
		assert.ok(team && own);
		const signIn = JSON.stringify({ user: "reader", password: "päss|wörd\n" });
		const changes: CredentialChange[] = [];
		keys.onDidChange((change) => changes.push(change));
		assert.equal(await keys.save(team, signIn), "saved");
		assert.deepEqual([...secrets], [[`key|clickhouse:team|${origin}`, signIn]]);
		assert.deepEqual([await keys.read(team), await keys.read(own)], [signIn, undefined]);
		secrets.set(slotName(own), "another");
		await announce(own);
		assert.deepEqual(
			changes.map(({ place, isElsewhere }) => [place.credential, isElsewhere]),
			[
				["clickhouse:team", false],
				["clickhouse:own", true],
			],
		);
	});

	it("are not kept under a name that could mean another credential", async () => {
		const { keys, secrets } = keyring();
		for (const credential of ["", "kaiko|https://a.example", "clickhouse:", "Kaiko", "a:b c"]) {
			await assert.rejects(keys.save({ ...VENDOR, credential }, CANARY), RangeError);
		}
		assert.equal(secrets.size, 0);
	});

	it("leave only a marker with the date outside of the keyring", async () => {
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
		it(`are not kept when the keyring ${Object.keys(fault).join()}, except for a session if wanted (K3)`, async () => {
			const { keys, secrets, state } = keyring(fault);
			assert.equal(await keys.save(VENDOR, CANARY), "unavailable");
			assert.equal(await keys.read(VENDOR), undefined);
			keys.keepForSession(VENDOR, CANARY);
			assert.equal(await keys.read(VENDOR), CANARY);
			assert.equal(keys.isMarked(VENDOR), true);
			assert.deepEqual([secrets.size, state.size], [0, 0]);
		});
	}

	it("that the keyring does not give any more are still known to have been saved (K4)", async () => {
		const { keys, secrets } = keyring();
		await keys.save(VENDOR, CANARY);
		secrets.clear();
		assert.equal(await keys.read(VENDOR), undefined);
		assert.ok(keys.savedAt(VENDOR));
	});

	it("read as none when the keyring fails, with a line in the log (K4)", async () => {
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

	it("of a loopback service in development are replaced by what a person saves or removes", async () => {
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
		const changes: CredentialChange[] = [];
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

	it("of another window are noticed, saved or removed, before its marker has arrived (K13)", async () => {
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

	it("count as removed by a newer marker of another window when the editor reports no change", async () => {
		const { keys, state } = keyring();
		await keys.save(VENDOR, CANARY);
		state.set(`marker|${slotName(VENDOR)}`, { state: "removed", at: "2026-11-03T00:00:01.000Z" });
		assert.equal(keys.isMarked(VENDOR), false);
	});

	it("are not changed by other secrets of the keyring", async () => {
		const { keys, announce } = keyring();
		keys.onDidChange(() => assert.fail("a change of something else"));
		for (const slot of ["kaiko", "key|kaiko", "key|kaiko|x|y", "mark|kaiko|x", "key||x", ""]) {
			await announce(slot);
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

	it("have no earlier secret when a person entered none", async () => {
		const { keys } = keyring();
		assert.equal(await keys.earlier(VENDOR), undefined);
		assert.equal(await keys.earlier(LOOPBACK), undefined);
	});

	it("that were seen can be cleaned out of the log", async () => {
		const { keys, seen } = keyring();
		await keys.save(VENDOR, CANARY);
		assert.deepEqual([...seen], [CANARY]);
	});
});

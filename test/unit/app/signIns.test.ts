import assert from "node:assert/strict";
import { Consents } from "../../../src/app/consents";
import { Credentials } from "../../../src/app/credentials";
import { type SignInChange, SignIns } from "../../../src/app/signIns";
import { createRedactor } from "../../../src/core/redact";
import { KeptLog } from "./keptLog";
import { memorySecrets } from "./memorySecrets";
import { memoryState } from "./memoryState";

const TEAM = "https://ch.example.com:8443";
const PLAIN = "http://ch.example.com:8123";
const ANN = { user: "ann", password: "hunter2-canary" };

/** Sign-ins of a person who agrees to what is readable, or does not. */
function signInsOf({ agrees = true, kept = new Map<string, string>() } = {}) {
	const state = memoryState();
	const seen = new Set<string>();
	const log = new KeptLog();
	const credentials = new Credentials({
		secrets: memorySecrets(kept),
		state,
		log,
		now: () => Date.UTC(2026, 10, 3),
		seen,
	});
	const consents = new Consents(state, () => Promise.resolve(agrees));
	return { signIns: new SignIns({ credentials, consents }), credentials, kept, seen, state };
}

describe("sign-ins to ClickHouse servers", () => {
	it("are of one exact origin each", async () => {
		const { signIns } = signInsOf();
		assert.equal(await signIns.save(TEAM, ANN), "saved");
		assert.deepEqual(await signIns.read(TEAM), ANN);
		for (const other of ["https://ch.example.com", "https://ch.example.com:8444", `${TEAM}/`]) {
			assert.equal(await signIns.read(other), undefined, other);
		}
		assert.deepEqual(signIns.connections(), [TEAM]);
	});

	it("leave the server without one once they are removed", async () => {
		const { signIns, kept } = signInsOf();
		await signIns.save(TEAM, ANN);
		await signIns.remove(TEAM);
		assert.equal(await signIns.read(TEAM), undefined);
		assert.deepEqual([signIns.connections(), kept.size], [[], 0]);
	});

	it("are kept in memory where the keyring is not there", async () => {
		const { signIns, kept } = signInsOf();
		signIns.keepForSession(TEAM, ANN);
		assert.deepEqual(await signIns.read(TEAM), ANN);
		assert.deepEqual([signIns.connections(), kept.size], [[TEAM], 0]);
	});

	it("go over plain http to another machine only where that was agreed to", async () => {
		const refused = signInsOf({ agrees: false });
		assert.equal(await refused.signIns.mayGoTo(PLAIN), false);
		await refused.signIns.save(PLAIN, ANN);
		assert.equal(await refused.signIns.read(PLAIN), undefined);

		const agreed = signInsOf();
		await agreed.signIns.save(PLAIN, ANN);
		assert.equal(await agreed.signIns.read(PLAIN), undefined);
		assert.equal(await agreed.signIns.mayGoTo(PLAIN), true);
		assert.equal(agreed.state.get(`consent|clickhouse|${PLAIN}`), true);
		assert.deepEqual(await agreed.signIns.read(PLAIN), ANN);
	});

	it("go to nothing that is no address of a server", async () => {
		const { signIns } = signInsOf();
		for (const address of ["https://a@ch.example.com", "file:///x", `${TEAM}/x`, ""]) {
			assert.equal(await signIns.mayGoTo(address), false, address);
		}
	});

	it("tell the log both forms of a password", async () => {
		const { signIns, seen } = signInsOf();
		await signIns.save(TEAM, { user: "ann", password: 'a"canary' });
		const redact = createRedactor(() => seen);
		for (const line of ['password a"canary', '{"password":"a\\"canary"}', "x?p=a%22canary"]) {
			assert.doesNotMatch(redact(line), /canary/);
		}
	});

	it("tell of their own changes, and of no API key's", async () => {
		const { signIns, credentials } = signInsOf();
		const heard: SignInChange[] = [];
		signIns.onDidChange((change) => heard.push(change));
		await credentials.save({ credential: "kaiko", origin: TEAM }, "a-key-of-kaiko");
		await signIns.save(TEAM, ANN);
		await signIns.remove(TEAM);
		assert.deepEqual(heard, [
			{ connection: TEAM, isElsewhere: false, isThere: true },
			{ connection: TEAM, isElsewhere: false, isThere: false },
		]);
	});
});

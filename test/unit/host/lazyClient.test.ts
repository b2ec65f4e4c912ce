import assert from "node:assert/strict";
import { createEndpoint } from "../../../src/core/endpoint";
import { isProviderError } from "../../../src/core/errors";
import type { ApiClient } from "../../../src/core/http";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import { createLazyClient } from "../../../src/host/lazyClient";
import { createApiClient } from "../../../src/net/client";
import { startFaultServer } from "../../support/faultServer";
import type { LoopbackServer } from "../../support/loopbackServer";
import { CANARY_KEYS, FakeClock, MemoryLog, REQUEST } from "../net/harness";

const IN_FLIGHT = 2;
const SIX = [1, 2, 3, 4, 5, 6];

describe("the client that is loaded late", () => {
	let server: LoopbackServer;
	let loads: number;

	beforeEach(async () => {
		server = await startFaultServer({ data: [] });
		loads = 0;
	});
	afterEach(() => server.stop());

	function lazyClient(load: () => Promise<ApiClient>): ApiClient {
		return createLazyClient({
			load: () => {
				loads += 1;
				return load();
			},
			hosts: () => ({
				kiyotakaHost: "custom",
				kiyotakaCustomOrigin: server.origin,
				kaikoRegion: "custom",
				kaikoCustomOrigin: server.origin,
			}),
			consent: () => Promise.resolve(true),
		});
	}

	/** A client with limits and quiet times of its own, as the loaded bundle makes it. */
	const load = () =>
		Promise.resolve(
			createApiClient({
				endpoints: (provider) =>
					createEndpoint(provider, server.origin, () => Promise.resolve(CANARY_KEYS[provider])),
				limits: () => ({ ...DEFAULT_LIMITS, requestsInFlight: IN_FLIGHT }),
				log: new MemoryLog(),
				clock: new FakeClock(),
				random: () => 0.5,
			}),
		);
	const get = (client: ApiClient) =>
		client.get(REQUEST, { signal: new AbortController().signal }).then(
			() => "answered",
			(error: unknown) => (isProviderError(error) ? error.kind : "unknown"),
		);

	it("is loaded once for six markets that are started cold, which share its limits", async () => {
		server.always({ kind: "delay", ms: 20 });
		const client = lazyClient(load);
		const all = SIX.map(() => get(client));
		let most = 0;
		for (const count of SIX) {
			await server.requested(count);
			most = Math.max(most, server.openSockets);
		}
		assert.deepEqual(
			await Promise.all(all),
			SIX.map(() => "answered"),
		);
		assert.equal(loads, 1);
		assert.ok(most <= IN_FLIGHT, `${most} connections at once`);
	});

	it("shares a refused key: what waits is not sent to be refused, too", async () => {
		server.always({ kind: "answer", status: 401, body: "{}" });
		const client = lazyClient(load);
		const outcomes = await Promise.all(SIX.map(() => get(client)));
		assert.deepEqual(
			outcomes,
			SIX.map(() => "badKey"),
		);
		assert.ok(server.requests.length <= IN_FLIGHT, `${server.requests.length} requests`);
	});

	it("shares a quiet time: one refusal holds all six", async () => {
		server.always({ kind: "answer", status: 429, headers: { "retry-after": "900" }, body: "{}" });
		const client = lazyClient(load);
		const outcomes = await Promise.all(SIX.map(() => get(client)));
		assert.deepEqual(
			outcomes,
			SIX.map(() => "rateLimited"),
		);
		assert.ok(server.requests.length <= IN_FLIGHT, `${server.requests.length} requests`);
	});

	it("is loaded again after loading failed", async () => {
		const client = lazyClient(() =>
			loads === 1 ? Promise.reject(new Error("the file is locked")) : load(),
		);
		const first = await Promise.all([get(client), get(client)]);
		assert.deepEqual(first, ["unknown", "unknown"]);
		assert.equal(loads, 1);
		assert.equal(await get(client), "answered");
		assert.equal(loads, 2);
	});
});

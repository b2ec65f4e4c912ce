import assert from "node:assert/strict";
import { Consents } from "../../../src/app/consents";
import { createLazyClient } from "../../../src/app/lazyClient";
import type { HostChoices } from "../../../src/core/access/places";
import { createEndpoint } from "../../../src/core/access/endpoint";
import { isProviderError, ProviderError } from "../../../src/core/errors/errors";
import type { ApiClient } from "../../../src/core/http";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import { createApiClient } from "../../../src/net/client";
import { startFaultServer } from "../../support/faultServer";
import type { LoopbackServer } from "../../support/loopbackServer";
import { memoryState } from "./memoryState";
import { CANARY_KEYS, FakeClock, MemoryLog, REQUEST } from "../net/harness";
import { readJson } from "../../support/plainReading";

const VENDORS: HostChoices = {
	kiyotaka: { host: "api.kiyotaka.ai", customOrigin: "" },
	kaiko: { host: "us", customOrigin: "" },
};
const custom = (customOrigin: string): HostChoices => ({
	kiyotaka: { host: "custom", customOrigin },
	kaiko: { host: "custom", customOrigin },
});
const consents = (agrees: boolean, asked: string[] = []) =>
	new Consents(memoryState(), ({ origin }) => {
		asked.push(origin);
		return Promise.resolve(agrees);
	});
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
			hosts: () => custom(server.origin),
			consents: consents(true),
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
		client.get(REQUEST, { signal: new AbortController().signal, read: readJson }).then(
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

	it("shares a refused key: requests that wait with the same key are not sent", async () => {
		server.always({ kind: "answer", status: 401, body: "{}" });
		const client = lazyClient(load);
		const outcomes = await Promise.all(SIX.map(() => get(client)));
		assert.deepEqual(
			outcomes,
			SIX.map(() => "badKey"),
		);
		assert.ok(server.requests.length <= IN_FLIGHT, `${server.requests.length} requests`);
	});

	it("shares a quiet time: one refusal makes all six wait", async () => {
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

describe("the client that is loaded late, and consent", () => {
	const request = { provider: "kaiko", path: "/v2", params: [] } as const;
	const signal = new AbortController().signal;
	const lazy = (hosts: HostChoices, agrees: boolean) => {
		const seen = { loads: 0, requests: 0, asked: [] as string[] };
		const client = createLazyClient({
			load: () => {
				seen.loads += 1;
				return Promise.resolve({
					get: () => {
						seen.requests += 1;
						return Promise.reject(new Error("answered"));
					},
				});
			},
			hosts: () => hosts,
			consents: consents(agrees, seen.asked),
		});
		return { client, seen };
	};

	it("loads on the first request, once", async () => {
		const { client, seen } = lazy(VENDORS, false);
		assert.equal(seen.loads, 0);
		for (let count = 0; count < 2; count++) {
			await assert.rejects(client.get(request, { signal, read: readJson }), /answered/);
		}
		assert.deepEqual(seen, { loads: 1, requests: 2, asked: [] });
	});

	it("sends nothing to a typed host without consent", async () => {
		const { client, seen } = lazy(custom("https://mirror.example.com"), false);
		await assert.rejects(client.get(request, { signal, read: readJson }), { kind: "cancelled" });
		assert.deepEqual(seen, { loads: 0, requests: 0, asked: ["https://mirror.example.com"] });
	});

	it("sends nothing where the settings name no usable host", async () => {
		const { client, seen } = lazy(custom("http://example.com"), true);
		await assert.rejects(client.get(request, { signal, read: readJson }), ProviderError);
		assert.equal(seen.loads, 0);
	});
});

import assert from "node:assert/strict";
import { ProviderError } from "../../../src/core/errors";
import { describeError } from "../../../src/core/errorText";
import { endpointOf, placeOf } from "../../../src/host/endpoints";
import { createLazyClient } from "../../../src/host/lazyClient";
import { type HostChoice, keyPlaces, placeOfQuery } from "../../../src/host/places";
import { PROFILE_VIEW, VWAP_VIEW } from "../app/views";

const VENDORS: HostChoice = {
	kiyotakaHost: "api.kiyotaka.ai",
	kiyotakaCustomOrigin: "",
	kaikoRegion: "us",
	kaikoCustomOrigin: "",
};
const custom = (origin: string): HostChoice => ({
	kiyotakaHost: "custom",
	kiyotakaCustomOrigin: origin,
	kaikoRegion: "custom",
	kaikoCustomOrigin: origin,
});
const noKey = () => Promise.resolve(undefined);

describe("endpoints", () => {
	it("follow the settings and the query's region", () => {
		const origin = (
			choice: HostChoice,
			...place: Parameters<typeof placeOf> extends [unknown, ...infer Rest] ? Rest : never
		) => placeOf(choice, ...place).origin;
		assert.equal(origin(VENDORS, "kiyotaka", undefined), "https://api.kiyotaka.ai");
		assert.equal(
			origin({ ...VENDORS, kiyotakaHost: "api.openmarket.xyz" }, "kiyotaka", undefined),
			"https://api.openmarket.xyz",
		);
		assert.equal(origin(VENDORS, "kaiko", "eu"), "https://eu.market-api.kaiko.io");
		assert.equal(origin(VENDORS, "kaiko", undefined), "https://us.market-api.kaiko.io");
		assert.equal(origin(custom("http://127.0.0.1:8080/"), "kaiko", "eu"), "http://127.0.0.1:8080");
	});

	it("carry the key header of their own origin and cannot be changed", () => {
		const header = (choice: HostChoice) => {
			const endpoint = endpointOf(placeOf(choice, "kiyotaka", undefined), noKey);
			assert.ok(Object.isFrozen(endpoint));
			return endpoint.keyHeader;
		};
		assert.equal(header(VENDORS), "X-Kiyotaka-Key");
		assert.equal(header({ ...VENDORS, kiyotakaHost: "api.openmarket.xyz" }), "X-OpenMarket-Key");
		assert.equal(endpointOf(placeOf(VENDORS, "kaiko", "us"), noKey).keyHeader, "X-Api-Key");
	});

	it("read the key of their own place", async () => {
		const place = placeOf(VENDORS, "kaiko", "eu");
		const endpoint = endpointOf(place, ({ provider, origin }) =>
			Promise.resolve(`${provider} ${origin}`),
		);
		assert.equal(await endpoint.readKey(), "kaiko https://eu.market-api.kaiko.io");
	});

	for (const typed of [
		"",
		"nonsense",
		"http://example.com",
		"https://user@example.com",
		"https://example.com/path",
		"ftp://127.0.0.1",
		"javascript:alert(1)",
		"http://127.0.0.1.evil.example",
	]) {
		it(`refuse the custom origin "${typed}"`, () => {
			for (const provider of ["kiyotaka", "kaiko"] as const) {
				assert.throws(
					() => placeOf(custom(typed), provider, undefined),
					(error: unknown) => {
						assert.ok(error instanceof ProviderError);
						assert.match(error.message, /custom origin .*settings/);
						assert.ok(error.message.length <= 220);
						assert.deepEqual(describeError(error).actions, ["openSettings", "showLog"]);
						return true;
					},
				);
			}
		});
	}

	it("name the refused origin, never a password in it", () => {
		const messageOf = (typed: string) => {
			try {
				return placeOf(custom(typed), "kaiko", "us").origin;
			} catch (error) {
				return String(error) + JSON.stringify(error);
			}
		};
		assert.match(messageOf("http://example.com"), /http:\/\/example\.com/);
		assert.match(messageOf(" "), /no custom origin is set/);
		const withPassword = messageOf("https://user:canary@example.com/path");
		assert.match(withPassword, /example\.com/);
		assert.doesNotMatch(withPassword, /canary|user/);
	});

	it("have one place for keys per provider and region, and none where the address is unusable", () => {
		const origins = (choice: HostChoice) => keyPlaces(choice).map(({ origin }) => origin);
		const [kiyotaka, us, eu] = [
			"https://api.kiyotaka.ai",
			"https://us.market-api.kaiko.io",
			"https://eu.market-api.kaiko.io",
		];
		assert.deepEqual(origins(VENDORS), [kiyotaka, us, eu]);
		assert.deepEqual(origins({ ...VENDORS, kaikoRegion: "eu" }), [kiyotaka, eu, us]);
		const loopback = "http://127.0.0.1:8080";
		assert.deepEqual(origins(custom(loopback)), [loopback, loopback]);
		assert.deepEqual(origins(custom("http://example.com")), []);
		assert.deepEqual(origins({ ...VENDORS, kiyotakaHost: "custom" }), [us, eu]);
	});

	it("need consent for a typed host, never for this machine or the vendors", () => {
		const needs = (choice: HostChoice) => placeOf(choice, "kaiko", "us").needsConsent;
		assert.equal(needs(custom("https://mirror.example.com")), true);
		assert.equal(needs(custom("http://localhost:8080")), false);
		assert.equal(needs(custom("https://[::1]:8443")), false);
		assert.equal(needs(VENDORS), false);
	});

	it("are none for trades", () => {
		const [profile] = PROFILE_VIEW.queries;
		const [vwap] = VWAP_VIEW.queries;
		assert.ok(profile && vwap);
		assert.equal(placeOfQuery(VENDORS, profile)?.origin, "https://api.kiyotaka.ai");
		assert.equal(placeOfQuery(VENDORS, vwap)?.origin, "https://us.market-api.kaiko.io");
		const trades = {
			kind: "vwap",
			provider: "trades",
			dataset: "sample",
			symbol: "BTC-USDT",
		} as const;
		const range = { last: "24h" };
		assert.equal(placeOfQuery(VENDORS, { ...trades, interval: "1h", range }), undefined);
		assert.equal(placeOfQuery(custom("nonsense"), vwap), undefined);
	});
});

describe("lazy client", () => {
	const request = { provider: "kaiko", path: "/v2", params: [] } as const;
	const signal = new AbortController().signal;
	const lazy = (choice: HostChoice, consents: boolean) => {
		const seen = { loads: 0, requests: 0, asked: [] as string[] };
		const client = createLazyClient({
			load: () => {
				seen.loads += 1;
				return Promise.resolve({
					get: () => {
						seen.requests += 1;
						return Promise.resolve({ body: {} });
					},
				});
			},
			hosts: () => choice,
			consent: ({ origin }) => {
				seen.asked.push(origin);
				return Promise.resolve(consents);
			},
		});
		return { client, seen };
	};

	it("loads on the first request, once", async () => {
		const { client, seen } = lazy(VENDORS, false);
		assert.equal(seen.loads, 0);
		await client.get(request, { signal });
		await client.get(request, { signal });
		assert.deepEqual(seen, { loads: 1, requests: 2, asked: [] });
	});

	it("sends nothing to a typed host without consent", async () => {
		const { client, seen } = lazy(custom("https://mirror.example.com"), false);
		await assert.rejects(client.get(request, { signal }), { kind: "cancelled" });
		assert.deepEqual(seen, { loads: 0, requests: 0, asked: ["https://mirror.example.com"] });
	});

	it("sends nothing where the settings name no usable host", async () => {
		const { client, seen } = lazy(custom("http://example.com"), true);
		await assert.rejects(client.get(request, { signal }), ProviderError);
		assert.equal(seen.loads, 0);
	});
});

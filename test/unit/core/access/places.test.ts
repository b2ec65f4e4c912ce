import assert from "node:assert/strict";
import { placeOf } from "../../../../src/core/access/placeOf";
import {
	findPlace,
	hostAt,
	type HostChoices,
	keyPlaces,
	placeOfQuery,
	typedPlace,
} from "../../../../src/core/access/places";
import { createEndpoint } from "../../../../src/core/access/endpoint";
import { ProviderError } from "../../../../src/core/errors/errors";
import { describeError } from "../../../../src/core/errors/errorText";
import { PROFILE_VIEW, VWAP_VIEW } from "../../app/views";

const VENDORS: HostChoices = {
	kiyotaka: { host: "api.kiyotaka.ai", customOrigin: "" },
	kaiko: { host: "us", customOrigin: "" },
};
const OPEN_MARKET: HostChoices = {
	...VENDORS,
	kiyotaka: { host: "api.openmarket.xyz", customOrigin: "" },
};
const custom = (customOrigin: string): HostChoices => ({
	kiyotaka: { host: "custom", customOrigin },
	kaiko: { host: "custom", customOrigin },
});
const noKey = () => Promise.resolve(undefined);

describe("places", () => {
	it("follow the settings and the query's region", () => {
		const origin = (choices: HostChoices, provider: "kiyotaka" | "kaiko", host?: string) =>
			placeOf(choices, provider, host).origin;
		assert.equal(origin(VENDORS, "kiyotaka"), "https://api.kiyotaka.ai");
		assert.equal(origin(OPEN_MARKET, "kiyotaka"), "https://api.openmarket.xyz");
		assert.equal(origin(VENDORS, "kaiko", "eu"), "https://eu.market-api.kaiko.io");
		assert.equal(origin(VENDORS, "kaiko"), "https://us.market-api.kaiko.io");
		assert.equal(origin(custom("http://127.0.0.1:8080/"), "kaiko", "eu"), "http://127.0.0.1:8080");
	});

	it("have the key header of their own origin and cannot be changed", () => {
		const header = (choices: HostChoices) => {
			const endpoint = createEndpoint("kiyotaka", placeOf(choices, "kiyotaka").origin, noKey);
			assert.ok(Object.isFrozen(endpoint));
			return endpoint.keyHeader;
		};
		assert.equal(header(VENDORS), "X-Kiyotaka-Key");
		assert.equal(header(OPEN_MARKET), "X-OpenMarket-Key");
		assert.equal(
			createEndpoint("kaiko", placeOf(VENDORS, "kaiko", "us").origin, noKey).keyHeader,
			"X-Api-Key",
		);
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
					() => placeOf(custom(typed), provider),
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

	it("are one per provider and region for keys, and none when the address is unusable", () => {
		const origins = (choices: HostChoices) => keyPlaces(choices).map(({ origin }) => origin);
		const [kiyotaka, us, eu] = [
			"https://api.kiyotaka.ai",
			"https://us.market-api.kaiko.io",
			"https://eu.market-api.kaiko.io",
		];
		assert.deepEqual(origins(VENDORS), [kiyotaka, us, eu]);
		assert.deepEqual(origins({ ...VENDORS, kaiko: { host: "eu", customOrigin: "" } }), [
			kiyotaka,
			eu,
			us,
		]);
		const loopback = "http://127.0.0.1:8080";
		assert.deepEqual(origins(custom(loopback)), [loopback, loopback]);
		assert.deepEqual(origins(custom("http://example.com")), []);
		assert.deepEqual(origins({ ...VENDORS, kiyotaka: { host: "custom", customOrigin: "" } }), [
			us,
			eu,
		]);
	});

	it("tell which of the provider's own hosts they are", () => {
		const hosts = (choices: HostChoices) => keyPlaces(choices).map(hostAt);
		assert.deepEqual(hosts(OPEN_MARKET), ["api.openmarket.xyz", "us", "eu"]);
		assert.deepEqual(hosts(custom("http://127.0.0.1:8080")), [undefined, undefined]);
		assert.equal(findPlace(VENDORS, "kaiko", "mars"), undefined);
	});

	it("of a database are at the address that the person types, under the same rules", () => {
		const credential = "clickhouse:team";
		assert.deepEqual(typedPlace(credential, "https://Tape.example.com:8443/"), {
			credential,
			origin: "https://tape.example.com:8443",
			needsConsent: true,
		});
		assert.equal(typedPlace(credential, "http://127.0.0.1:8123")?.needsConsent, false);
		assert.equal(typedPlace(credential, "http://tape.example.com:8123"), undefined);
	});

	it("need consent for a typed host, never for this machine or the vendors", () => {
		const needs = (choices: HostChoices) => placeOf(choices, "kaiko", "us").needsConsent;
		assert.equal(needs(custom("https://mirror.example.com")), true);
		assert.equal(needs(custom("http://localhost:8080")), false);
		assert.equal(needs(custom("https://[::1]:8443")), false);
		assert.equal(needs(VENDORS), false);
	});

	it("do not exist for trades", () => {
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

import assert from "node:assert/strict";
import fc from "fast-check";
import { nextPageOf } from "../../../../../src/core/feeds/kaiko/paging";
import { fixture } from "../context";

const TOKEN = "aB3dE5fG7hJ9";

/** Addresses that a hostile or broken server could name; the token in them is all that counts. */
export const HOSTILE_NEXT_URLS: readonly string[] = [
	"https://evil.example/v2?continuation_token=T",
	"http://us.market-api.kaiko.io/v2?continuation_token=T",
	"https://us.market-api.kaiko.io.evil.example/?continuation_token=T",
	"https://us.market-api.kaiko.io@evil.example/?continuation_token=T",
	"https://user:pass@evil.example/?continuation_token=T",
	"https://<eu|us>.market-api.kaiko.io/v2?continuation_token=T",
	"http://localhost:8080/v2?continuation_token=T",
	"//evil.example/?continuation_token=T",
	"\\\\evil.example\\?continuation_token=T",
	"/\\evil.example/?continuation_token=T",
	"/relative?continuation_token=T",
	"?continuation_token=T",
	"?a=b&continuation_token=T&c=d",
	"?continuation_token=T#fragment",
	"ftp://evil.example/?continuation_token=T",
	"file:///etc/passwd?continuation_token=T",
	"javascript:alert(1)?continuation_token=T",
	"data:text/html,x?continuation_token=T",
	"https://evil.example:8443/?continuation_token=T",
	"https://169.254.169.254/?continuation_token=T",
	"https://[::1]/?continuation_token=T",
	"https://EVIL.EXAMPLE/?continuation_token=T",
	"https://evil.example/%2e%2e/?continuation_token=T",
	"https://evil.example\t/?continuation_token=T",
	"https://evil.example\n/?continuation_token=T",
	" https://evil.example/?continuation_token=T",
];
const HOPELESS_NEXT_URLS: readonly string[] = [
	"https://evil.example/",
	"https://evil.example/?token=T",
	"https://evil.example/?continuation_token=",
	"https://evil.example/?continuation_token=a%26b",
	"https://evil.example/?continuation_token=a%0Ab",
	"https://evil.example/?continuation_token=a%23b",
	"https://evil.example/?continuation_token=%E0%A4%A",
	"https://evil.example/?continuation_token=a b",
	`https://evil.example/?continuation_token=${"x".repeat(2_049)}`,
	`https://evil.example/?continuation_token=${"x".repeat(100_000)}`,
	"not an address",
	"<script>",
];

describe("Kaiko paging", () => {
	it("finds the token of the published sample, whose address has a placeholder for a host", () => {
		const next = nextPageOf(fixture("kaiko-vwap"));
		assert.equal(next.kind, "token");
		assert.match(next.kind === "token" ? next.token : "", /^55qoNvAS\w+79hJBu$/);
	});

	for (const url of [null, undefined, ""]) {
		it(`P1: ends when next_url is ${JSON.stringify(url)} and there is no token`, () => {
			assert.deepEqual(nextPageOf({ next_url: url }), { kind: "end" });
			assert.deepEqual(nextPageOf({ next_url: url, continuation_token: null }), { kind: "end" });
		});
	}

	it("P2: goes on by the token with and without an address, and by the address without the token", () => {
		const token = { kind: "token", token: TOKEN };
		assert.deepEqual(nextPageOf({ continuation_token: TOKEN }), token);
		assert.deepEqual(nextPageOf({ continuation_token: TOKEN, next_url: null }), token);
		assert.deepEqual(nextPageOf({ next_url: `https://x/?continuation_token=${TOKEN}` }), token);
	});

	for (const url of HOSTILE_NEXT_URLS) {
		it(`P3: takes nothing but the token out of ${JSON.stringify(url)}`, () => {
			assert.deepEqual(nextPageOf({ next_url: url }), { kind: "token", token: "T" });
		});
	}

	for (const url of HOPELESS_NEXT_URLS) {
		it(`P3: finds no token in ${JSON.stringify(url.slice(0, 60))}`, () => {
			assert.deepEqual(nextPageOf({ next_url: url }), { kind: "badToken" });
		});
	}

	for (const token of [
		"a&b",
		"a#b",
		"a\nb",
		"a b",
		"x".repeat(2_049),
		"x".repeat(100_000),
		"é",
		7,
		{},
		["a"],
	]) {
		it(`P11: refuses the token ${JSON.stringify(token).slice(0, 24)}`, () => {
			assert.deepEqual(nextPageOf({ continuation_token: token }), { kind: "badToken" });
		});
	}

	it("P3: gives a token of the grammar or none, whatever the address", function () {
		this.timeout(60_000);
		fc.assert(
			fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string()), (url) => {
				const next = nextPageOf({ next_url: `${url}?continuation_token=${url}` });
				if (next.kind === "token") assert.match(next.token, /^[\w\-.~=+/]{1,2048}$/);
			}),
			{ numRuns: 10_000 },
		);
	});
});

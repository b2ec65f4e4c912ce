import assert from "node:assert/strict";
import fc from "fast-check";
import { isLoopbackOrigin, parseOrigin } from "../../../../src/core/access/origin";

describe("custom origins", () => {
	const accepted: readonly (readonly [string, string, boolean])[] = [
		["https://example.com", "https://example.com", false],
		["https://Example.com:443/", "https://example.com", false],
		["https://example.com:8443", "https://example.com:8443", false],
		["http://127.0.0.1:8080", "http://127.0.0.1:8080", true],
		["http://127.0.0.1:80", "http://127.0.0.1", true],
		["http://localhost:3000/", "http://localhost:3000", true],
		["http://[::1]:3000", "http://[::1]:3000", true],
		[" https://a.b-c.d ", "https://a.b-c.d", false],
	];
	for (const [input, origin, isLoopback] of accepted) {
		it(`reads ${input}`, () => {
			assert.deepEqual(parseOrigin(input), { ok: true, origin, isLoopback });
			assert.equal(new URL(input.trim()).origin, origin);
			assert.equal(isLoopbackOrigin(origin), isLoopback);
		});
	}

	for (const input of [
		"",
		"example.com",
		"http://example.com",
		"http://127.0.0.1.evil.example",
		"http://localhost.evil.example",
		"https://user@example.com",
		"https://user:pass@example.com",
		"https://example.com/path",
		"https://example.com?x",
		"https://example.com#x",
		"https://example.com\\x",
		"https://exa mple.com",
		"https://<eu|us>.market-api.kaiko.io",
		"https://example.com:99999",
		"ftp://127.0.0.1",
		"javascript:alert(1)",
		"https://",
		"https://-a.example",
	]) {
		it(`refuses ${JSON.stringify(input)}`, () => {
			assert.equal(parseOrigin(input).ok, false);
		});
	}

	it("accepts only what the platform reads as the same origin", function () {
		this.timeout(60_000);
		const pieces = fc.constantFrom(
			"https://",
			"http://",
			"a",
			"1",
			".",
			"-",
			":",
			"@",
			"/",
			"\\",
			"127.0.0.1",
			"[::1]",
		);
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
				const parsed = parseOrigin(parts.join(""));
				if (!parsed.ok || !URL.canParse(parsed.origin)) return;
				const url = new URL(parsed.origin);
				assert.equal(url.username + url.password + url.search + url.hash, "");
				assert.equal(url.pathname, "/");
				assert.ok(url.protocol === "https:" || parsed.isLoopback);
			}),
			{ numRuns: 10_000 },
		);
	});
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { createEndpoint } from "../../../src/core/access/endpoint";
import { createRedactor } from "../../../src/core/redact";
import { durationMs } from "../../../src/core/time";
import { AttemptFailure } from "../../../src/net/failure";
import { keyHeader } from "../../../src/net/keyHeader";
import { requestUrl } from "../../../src/net/requestUrl";
import { startFaultServer } from "../../support/faultServer";
import type { Fault } from "../../support/faults";
import { useFaultBench } from "./faultBench";
import { CANARY_KEYS, REQUEST, createHarness } from "./harness";

const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");
const isFailure = (kind: string, code: string) => (error: unknown) =>
	error instanceof AttemptFailure && error.kind === kind && error.facts.code === code;

describe("client and keys", () => {
	const bench = useFaultBench();

	it("K1: sends nothing without a key", async () => {
		const error = await createHarness({ origin: bench.server.origin, keys: {} }).fails();
		assert.equal(error.kind, "noKey");
		assert.equal(bench.server.requests.length, 0);
	});

	for (const key of ["canary\r\nEvil: 1x", "canary\u200B-key", "canary key", "canaré-key", "abc"]) {
		it(`K2: sends nothing with the key ${JSON.stringify(key)}`, async () => {
			const error = await createHarness({
				origin: bench.server.origin,
				keys: { kaiko: key },
			}).fails();
			assert.equal(error.kind, "badKey");
			assert.equal(bench.server.requests.length, 0);
		});
	}

	it("K10: gives each provider its own key in its own header", async () => {
		const other = await startFaultServer({ series: [] });
		const harness = createHarness({ origin: other.origin, kaikoOrigin: bench.server.origin });
		await harness.get();
		await harness.get({ provider: "kiyotaka" });
		assert.deepEqual(bench.server.requests[0]?.keyHashes, {
			"x-api-key": sha256(CANARY_KEYS.kaiko),
		});
		assert.deepEqual(other.requests[0]?.keyHashes, {
			"x-kiyotaka-key": sha256(CANARY_KEYS.kiyotaka),
		});
		await other.stop();
	});

	it("lets another key of the place wait for no limit and no refusal of the first", async () => {
		const limited = await startFaultServer({ data: [] });
		const sent = { id: "default", key: CANARY_KEYS.kaiko as string };
		const harness = createHarness({
			origin: limited.origin,
			endpoint: () => {
				const { id, key } = sent;
				return createEndpoint("kaiko", limited.origin, () => Promise.resolve(key), id);
			},
		});
		limited.script({ kind: "answer", status: 429, headers: { "Retry-After": "600" } });
		assert.equal((await harness.fails()).kind, "rateLimited");
		assert.equal((await harness.fails()).kind, "rateLimited");
		assert.equal(limited.requests.length, 1);
		Object.assign(sent, { id: "0123456789abcdef", key: "canary-of-the-team" });
		await harness.get();
		assert.deepEqual(limited.requests[1]?.keyHashes, { "x-api-key": sha256("canary-of-the-team") });
		await limited.stop();
	});

	it("sends the newer Kiyotaka host its own header", () => {
		const read = () => Promise.resolve("12345678");
		const headerOf = (origin: string) => createEndpoint("kiyotaka", origin, read).keyHeader;
		assert.equal(headerOf("https://api.kiyotaka.ai"), "X-Kiyotaka-Key");
		assert.equal(headerOf("https://api.openmarket.xyz"), "X-OpenMarket-Key");
		assert.equal(headerOf("http://127.0.0.1:80"), "X-Kiyotaka-Key");
	});

	it("sends no cookie, no credentials and no parameter beside those asked for", async () => {
		await createHarness({ origin: bench.server.origin }).get();
		assert.deepEqual([...(bench.server.requests[0]?.headers ?? [])].sort(), [
			"accept",
			"accept-encoding",
			"connection",
			"host",
			"user-agent",
			"x-api-key",
		]);
		assert.equal(bench.server.requests[0]?.query, "interval=1h");
	});

	describe("the function that attaches the key", () => {
		const endpoint = createEndpoint("kaiko", "https://us.market-api.kaiko.io", () =>
			Promise.resolve("12345678"),
		);

		it("gives the header for the record's own origin", () => {
			const url = new URL("https://us.market-api.kaiko.io/v2?a=b");
			assert.deepEqual(keyHeader(endpoint, url, "12345678"), { "X-Api-Key": "12345678" });
		});

		for (const address of [
			"http://us.market-api.kaiko.io/",
			"https://us.market-api.kaiko.io:8443/",
			"https://us.market-api.kaiko.io.evil.example/",
			"https://us.market-api.kaiko.io@evil.example/",
			"https://user@us.market-api.kaiko.io/",
			"https://:pass@us.market-api.kaiko.io/",
			"https://eu.market-api.kaiko.io/",
			"https://evil.example/us.market-api.kaiko.io",
		]) {
			it(`gives nothing for ${address}`, () => {
				assert.throws(
					() => keyHeader(endpoint, new URL(address), "12345678"),
					isFailure("badRequest", "ORIGIN_MISMATCH"),
				);
			});
		}

		for (const origin of [
			"http://api.kiyotaka.ai",
			"https://api.kiyotaka.ai/",
			"ftp://127.0.0.1",
			"https://user@127.0.0.1",
			"https://<eu|us>.market-api.kaiko.io",
		]) {
			it(`gives nothing at the origin ${origin}`, () => {
				const record = createEndpoint("kaiko", origin, () => Promise.resolve("12345678"));
				assert.throws(
					() => keyHeader(record, new URL("https://127.0.0.1/"), "12345678"),
					isFailure("badRequest", "ORIGIN_REFUSED"),
				);
			});
		}
	});

	describe("addresses", () => {
		const endpoint = createEndpoint("kaiko", "http://127.0.0.1:9", () =>
			Promise.resolve("12345678"),
		);

		for (const path of [
			"/a/../b",
			"/a/%2e%2e/b",
			"/a\\b",
			"/a?b=c",
			"/a#b",
			"@evil.example/",
			"",
			"/a b",
			"/a\nb",
		]) {
			it(`H5: refuses the path ${JSON.stringify(path)}`, () => {
				assert.throws(
					() => requestUrl(endpoint, { ...REQUEST, path }),
					isFailure("badRequest", "PATH_REFUSED"),
				);
			});
		}

		it("H5: stays on the origin when a path begins like another address", () => {
			const url = requestUrl(endpoint, { ...REQUEST, path: "//evil.example/x", params: [] });
			assert.equal(url.href, "http://127.0.0.1:9//evil.example/x");
		});

		it("H5: carries any value of a parameter through unchanged, never off the origin", function () {
			this.timeout(60_000);
			fc.assert(
				fc.property(fc.string(), fc.string({ unit: "grapheme" }), (name, value) => {
					const params = [[name, value]] as const;
					const url = requestUrl(endpoint, { ...REQUEST, path: "/v1/points", params });
					assert.equal(url.origin, endpoint.origin);
					assert.equal(url.pathname, "/v1/points");
					assert.deepEqual([...url.searchParams], [[name, value]]);
				}),
				{ numRuns: 2_000 },
			);
		});
	});

	const key = CANARY_KEYS.kaiko;
	const message = `key ${key} and ${encodeURIComponent(key)} refused`;
	const faults: readonly Fault[] = [
		{ kind: "reset" },
		{ kind: "silence" },
		{ kind: "stall" },
		{ kind: "truncate" },
		{ kind: "raw", text: "nothing" },
		{ kind: "redirect", status: 302, location: "https://evil.example/" },
		{ kind: "redirect", status: 302, location: `https://${key}.example/?k=${key}` },
		{ kind: "gzipBomb", megabytes: 40 },
		{ kind: "brokenGzip", damage: "cut" },
		{ kind: "answer", status: 200, body: "<html>" },
		{ kind: "answer", status: 200, body: `{"data":"${key}` },
		...[400, 401, 403, 404, 429, 500].map((status): Fault => ({
			kind: "answer",
			status,
			headers: { "x-echo": key, "content-type": "application/json" },
			body: JSON.stringify({ result: "error", error: key, message }),
		})),
	];

	for (const fault of faults) {
		it(`K5, K6: leaves no trace of the key after ${JSON.stringify(fault).slice(0, 60)}`, async () => {
			bench.server.always(fault);
			const harness = createHarness({
				origin: bench.server.origin,
				limits: { stallMs: durationMs(100), headersMs: durationMs(300) },
			});
			const error = await harness.fails();
			const traces = [
				JSON.stringify(error),
				JSON.stringify({ ...error }),
				inspect(error, { depth: 10, showHidden: true, getters: true }),
				error.stack ?? "",
				error.message,
				JSON.stringify(error.facts),
				...harness.log.lines,
			].join("\n");
			assert.ok(!traces.includes(key), traces);
			assert.ok(!/AxiosError|axios/i.test(traces), traces);
			assert.equal(error.cause, undefined);
		});
	}

	it("K5: logs method, host, path and outcome but neither query nor headers", async () => {
		const harness = createHarness({ origin: bench.server.origin });
		await harness.get({ params: [["continuation_token", "secret-token"]] });
		const host = new URL(bench.server.origin).host;
		const lines = harness.log.lines.filter((line) => !harness.log.at("trace").includes(line));
		assert.equal(lines.length, 1);
		assert.match(lines[0] ?? "", new RegExp(`^GET ${host}/v2/data 200, \\d+ bytes in \\d+ ms$`));
	});

	it("K5: traces everything of a request and its answer but key, token and cookies", async () => {
		bench.server.script({
			kind: "answer",
			status: 200,
			body: JSON.stringify({ data: [1] }),
			headers: {
				"X-Request-Id": "request-17",
				"X-Echo": CANARY_KEYS.kaiko,
				"Set-Cookie": "session=cookie-canary",
			},
		});
		const harness = createHarness({ origin: bench.server.origin });
		await harness.get({
			params: [
				["start_time", "2026-03-29"],
				["continuation_token", "token-canary"],
			],
		});
		const trace = harness.log.at("trace").join("\n");
		assert.match(
			trace,
			/^> GET http:\/\/\S+\/v2\/data\?start_time=2026-03-29&continuation_token=\[token\]$/m,
		);
		assert.match(trace, /^< 200 .*"x-request-id":"request-17"/m);
		assert.match(trace, /"x-echo":"\[key\]"/);
		for (const secret of [CANARY_KEYS.kaiko, "token-canary", "cookie-canary"]) {
			assert.ok(!harness.log.lines.join("\n").includes(secret), secret);
		}
	});

	it("cleans a line of a key that begins with another one, and of one inside of JSON", () => {
		const redact = createRedactor(() => ["abcd1234", "abcd1234-and-more", 'quo"te\\key']);
		assert.equal(redact("abcd1234-and-more abcd1234"), "[key] [key]");
		assert.equal(redact(JSON.stringify({ echo: 'quo"te\\key' })), '{"echo":"[key]"}');
	});

	it("cleans any line of live keys, of what looks like a key and of tokens", () => {
		const redact = createRedactor(() => ["my+secret/key"]);
		const hex = "0123456789abcdef0123456789ABCDEF";
		const line = `my+secret/key my%2Bsecret%2Fkey ${hex} ?continuation_token=abc&x=1 X-Api-Key: zzz`;
		assert.equal(
			redact(line),
			"[key] [key] [key] ?continuation_token=[token]&x=1 X-Api-Key: [key]",
		);
	});
});

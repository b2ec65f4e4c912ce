import assert from "node:assert/strict";
import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { durationMs } from "../../../src/core/time";
import type { Fault } from "../../support/faults";
import { useFaultBench } from "./faultBench";
import { readJson } from "../../support/plainReading";
import { REQUEST, assertFailed, createHarness } from "./harness";

const MEGABYTE = 1024 * 1024;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const text = (body: string, headers: Record<string, string> = {}): Fault => ({
	kind: "answer",
	status: 200,
	headers,
	body,
});
const bytes = (body: Uint8Array, headers: Record<string, string> = {}): Fault => ({
	kind: "answer",
	status: 200,
	headers,
	base64: base64(body),
});

describe("client and bodies", function () {
	this.timeout(60_000);
	const bench = useFaultBench({ data: ["x".repeat(2_000)] });

	const failsWith = async (fault: Fault, kind: string, requests: number) => {
		bench.server.always(fault);
		const error = await createHarness({ origin: bench.server.origin }).fails();
		assert.equal(error.kind, kind);
		assert.equal(bench.server.requests.length, requests, "number of requests");
		return error;
	};
	const accepts = async (fault: Fault, expected: unknown) => {
		bench.server.script(fault);
		const { body } = await createHarness({ origin: bench.server.origin }).get();
		assert.deepEqual(body, expected);
		assert.equal(bench.server.requests.length, 1);
	};

	it("says that an answer cannot be read when reading it failed, without another request", async () => {
		const { client } = createHarness({ origin: bench.server.origin });
		const { signal } = new AbortController();
		const read = () => Promise.reject(new Error("the reading thread ended"));
		await assert.rejects(client.get(REQUEST, { signal, read }), { kind: "badBody" });
		assert.equal(bench.server.requests.length, 1);
	});

	it("reads an answer to its end, however long the request may take", async () => {
		const attemptMs = durationMs(1_000);
		const { client } = createHarness({ origin: bench.server.origin, limits: { attemptMs } });
		const { signal } = new AbortController();
		const read = async (...body: Parameters<typeof readJson>) => {
			await once(AbortSignal.timeout(attemptMs), "abort");
			return readJson(...body);
		};
		assert.equal((await client.get(REQUEST, { signal, read })).body.kind, "read");
		assert.equal(bench.server.requests.length, 1);
	});

	it("B1: says truncated when less comes than was announced, after one retry", async () => {
		await failsWith({ kind: "truncate" }, "truncated", 2);
	});

	it("B2: says truncated when the chunks have no end", async () => {
		await failsWith({ kind: "truncate", chunked: true }, "truncated", 2);
	});

	it("B3: accepts a whole document that the end of the connection ends", async () => {
		await accepts({ kind: "answer", status: 200, body: '{"a":1}', untilClose: true }, { a: 1 });
	});

	it("B4: stops unpacking a bomb at the limit", async () => {
		const before = process.memoryUsage().rss;
		const error = await failsWith({ kind: "gzipBomb", megabytes: 300 }, "tooLarge", 1);
		assert.equal(error.facts.limit, 32);
		assert.match(error.message, /more than the 32 MB/);
		assert.ok(process.memoryUsage().rss - before < 300 * MEGABYTE);
	});

	it("B5: refuses an announced gigabyte before it comes", async () => {
		const headers = { "content-length": String(1024 * MEGABYTE) };
		await failsWith({ kind: "answer", status: 200, headers, body: "{" }, "tooLarge", 1);
	});

	it("B5: refuses a plain body beyond the limit, announced or not", async () => {
		const limits = { bodyBytes: 1_000 };
		const harness = createHarness({ origin: bench.server.origin, limits });
		const long = JSON.stringify({ long: "x".repeat(2_000) });
		bench.server.script(text(long), { kind: "answer", status: 200, body: long, untilClose: true });
		assertFailed(await harness.fails(), "tooLarge", bench.server, 1);
		assertFailed(await harness.fails(), "tooLarge", bench.server, 2);
	});

	for (const damage of ["cut", "flip", "plain"] as const) {
		it(`B7: reports a gzip body as damaged (${damage}), after one retry`, async () => {
			await failsWith({ kind: "brokenGzip", damage }, "badBody", 2);
		});
	}

	for (const encoding of ["gzip, gzip", "br", "wat", "deflate", "zstd"]) {
		it(`B8: refuses the encoding "${encoding}", which was not asked for`, async () => {
			await failsWith(text("{}", { "content-encoding": encoding }), "badBody", 1);
		});
	}

	it("unpacks gzip and takes identity as it is", async () => {
		const packed = gzipSync('{"a":1}');
		await accepts(bytes(packed, { "content-encoding": "gzip" }), { a: 1 });
		bench.server.clear();
		await accepts(text('{"a":2}', { "content-encoding": "identity" }), { a: 2 });
	});

	for (const page of ["<!DOCTYPE html><title>Wi-Fi</title>", "\n <html><body>log in", "<HTML>"]) {
		it(`B9: recognizes ${JSON.stringify(page)} as a login page`, async () => {
			const error = await failsWith(text(page), "portal", 1);
			assert.doesNotMatch(error.message, /Wi-Fi|</);
		});
	}

	for (const body of ["", "   ", "null", '"text"', "[]", "[1]", "7", "true"]) {
		it(`B10: does not accept ${JSON.stringify(body)} as an answer`, async () => {
			await failsWith(text(body), "badBody", 1);
		});
	}

	for (const body of ['{"a":NaN}', '{"a":1} tail', "{'a':1}", '{"a":1}{"b":2}', '{"a":1,}']) {
		it(`B11: does not accept ${body} as JSON`, async () => {
			await failsWith(text(body), "badBody", 1);
		});
	}

	for (const body of ['{"data":[1,2', '{"data":"abc', '{"data":tr', '{"data":[{"a', '{"data":-']) {
		it(`B11: retries once when JSON only ends too early: ${body}`, async () => {
			await failsWith(text(body), "badBody", 2);
		});
	}

	for (const body of ['{"data":1]', '{"data":"line\n', '{"data":nul ', "{data"]) {
		it(`B11: does not retry a fault near the end: ${JSON.stringify(body)}`, async () => {
			await failsWith(text(body), "badBody", 1);
		});
	}

	it("B12: refuses what is not UTF-8", async () => {
		const latin1 = Buffer.from('{"a":"\xe9"}', "latin1");
		await failsWith(bytes(latin1), "badBody", 1);
		bench.server.clear();
		await failsWith(bytes(Buffer.from('{"a":1}', "utf16le")), "badBody", 1);
	});

	it("B13: accepts a byte order mark", async () => {
		await accepts(text('\uFEFF{"a":1}'), { a: 1 });
	});

	it("B14: accepts JSON under another type", async () => {
		await accepts(text('{"a":1}', { "content-type": "text/html" }), { a: 1 });
	});

	it("B15: leaves unknown fields to the reader", async () => {
		await accepts(text('{"b":[],"a":{"deep":{"er":1}}}'), { a: { deep: { er: 1 } }, b: [] });
	});

	for (const body of [
		'{"__proto__":{"x":1}}',
		'{"a":{"b":[{"__proto__":{"x":1}}]}}',
		'{"constructor":{"prototype":{"x":1}}}',
		'{"\\u005f_proto__":{"x":1}}',
	]) {
		it(`H1: refuses ${body}`, async () => {
			await failsWith(text(body), "badBody", 1);
			assert.equal(({} as Record<string, unknown>)["x"], undefined);
		});
	}

	it("H2: survives a million nested lists", async () => {
		const nested = `{"a":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`;
		bench.server.always({ kind: "answer", status: 200, body: nested });
		const outcome = await createHarness({ origin: bench.server.origin })
			.get()
			.then(
				() => "answer",
				(error: unknown) => (error as { kind?: string }).kind,
			);
		assert.ok(outcome === "answer" || outcome === "badBody", String(outcome));
	});
});

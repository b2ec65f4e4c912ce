import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { durationMs } from "../../../src/core/time";
import { startFaultServer } from "../../support/faultServer";
import type { LoopbackServer } from "../../support/loopbackServer";
import { assertFailed, createHarness } from "./harness";

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

describe("client and the network", () => {
	let server: LoopbackServer;
	// Long enough for a request to reach the server on a loaded machine: tests count how many did.
	const ENOUGH = durationMs(1_000);
	const headers = { headersMs: ENOUGH };

	beforeEach(async () => {
		server = await startFaultServer({ data: [1] });
	});
	afterEach(() => server.stop());

	it("N1: tries a refused connection three times and says refused", async () => {
		const origin = `http://127.0.0.1:${await closedPort()}`;
		const error = await createHarness({ origin }).fails();
		assert.equal(error.kind, "refused");
		assert.equal(error.facts.attempts, 3);
		assert.equal(error.facts.code, "ECONNREFUSED");
		assert.match(error.message, /Kaiko could not be reached/);
	});

	it("N2: tries a name that is not found twice and says dns", async () => {
		const error = await createHarness({ origin: "https://no-such-host.invalid" }).fails();
		assert.equal(error.kind, "dns");
		assert.equal(error.facts.attempts, 2);
		assert.match(error.message, /no-such-host\.invalid/);
	});

	it("N3: recovers from one reset and logs that it did", async () => {
		server.script({ kind: "reset" });
		const harness = createHarness({ origin: server.origin });
		const { body } = await harness.get();
		assert.deepEqual(body, { data: [1] });
		assert.equal(server.requests.length, 2);
		assert.ok(harness.log.lines.some((line) => /recovered after 1/.test(line)));
	});

	it("N4: gives up after three resets", async () => {
		server.always({ kind: "reset" });
		const error = await createHarness({ origin: server.origin }).fails();
		assertFailed(error, "reset", server, 3);
	});

	it("N5: ends an attempt without an answer at the header limit and retries it once", async () => {
		server.always({ kind: "silence" });
		const error = await createHarness({ origin: server.origin, limits: headers }).fails();
		assertFailed(error, "timeout", server, 2);
		assert.equal(error.facts.limit, 1);
		await server.idle();
	});

	it("N6: calls silence after the headers stalled and closes the connection", async () => {
		server.always({ kind: "stall" });
		const limits = { stallMs: durationMs(100) };
		const error = await createHarness({ origin: server.origin, limits }).fails();
		assertFailed(error, "stalled", server, 2);
		await server.idle();
	});

	it("N7: ends a body that drips for ever at the limit of the attempt", async () => {
		server.always({ kind: "drip", everyMs: 10 });
		const limits = { attemptMs: ENOUGH };
		const error = await createHarness({ origin: server.origin, limits }).fails();
		assertFailed(error, "stalled", server, 2);
		await server.idle();
	});

	it("N8: ends headers that drip for ever at the header limit", async () => {
		server.always({ kind: "dripHeaders", everyMs: 10 });
		const error = await createHarness({ origin: server.origin, limits: headers }).fails();
		assertFailed(error, "timeout", server, 2);
		await server.idle();
	});

	it("N12: says tls when the port speaks plain HTTP", async () => {
		const origin = server.origin.replace("http:", "https:");
		const error = await createHarness({ origin }).fails();
		assert.equal(error.kind, "tls");
		assert.equal(error.facts.attempts, 1);
		assert.match(error.message, /did not speak HTTPS/);
	});

	it("N13: goes direct although a proxy stands in the environment", async () => {
		const before = process.env["HTTP_PROXY"];
		process.env["HTTP_PROXY"] = `http://127.0.0.1:${await closedPort()}`;
		try {
			await createHarness({ origin: server.origin }).get();
		} finally {
			if (before === undefined) delete process.env["HTTP_PROXY"];
			else process.env["HTTP_PROXY"] = before;
		}
		assert.equal(server.requests.length, 1);
	});

	it("N15: says proxy when a proxy asks for a login", async () => {
		server.always({ kind: "answer", status: 407, body: "<html>login</html>" });
		assertFailed(await createHarness({ origin: server.origin }).fails(), "proxy", server, 1);
	});

	it("N16: takes garbage and swollen headers for an unreadable answer, after one retry", async () => {
		const harness = createHarness({ origin: server.origin });
		server.always({ kind: "raw", text: "SSH-2.0-OpenSSH_9.6\r\n" });
		assertFailed(await harness.fails(), "badBody", server, 2);
		server.clear();
		const swollen = { "x-much": "y".repeat(20_000) };
		server.always({ kind: "answer", status: 200, headers: swollen, body: "{}" });
		assertFailed(await harness.fails(), "badBody", server, 2);
	});

	it("N18: repeats a request whose kept connection the server had closed", async () => {
		const harness = createHarness({ origin: server.origin });
		await harness.get();
		server.script({ kind: "reset" });
		await harness.get();
		assert.equal(server.requests.length, 3);
	});

	it("ends a request at the limit of the whole operation, retries included", async () => {
		server.always({ kind: "silence" });
		const error = await createHarness({
			origin: server.origin,
			limits: { operationMs: ENOUGH },
		}).fails();
		assertFailed(error, "timeout", server, 1);
		assert.equal(error.facts.limit, 1);
	});

	it("stops retrying when an outage has used up the retry tokens", async () => {
		server.always({ kind: "answer", status: 500 });
		const harness = createHarness({ origin: server.origin, policy: { retryTokens: 12 } });
		await harness.fails();
		assert.equal(server.requests.length, 3);
		await harness.fails();
		assert.equal(server.requests.length, 4);
	});
});

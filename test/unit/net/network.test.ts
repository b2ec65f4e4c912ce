import assert from "node:assert/strict";
import http, { type Agent, type RequestOptions, globalAgent as plainAgent } from "node:http";
import { globalAgent as encryptedAgent } from "node:https";
import { type AddressInfo, type LookupFunction, Socket, createServer } from "node:net";
import { describeError } from "../../../src/core/errors/errorText";
import { durationMs } from "../../../src/core/time";
import { loopbackCertificate, otherCertificate } from "../../support/certificates";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopbackServer";
import { useFaultBench } from "./faultBench";
import { assertFailed, createHarness } from "./harness";

/** What all connections of an agent are made with. */
const optionsOf = (agent: Agent & { options?: { lookup?: LookupFunction } }) => {
	assert.ok(agent.options);
	return agent.options;
};

const answerOk = () => ({ status: 200, headers: {}, body: { data: [] } });

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

describe("client and the network", () => {
	const bench = useFaultBench({ data: [1] });
	// Long enough for a request to reach the server on a loaded machine: tests count how many did.
	const ENOUGH = durationMs(450);
	const headers = { headersMs: ENOUGH };

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
		bench.server.script({ kind: "reset" });
		const harness = createHarness({ origin: bench.server.origin });
		const { body } = await harness.get();
		assert.deepEqual(body, { data: [1] });
		assert.equal(bench.server.requests.length, 2);
		assert.ok(harness.log.lines.some((line) => /recovered after 1/.test(line)));
	});

	it("N4: gives up after three resets", async () => {
		bench.server.always({ kind: "reset" });
		const error = await createHarness({ origin: bench.server.origin }).fails();
		assertFailed(error, "reset", bench.server, 3);
	});

	it("N5: ends an attempt without an answer at the header limit and retries it once", async () => {
		bench.server.always({ kind: "silence" });
		const error = await createHarness({ origin: bench.server.origin, limits: headers }).fails();
		assertFailed(error, "timeout", bench.server, 2);
		assert.equal(error.facts.limit, 0.5);
		await bench.server.idle();
	});

	it("N6: calls silence after the headers stalled and closes the connection", async () => {
		bench.server.always({ kind: "stall" });
		const limits = { stallMs: durationMs(100) };
		const error = await createHarness({ origin: bench.server.origin, limits }).fails();
		assertFailed(error, "stalled", bench.server, 2);
		await bench.server.idle();
	});

	it("N7: ends a body that drips for ever at the limit of the attempt", async () => {
		bench.server.always({ kind: "drip", everyMs: 10 });
		const limits = { attemptMs: ENOUGH };
		const error = await createHarness({ origin: bench.server.origin, limits }).fails();
		assertFailed(error, "stalled", bench.server, 2);
		await bench.server.idle();
	});

	it("N8: ends headers that drip for ever at the header limit", async () => {
		bench.server.always({ kind: "dripHeaders", everyMs: 10 });
		const error = await createHarness({ origin: bench.server.origin, limits: headers }).fails();
		assertFailed(error, "timeout", bench.server, 2);
		await bench.server.idle();
	});

	describe("over HTTPS", () => {
		const agent = encryptedAgent.options;
		let encrypted: LoopbackServer | undefined;
		afterEach(async () => {
			delete agent.ca;
			await encrypted?.stop();
		});

		it("N10: says tls for a certificate that nobody has signed, and sends nothing", async () => {
			encrypted = await startLoopbackServer(answerOk, { tls: loopbackCertificate() });
			const error = await createHarness({ origin: encrypted.origin }).fails();
			assertFailed(error, "tls", encrypted, 0);
			assert.equal(error.facts.attempts, 1);
			assert.match(error.message, /certificate that is not trusted.*system certificate setting/);
			assert.ok(describeError(error).actions.includes("openSettings"));
		});

		it("N11: says tls for a trusted certificate of another host, and sends nothing", async () => {
			const tls = otherCertificate();
			agent.ca = [tls.cert];
			encrypted = await startLoopbackServer(answerOk, { tls });
			const error = await createHarness({ origin: encrypted.origin }).fails();
			assertFailed(error, "tls", encrypted, 0);
			assert.equal(error.facts.attempts, 1);
			assert.match(error.message, /certificate of another name/);
		});

		it("S2: does not follow a redirect from https to http of the same host", async () => {
			const tls = loopbackCertificate();
			agent.ca = [tls.cert];
			encrypted = await startLoopbackServer(answerOk, { tls });
			const harness = createHarness({ origin: encrypted.origin });
			await harness.get();
			encrypted.always({ kind: "redirect", status: 301, location: `${bench.sink.origin}/v2/data` });
			assertFailed(await harness.fails(), "redirect", encrypted, 2);
		});
	});

	it("N12: says tls when the port speaks plain HTTP", async () => {
		const origin = bench.server.origin.replace("http:", "https:");
		const error = await createHarness({ origin }).fails();
		assert.equal(error.kind, "tls");
		assert.equal(error.facts.attempts, 1);
		assert.match(error.message, /did not speak HTTPS/);
	});

	it("N13: goes direct although a proxy stands in the environment", async () => {
		const before = process.env["HTTP_PROXY"];
		process.env["HTTP_PROXY"] = `http://127.0.0.1:${await closedPort()}`;
		try {
			await createHarness({ origin: bench.server.origin }).get();
		} finally {
			if (before === undefined) delete process.env["HTTP_PROXY"];
			else process.env["HTTP_PROXY"] = before;
		}
		assert.equal(bench.server.requests.length, 1);
	});

	it("N14: goes through Node's own module, where the editor puts its proxies, with no agent of its own", async () => {
		const { request } = http;
		const agents: unknown[] = [];
		http.request = ((options: RequestOptions, ...more: []) => {
			agents.push(options.agent);
			return request(options, ...more);
		}) as typeof request;
		try {
			await createHarness({ origin: bench.server.origin }).get();
		} finally {
			http.request = request;
		}
		assert.deepEqual(agents, [undefined]);
	});

	it("N15: says proxy when a proxy asks for a login", async () => {
		bench.server.always({ kind: "answer", status: 407, body: "<html>login</html>" });
		assertFailed(
			await createHarness({ origin: bench.server.origin }).fails(),
			"proxy",
			bench.server,
			1,
		);
	});

	it("N16: takes garbage and swollen headers for an unreadable answer, after one retry", async () => {
		const harness = createHarness({ origin: bench.server.origin });
		bench.server.always({ kind: "raw", text: "SSH-2.0-OpenSSH_9.6\r\n" });
		assertFailed(await harness.fails(), "badBody", bench.server, 2);
		bench.server.clear();
		const swollen = { "x-much": "y".repeat(20_000) };
		bench.server.always({ kind: "answer", status: 200, headers: swollen, body: "{}" });
		assertFailed(await harness.fails(), "badBody", bench.server, 2);
	});

	it("N16: takes two hundred small headers, which harm nobody", async () => {
		const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`x-${at}`, "y"]));
		bench.server.script({ kind: "answer", status: 200, headers: many, body: '{"data":[]}' });
		await createHarness({ origin: bench.server.origin }).get();
		assert.equal(bench.server.requests.length, 1);
	});

	for (const code of ["ENETUNREACH", "EHOSTUNREACH", "ENETDOWN"]) {
		it(`N17: says offline at once where the system reports ${code}`, async () => {
			const createConnection = plainAgent.createConnection.bind(plainAgent);
			let connections = 0;
			plainAgent.createConnection = () => {
				connections += 1;
				const socket = Object.assign(new Socket(), { connecting: true });
				// A connection fails after it was handed over.
				setImmediate(() => socket.destroy(Object.assign(new Error(code), { code })));
				return socket;
			};
			try {
				const error = await createHarness({ origin: bench.server.origin }).fails();
				assertFailed(error, "offline", bench.server, 0);
				assert.equal(error.facts.attempts, 1);
				assert.match(error.message, /you appear to be offline/);
			} finally {
				plainAgent.createConnection = createConnection;
			}
			assert.equal(connections, 1);
		});
	}

	it("N19: reaches a host by its second address when the first refuses", async () => {
		const { port } = new URL(bench.server.origin);
		const options = optionsOf(plainAgent);
		let lookups = 0;
		options.lookup = (_name, _options, found) => {
			lookups += 1;
			found(null, [
				{ address: "::1", family: 6 },
				{ address: "127.0.0.1", family: 4 },
			]);
		};
		try {
			await createHarness({ origin: `http://localhost:${port}` }).get();
		} finally {
			delete options.lookup;
		}
		assert.equal(lookups, 1);
		assert.equal(bench.server.requests.length, 1);
	});

	it("N18: repeats a request whose kept connection the server had closed", async () => {
		const harness = createHarness({ origin: bench.server.origin });
		await harness.get();
		bench.server.script({ kind: "reset" });
		await harness.get();
		assert.equal(bench.server.requests.length, 3);
	});

	it("ends a request at the limit of the whole operation, retries included", async () => {
		bench.server.always({ kind: "silence" });
		const error = await createHarness({
			origin: bench.server.origin,
			limits: { operationMs: ENOUGH },
		}).fails();
		assertFailed(error, "timeout", bench.server, 1);
		assert.equal(error.facts.limit, 0.5);
	});

	it("stops retrying when an outage has used up the retry tokens (R11)", async () => {
		bench.server.always({ kind: "answer", status: 500 });
		const harness = createHarness({ origin: bench.server.origin, policy: { retryTokens: 12 } });
		await harness.fails();
		assert.equal(bench.server.requests.length, 3);
		await harness.fails();
		assert.equal(bench.server.requests.length, 4);
	});
});

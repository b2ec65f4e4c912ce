import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { reachVerdict } from "../../../src/core/diagnosis/reach";
import { reachOrigin } from "../../../src/net/reach";
import { startFaultServer } from "../../support/faultServer";
import type { LoopbackServer } from "../../support/loopbackServer";

const never = new AbortController().signal;

async function portOf(server: Server): Promise<number> {
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	assert.ok(typeof address === "object" && address !== null);
	return address.port;
}

describe("the way to a host", () => {
	let server: LoopbackServer;
	before(async () => (server = await startFaultServer()));
	beforeEach(() => {
		server.clear();
		server.behave();
	});
	after(() => server.stop());
	const outcomes = async (origin: string, stepMs?: number) => {
		const reach = await reachOrigin(origin, never, stepMs);
		const told = Object.entries(reach).map(([step, { outcome, found }]) => [
			step,
			found === undefined ? outcome : `${outcome} ${found}`,
		]);
		return { told: Object.fromEntries(told) as object, verdict: reachVerdict(reach, false) };
	};

	it("is open where a server answers, whatever it answers, and nothing goes along", async () => {
		server.always({ kind: "answer", status: 401, body: "{}" });
		assert.deepEqual(await outcomes(server.origin), {
			told: {
				name: "skipped",
				connection: "ok",
				certificate: "skipped",
				request: "ok 401",
			},
			verdict: "reachable",
		});
		const [request, ...more] = server.requests;
		assert.deepEqual(more, []);
		assert.deepEqual([request?.path, request?.query], ["/", ""]);
		assert.deepEqual(request?.keyHashes, {});
	});

	it("looks a name up first", async () => {
		const { port } = new URL(server.origin);
		const { told } = await outcomes(`http://localhost:${port}`);
		assert.match(JSON.stringify(told), /"name":"ok \d+ address(es)?"/);
	});

	it("ends at a name that there is not", async () => {
		const { told, verdict } = await outcomes("https://no-such-host.invalid");
		assert.match(JSON.stringify(told), /"name":"failed (ENOTFOUND|EAI_AGAIN)"/);
		assert.match(JSON.stringify(told), /"connection":"skipped","certificate":"skipped"/);
		assert.equal(verdict, "name");
	});

	it("ends at a port that nobody listens at", async () => {
		const closed = createServer();
		const port = await portOf(closed);
		closed.close();
		await once(closed, "close");
		const { told, verdict } = await outcomes(`http://127.0.0.1:${port}`);
		assert.match(JSON.stringify(told), /"connection":"failed ECONNREFUSED"/);
		assert.equal(verdict, "connection");
	});

	it("ends at a port that speaks no TLS", async () => {
		const { told, verdict } = await outcomes(server.origin.replace("http:", "https:"));
		assert.match(
			JSON.stringify(told),
			/"connection":"ok","certificate":"failed (EPROTO|ERR_SSL_\w+)"/,
		);
		assert.equal(verdict, "certificate");
	});

	it("ends at a server that says nothing, after the time of one step", async () => {
		server.always({ kind: "silence" });
		const { told, verdict } = await outcomes(server.origin, 200);
		assert.match(JSON.stringify(told), /"connection":"ok".*"request":"failed TIMEOUT"/);
		assert.equal(verdict, "request");
	});

	it("ends where a proxy asks for a login", async () => {
		server.always({ kind: "answer", status: 407, body: "" });
		assert.equal((await outcomes(server.origin)).verdict, "proxyLogin");
	});

	it("is given up at once when somebody cancels, and no connection stays", async () => {
		server.always({ kind: "silence" });
		const own = new AbortController();
		const running = reachOrigin(server.origin, own.signal);
		await server.requested(1);
		own.abort(new Error("enough"));
		await assert.rejects(running, /enough/);
		await assert.rejects(
			reachOrigin(server.origin, AbortSignal.abort(new Error("before"))),
			/before/,
		);
	});
});

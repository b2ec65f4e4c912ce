import assert from "node:assert/strict";
import { HOUR_MS, toIso, epochMs } from "../../../src/core/time";
import { kaikoFeed } from "../../../src/core/feeds/kaiko/feed";
import { startKaikoService } from "../../support/kaikoService";
import { BTC_USD_VWAP } from "../../support/queries";
import { createFeedHarness, NOW } from "../core/feeds/context";
import { useFaultBench } from "./faultBench";
import { createHarness } from "./harness";

describe("connections of the client", () => {
	const bench = useFaultBench();

	it("serve one request after another", async () => {
		const { server } = bench;
		const harness = createHarness({ origin: server.origin });
		for (let asked = 0; asked < 12; asked++) await harness.get();
		assert.equal(server.requests.length, 12);
		assert.equal(server.connections, 1);
	});

	it("are no more than requests stand side by side, and serve those that come after them", async () => {
		const { server } = bench;
		const harness = createHarness({ origin: server.origin, limits: { requestsInFlight: 3 } });
		const side = () => Promise.all(Array.from({ length: 9 }, () => harness.get()));
		await side();
		const opened = server.connections;
		assert.ok(opened <= 3, `${opened} connections`);
		await side();
		assert.equal(server.requests.length, 18);
		assert.equal(server.connections, opened);
	});

	it("go on after an error and after an attempt that is repeated", async () => {
		const { server } = bench;
		const harness = createHarness({ origin: server.origin });
		server.script({ kind: "answer", status: 404, body: "{}" });
		await harness.fails();
		server.script({ kind: "answer", status: 503, body: "{}" });
		await harness.get();
		assert.equal(server.requests.length, 3);
		assert.equal(server.connections, 1);
	});

	it("are opened anew where the server has ended them meanwhile, without a failure", async () => {
		const { server } = bench;
		const harness = createHarness({ origin: server.origin });
		await harness.get();
		server.hangUp();
		await server.idle();
		await harness.get();
		assert.deepEqual([server.requests.length, server.connections], [2, 2]);
		assert.deepEqual(harness.log.at("warn"), []);
	});

	it("are not used again once a cancel has left a body unread", async () => {
		const { server } = bench;
		const harness = createHarness({ origin: server.origin });
		const stop = new AbortController();
		server.script({ kind: "drip", everyMs: 5 });
		const cancelled = harness.fails({}, stop.signal);
		await server.requested(1);
		stop.abort();
		await cancelled;
		await server.idle();
		await harness.get();
		assert.equal(server.connections, 2);
	});
});

describe("windows of one query", () => {
	it("share as many connections as stand side by side", async () => {
		const service = await startKaikoService({ now: () => NOW });
		try {
			const limits = { kaikoPageSize: 10, requestsInFlight: 2 };
			const harness = createFeedHarness({ origin: service.origin, limits });
			const from = toIso(epochMs(NOW - 200 * HOUR_MS));
			const range = { from, to: toIso(NOW) };
			await harness.run(kaikoFeed, { ...BTC_USD_VWAP, range });
			assert.ok(service.requests.length >= 20, `${service.requests.length} requests`);
			assert.ok(service.connections <= 2, `${service.connections} connections`);
		} finally {
			await service.stop();
		}
	});
});

import assert from "node:assert/strict";
import { createRunQuery } from "../../../src/app/runQuery";
import { createEndpoint } from "../../../src/core/access/endpoint";
import { kaikoFeed } from "../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../src/core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../../../src/core/feeds/trades/feed";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import { sampleSources } from "../../../src/core/sample/sampleSource";
import { createApiClient } from "../../../src/net/client";
import { RETRY_POLICY } from "../../../src/net/policy";
import { readingsHere } from "../../../src/reading/bodyReading";
import { startKaikoService } from "../../support/kaikoService";
import { LOOPBACK_KEY } from "../../support/keys";
import { BTC_USD_VWAP } from "../../support/queries";
import { openPanel } from "../host/panels/panelHarness";
import { HeldClock } from "../net/harness";
import { assertFlat, held } from "./figures";

const PANELS = 10;

/** Panels that all refresh, through an outage and a rate limit, again and again. */
export async function panels(rounds: number): Promise<void> {
	const service = await startKaikoService({ requestsPerMinute: 1e9 });
	const clock = new HeldClock(Date.now());
	const ignore = () => undefined;
	const log = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
	const client = createApiClient({
		endpoints: (provider) =>
			createEndpoint(provider, service.origin, () => Promise.resolve(LOOPBACK_KEY)),
		limits: () => DEFAULT_LIMITS,
		// A back-off of nothing: the outage is as long as the service says, not as the machine is slow.
		policy: { ...RETRY_POLICY, backoffBase: 0, rateBase: 0 },
		log,
		clock,
	});
	const run = createRunQuery({
		feeds: { kiyotaka: kiyotakaFeed, kaiko: kaikoFeed, trades: createTradesFeed(sampleSources) },
		client,
		readings: readingsHere,
		limits: () => DEFAULT_LIMITS,
		log,
		now: () => clock.now(),
	});
	const all = Array.from({ length: PANELS }, (_, at) => {
		const day = (more: number) => new Date(Date.UTC(2025, 2, 1 + at + more)).toISOString();
		const query = { ...BTC_USD_VWAP, range: { from: day(0), to: day(1) } };
		return openPanel({ queries: [query], view: {} }, [], undefined, run);
	});
	const refresh = async () => {
		const asked = service.requests.length;
		await Promise.all(all.map(({ controller }) => controller.refresh().catch(() => undefined)));
		return service.requests.length - asked;
	};
	for (const { controller } of all) controller.pageReady();
	const totals = { good: 0, outage: 0, limited: 0 };
	let middle = await held();
	for (let round = 0; round < rounds; round++) {
		if (round === Math.floor(rounds / 2)) middle = await held();
		service.behave();
		totals.good += await refresh();
		assert.ok(
			all.every((panel) => panel.types().includes("show")),
			"a panel has no data",
		);
		service.always({ kind: "reset" });
		totals.outage += await refresh();
		const headers = { "retry-after": String(15 * 60) };
		service.always({ kind: "answer", status: 429, headers, body: "{}" });
		totals.limited += await refresh();
		const quiet = await refresh();
		assert.equal(quiet, 0, "something was sent while the provider is left alone");
		service.behave();
		clock.advance(20 * 60_000);
		service.clear();
		for (const panel of all) panel.posted.splice(0);
		for (const panel of all) panel.saved.splice(0);
		for (const panel of all) panel.tasks.splice(0);
	}
	console.log(
		`  ${PANELS} panels, ${rounds} rounds: ${totals.good} requests while all is well, ` +
			`${totals.outage} in outages, ${totals.limited} until a rate limit held, none while it held`,
	);
	for (const { controller } of all) controller.dispose();
	assertFlat("panels", middle, await held());
	await service.stop();
}

import assert from "node:assert/strict";
import type { QueryService } from "../../../../src/app/queryService";
import type { PlanFacts } from "../../../../src/core/cost/plan";
import { isProviderError, type ProviderError } from "../../../../src/core/errors/errors";
import { KIYOTAKA_PLANS } from "../../../../src/core/feeds/kiyotaka/plans";
import type { KiyotakaProfileQuery } from "../../../../src/core/query/query";
import { formatText } from "../../../../src/core/text";
import { DAY_MS, epochMs, toIso } from "../../../../src/core/time";
import {
	type KiyotakaServiceOptions,
	startKiyotakaService,
} from "../../../support/kiyotakaService";
import type { LoopbackServer } from "../../../support/loopbackServer";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { useTemporaryFolder } from "../temporaryFolder";
import { windowService } from "./windowService";

const MONTH: KiyotakaProfileQuery = { ...BTCUSDT_PROFILE, interval: "DAY", range: { last: "30d" } };
const WEEK: KiyotakaProfileQuery = { ...MONTH, range: { last: "6d" } };
const SUM: KiyotakaProfileQuery = {
	...WEEK,
	rawSymbol: undefined,
	coin: "BTC",
	exchange: ["BINANCE_FUTURES", "BYBIT"],
	aggregate: "sum",
};

describe("what is known of a plan", () => {
	const folder = useTemporaryFolder();
	let server: LoopbackServer | undefined;
	let service: QueryService;
	let plan: string;
	/** What the person says instead of the plan of that name. */
	let said: PlanFacts | undefined;

	async function start(options: KiyotakaServiceOptions = {}) {
		server = await startKiyotakaService(options);
		[plan, said] = ["unknown", undefined];
		service = await openWindow();
		return server;
	}
	const openWindow = (cacheBytes?: number) =>
		windowService({
			...(cacheBytes !== undefined && { cacheBytes }),
			origin: server?.origin ?? "",
			folder: folder(),
			plan: (provider) => (provider === "kiyotaka" ? (said ?? KIYOTAKA_PLANS[plan]) : undefined),
		});
	afterEach(async () => {
		service.dispose();
		await server?.stop();
	});
	async function failure(query: KiyotakaProfileQuery, by = service): Promise<ProviderError> {
		const error: unknown = await by.run(query).catch((reason: unknown) => reason);
		assert.ok(isProviderError(error), String(error));
		return error;
	}

	it("is nothing at first: the query goes out, and its refusal says what fits", async () => {
		const { requests } = await start({ historyDays: 7 });
		const error = await failure(MONTH);
		assert.equal(requests.length, 1);
		assert.match(error.message, /gives 7 days of history on your plan; you asked for 30/);
		const [fit] = service.fits(MONTH, error.facts);
		assert.equal(fit && formatText(fit.label), "Use 7 days");
	});

	it("is learned from a refusal, in all windows, and then nothing is sent", async () => {
		const { requests } = await start({ historyDays: 7 });
		await failure(MONTH);
		await service.settled();
		const other = await openWindow();
		for (const window of [service, other]) {
			const { facts } = await failure(MONTH, window);
			assert.deepEqual([facts.isUnsent, facts.limit, facts.wanted], [true, 7, 30]);
		}
		assert.equal(requests.length, 1);
		other.dispose();
	});

	it("does not stand against a person who has the query sent, once or from then on", async () => {
		const { requests } = await start({ canAggregate: false });
		await failure(SUM);
		assert.equal((await failure(SUM)).facts.isUnsent, true);
		await assert.rejects(service.run(SUM, { isInsisted: true }), { kind: "notEntitled" });
		assert.equal(requests.length, 2);
		service.insist(SUM);
		assert.equal((await failure(SUM)).facts.isUnsent, undefined);
		assert.equal(requests.length, 3);
	});

	it("is what the person says, before anything is sent", async () => {
		const { requests } = await start();
		plan = "free";
		const heavy: KiyotakaProfileQuery = { ...WEEK, interval: "MINUTE", range: { last: "7d" } };
		for (const [query, kind, condition] of [
			[MONTH, "planLimit", "history"],
			[SUM, "notEntitled", "aggregation"],
			[heavy, "planLimit", "weight"],
		] as const) {
			const { kind: failed, facts } = await failure(query);
			assert.deepEqual([failed, facts.condition, facts.isUnsent], [kind, condition, true]);
		}
		assert.deepEqual(requests, []);
		assert.equal((await service.estimate(WEEK)).weightPerMinute, 10);
		await service.run(WEEK);
		assert.equal(requests.length, 1);
	});

	it("counts the weight of the day over all windows where the plan has such a limit", async () => {
		const { requests } = await start();
		plan = "free";
		const other = await openWindow();
		const daily = { perMinute: 10_000, burst: 10_000, perDay: 7 };
		const dated = (days: number): KiyotakaProfileQuery => ({
			...WEEK,
			range: { last: `${days}d` },
		});
		said = daily;
		for (const [window, days] of [
			[service, 1],
			[other, 2],
			[service, 3],
		] as const) {
			await window.run(dated(days));
			await window.settled();
		}
		const { facts, message } = await failure(dated(4), other);
		assert.deepEqual(
			[facts.condition, facts.limit, facts.wanted, facts.isUnsent],
			["day", 1, 2, true],
		);
		assert.match(message, /your plan has 1 left until 00:00 UTC/);
		assert.deepEqual((await other.accounts())[0]?.today, { left: 1, of: 7 });
		assert.equal(requests.length, 3);
		await other.run(dated(4), { isInsisted: true });
		assert.equal(requests.length, 4);
		other.dispose();
	});

	it("is forgotten once an answer shows it to be otherwise", async () => {
		await start({ historyDays: 7 });
		await failure(MONTH);
		await server?.stop();
		const port = Number(new URL(server?.origin ?? "").port);
		server = await startKiyotakaService({ port });
		await service.run(MONTH, { isInsisted: true });
		await service.run({ ...MONTH, range: { last: "29d" } });
		assert.equal(server.requests.length, 2);
	});

	it("comes with what answers tell of the limit", async () => {
		const { requests } = await start({ weightPerMinute: 10 });
		await service.run(WEEK);
		const [account] = await service.accounts();
		assert.deepEqual([account?.left?.left, account?.left?.of], [18, 20]);
		const heavy: KiyotakaProfileQuery = { ...WEEK, interval: "MINUTE", range: { last: "7d" } };
		const { facts } = await failure(heavy);
		assert.deepEqual([facts.limit, facts.wanted, facts.isUnsent], [20, 22, true]);
		assert.equal(requests.length, 1);
	});

	describe("and the cache", () => {
		const DAY = { interval: "HOUR" } as const;
		const over = (from: string, to: string): KiyotakaProfileQuery => ({
			...WEEK,
			...DAY,
			range: { from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` },
		});
		const dayAgo = (days: number) => toIso(epochMs(Date.now() - days * DAY_MS)).slice(0, 10);
		/** Full days, of which the plan that is said later has the newest alone. */
		const [OLD, LONGER] = [over(dayAgo(20), dayAgo(10)), over(dayAgo(20), dayAgo(2))];

		async function startKept() {
			const { requests } = await start();
			service.dispose();
			service = await openWindow(1e9);
			await service.run(OLD);
			await service.cache.idle();
			plan = "free";
			assert.equal(requests.length, 1);
			return requests;
		}

		it("has what no plan can refuse: it costs nothing and is not asked for", async () => {
			const requests = await startKept();
			const { weight, cachedIntervals } = await service.estimate(OLD);
			assert.deepEqual([weight, cachedIntervals], [0, 240]);
			assert.equal((await service.run(OLD)).chunks[0]?.header.origin, "cached");
			assert.equal(requests.length, 1);
			const renewed: unknown = await service
				.run(OLD, { isRenewed: true })
				.catch((why: unknown) => why);
			assert.ok(isProviderError(renewed));
			assert.equal(renewed.facts.isUnsent, true);
			assert.equal((await service.estimate(OLD, { isRenewed: true })).weight, 2);
		});

		it("leaves the rest to be asked for, which is held against the plan by itself", async () => {
			const requests = await startKept();
			assert.equal((await failure(LONGER)).facts.isUnsent, true);
			plan = "basic";
			await service.run(over(dayAgo(10), dayAgo(5)));
			await service.cache.idle();
			plan = "free";
			assert.equal(requests.length, 2);
			const result = await service.run(LONGER);
			assert.equal(requests.length, 3);
			assert.deepEqual(
				new Set(result.chunks.map(({ header }) => header.origin)),
				new Set(["asked", "cached"]),
			);
		});

		it("says nothing of what the plan gives", async () => {
			const requests = await startKept();
			plan = "unknown";
			await server?.stop();
			const port = Number(new URL(server?.origin ?? "").port);
			server = await startKiyotakaService({ port, historyDays: 7 });
			await failure(over(dayAgo(40), dayAgo(30)));
			await service.run(OLD);
			assert.equal((await failure(MONTH)).facts.isUnsent, true);
			assert.equal(requests.length + server.requests.length, 2);
		});
	});
});

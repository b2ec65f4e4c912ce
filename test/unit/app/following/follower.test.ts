import assert from "node:assert/strict";
import {
	Follower,
	type FollowedMarket,
	type FollowPorts,
} from "../../../../src/app/following/follower";
import { createQueryService, type QueryService } from "../../../../src/app/queryService";
import { isProviderError } from "../../../../src/core/errors/errors";
import { followPeriod } from "../../../../src/core/follow/followPeriod";
import { intervalLength } from "../../../../src/core/query/interval";
import type { MarketQuery } from "../../../../src/core/query/query";
import type { PackedResult } from "../../../../src/core/result/packedResult";
import { epochMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../../src/core/time";
import { createApiClient } from "../../../../src/net/client";
import { LOOPBACK_KEY } from "../../../support/keys";
import type { LoopbackServer } from "../../../support/loopbackServer";
import { opened } from "../../../support/packed";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";
import { type Services, startServices } from "../../../support/services";
import { KeptLog } from "../keptLog";
import { ManualClock } from "../manualClock";
import { servicePorts } from "../servicePorts";
import { useTemporaryFolder } from "../temporaryFolder";

const PROFILE: MarketQuery = { ...BTCUSDT_PROFILE, interval: "MINUTE", range: { last: "1h" } };
const VWAP: MarketQuery = { ...BTC_USD_VWAP, interval: "1m", range: { last: "1h" } };
/** Some seconds into a minute. */
const BEGAN = Date.UTC(2026, 2, 29, 14, 2, 11);
const PERIOD = 15 * SECOND_MS;

describe("following a market, over sockets", () => {
	const folder = useTemporaryFolder();
	let clock: ManualClock;
	let services: Services;
	let service: QueryService;
	let followers: Follower[];
	let perDay: number | undefined;

	beforeEach(async () => {
		clock = new ManualClock(BEGAN);
		const { now } = clock;
		services = await startServices({ kiyotaka: { now }, kaiko: { now } });
		followers = [];
		perDay = undefined;
		const ports = servicePorts({
			origins: services,
			folder: folder(),
			log: new KeptLog(),
			settings: { plan: () => (perDay === undefined ? undefined : { perDay }) },
		});
		const time = { now: () => epochMs(now()), monotonic: now };
		service = createQueryService({
			...ports,
			clock: time,
			loadClient: (options) =>
				Promise.resolve(
					createApiClient({
						...options,
						clock: { ...time, sleep: (ms) => Promise.resolve(clock.pass(ms)) },
					}),
				),
		});
		for (const place of service.places.ofKeys()) {
			await service.credentials.save(place, LOOPBACK_KEY);
		}
	});

	afterEach(async () => {
		for (const follower of followers) follower.dispose();
		service.dispose();
		service.credentials.dispose();
		await services.stop();
	});

	const leftToday = async (query: MarketQuery) => {
		const place = service.places.ofQuery(query);
		const all = await service.accounts();
		return all.find((one) => one.place.provider === place?.provider)?.today?.left;
	};

	/** A chart of a query that somebody sees and follows, and what becomes of it. */
	async function follow(query: MarketQuery, more: Partial<FollowedMarket> = {}) {
		let result = await service.run(query);
		const news: PackedResult[] = [];
		const waits: string[] = [];
		let changed = () => undefined as void;
		const ports: FollowPorts = {
			run: service.run,
			cost: service.estimate,
			leftToday,
			now: service.providerNow,
			after: (ms, call) => {
				const timer = clock.after(ms, call);
				return () => timer.dispose();
			},
		};
		const follower = new Follower(
			{
				query,
				period: followPeriod(intervalLength(query)),
				isWhole: false,
				answer: () => result,
				...more,
			},
			ports,
			{
				onNews: (answer) => {
					result = answer.result;
					news.push(answer.news);
				},
				onWhole: (whole) => {
					result = whole;
					news.push(whole);
				},
				onChange: () => {
					const { waitsUntil, isAsking, delayedBy } = follower;
					if (waitsUntil !== undefined && !isAsking)
						waits.push(`${delayedBy} for ${Math.floor((waitsUntil - clock.now()) / SECOND_MS)} s`);
					changed();
				},
			},
		);
		followers.push(follower);
		/** Resolves once the follower is in a phase. */
		const until = (kind: string) =>
			new Promise<void>((resolve) => {
				changed = () => {
					if (follower.state.phase.kind === kind) resolve();
				};
				changed();
			});
		/** Lets the next request come due, and waits for what becomes of it. */
		const round = async (kind = "waiting") => {
			clock.pass(follower.nextIn ?? assert.fail("nothing is due"));
			await until(kind);
		};
		follower.watch(true);
		return { follower, news, waits, until, round, result: () => result };
	}

	const pricesOf = (result: PackedResult) => {
		const [series] = opened(result).series;
		assert.equal(series?.kind, "vwap");
		return [...series.price];
	};
	const asked = ({ requests }: LoopbackServer) =>
		requests.map(({ query }) => {
			const params = new URLSearchParams(query);
			return [params.get("start_time"), params.get("end_time")];
		});

	it("asks for the last closed interval and the one in progress, and is what asking anew is", async () => {
		const { round, news, result } = await follow(VWAP);
		services.kaiko.clear();
		for (let rounds = 1; rounds <= 13; rounds++) {
			await round();
			assert.equal(services.kaiko.requests.length, rounds);
			assert.ok((opened(news.at(-1) ?? assert.fail()).series[0]?.times.length ?? 0) <= 3);
		}
		assert.equal(asked(services.kaiko).at(-1)?.[0], "2026-03-29T14:04:00.000Z");
		const anew = await service.run(VWAP, { isRenewed: true });
		assert.deepEqual(pricesOf(result()), pricesOf(anew));
		assert.deepEqual(result().range, anew.range);
	});

	it("does the same for profiles, at the weight of one request each", async () => {
		const { round, news, follower, result } = await follow(PROFILE);
		await round();
		await round();
		assert.equal(news.length, 2);
		assert.deepEqual(follower.hourly, { perHour: 480, unit: "weight" });
		const anew = opened(await service.run(PROFILE)).series[0];
		assert.deepEqual(opened(result()).series[0]?.times, anew?.times);
	});

	it("asks nothing while nobody sees the chart, and then for all that was missed in one request", async () => {
		const { follower, news, until, result } = await follow(VWAP);
		services.kaiko.clear();
		follower.watch(false);
		clock.pass(20 * MINUTE_MS);
		assert.equal(services.kaiko.requests.length, 0);
		follower.watch(true);
		clock.pass(0);
		await until("waiting");
		assert.equal(services.kaiko.requests.length, 1);
		assert.equal(news.length, 1);
		assert.deepEqual(pricesOf(result()), pricesOf(await service.run(VWAP)));
	});

	it("gives a request up that nobody waits for any more", async () => {
		const { follower, until } = await follow(VWAP);
		services.kaiko.clear();
		services.kaiko.script({ kind: "silence" });
		clock.pass(PERIOD);
		await services.kaiko.requested(1);
		follower.watch(false);
		await services.kaiko.idle();
		assert.equal(follower.nextIn, undefined);
		// It was sent, and another one does not follow at once.
		follower.watch(true);
		clock.pass(PERIOD - 1);
		assert.equal(services.kaiko.requests.length, 1);
		clock.pass(1);
		await until("asking");
		await services.kaiko.requested(2);
		await until("waiting");
	});

	it("comes back when the server says, after twice the time where it says nothing, and calms down", async () => {
		const { follower, round, waits } = await follow(VWAP);
		services.kaiko.script({ kind: "answer", status: 429, headers: { "retry-after": "300" } });
		await round();
		const wait = follower.nextIn ?? 0;
		assert.ok(wait >= 300 * SECOND_MS && wait <= 330 * SECOND_MS, String(wait));
		await round();
		assert.equal(follower.state.delay, PERIOD);
		services.kaiko.always({ kind: "answer", status: 503 });
		await round();
		await round();
		assert.equal(follower.state.delay, 4 * PERIOD);
		assert.equal(follower.delayedBy, "server");
		assert.deepEqual(
			new Set(waits.map((wait) => wait.split(" ")[0])),
			new Set(["undefined", "server"]),
		);
		services.kaiko.behave();
		await round();
		assert.equal(follower.state.delay, 2 * PERIOD);
		assert.equal(follower.delayedBy, "server");
		await round();
		assert.equal(follower.delayedBy, undefined);
	});

	it("tells until when a request waits that its server put off, and then goes on", async () => {
		const { follower, round, waits, news } = await follow(VWAP);
		services.kaiko.script({ kind: "answer", status: 429, headers: { "retry-after": "20" } });
		await round();
		// Clients that came at the same moment do not come back at the same one.
		assert.match(waits.join(), /^rateLimited for 2\d s$/);
		assert.equal(news.length, 1);
		assert.deepEqual([follower.waitsUntil, follower.delayedBy], [undefined, undefined]);
	});

	it("ends with the sentence where the key is refused, and asks no more", async () => {
		const { follower, round } = await follow(PROFILE);
		services.kiyotaka.always({ kind: "answer", status: 503 });
		await round();
		assert.equal(follower.delayedBy, "server");
		services.kiyotaka.behave();
		for (const status of [401, 403]) {
			services.kiyotaka.always({ kind: "answer", status, body: "{}" });
		}
		await round("ended");
		const { phase } = follower.state;
		assert.ok(phase.kind === "ended" && isProviderError(phase.error));
		assert.equal(follower.delayedBy, undefined);
		const { length } = services.kiyotaka.requests;
		clock.pass(HOUR_MS);
		assert.equal(follower.nextIn, undefined);
		assert.equal(services.kiyotaka.requests.length, length);
	});

	it("asks a person before it goes beyond what the plan gives in a day", async () => {
		perDay = 5;
		const { follower, round, until } = await follow(PROFILE);
		await round();
		const { length } = services.kiyotaka.requests;
		await round("confirming");
		clock.pass(HOUR_MS);
		assert.equal(services.kiyotaka.requests.length, length);
		follower.agree();
		clock.pass(0);
		await until("asking");
		await until("waiting");
		assert.equal(services.kiyotaka.requests.length, length + 1);
	});

	it("asks no person any more once that day is over, and goes on by itself", async () => {
		perDay = 5;
		const { follower, round, until } = await follow(PROFILE);
		await round();
		await round("confirming");
		const { length } = services.kiyotaka.requests;
		assert.equal(follower.nextIn, undefined);
		clock.pass(Date.UTC(2026, 2, 30) - clock.now() - 1);
		assert.equal(follower.state.phase.kind, "confirming");
		clock.pass(1);
		await until("asking");
		await until("waiting");
		assert.equal(services.kiyotaka.requests.length, length + 1);
	});

	it("takes two intervals in which nothing traded for what they are", async () => {
		const { round, follower, news } = await follow(PROFILE);
		services.kiyotaka.script({
			kind: "answer",
			status: 200,
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ series: [] }),
		});
		await round();
		assert.equal(follower.state.phase.kind, "waiting");
		assert.equal(follower.state.delay, PERIOD);
		assert.deepEqual(
			news.map(({ chunks }) => chunks.map(({ header }) => header.series.length)),
			[[0]],
		);
	});

	it("drops what came for a chart that shows another answer by now", async () => {
		let shown: PackedResult | undefined;
		const first = await service.run(VWAP);
		shown = first;
		const { round, news } = await follow(VWAP, { answer: () => shown });
		services.kaiko.script({ kind: "delay", ms: 20 });
		const done = round();
		await services.kaiko.requested(3);
		shown = { ...first };
		await done;
		assert.deepEqual(news, []);
	});

	it("reads files after they changed, and once more where they changed meanwhile", async () => {
		let change = () => undefined as void;
		const { follower, until, news } = await follow(
			{
				kind: "vwap",
				provider: "trades",
				dataset: "sample",
				symbol: "BTC-USDT",
				interval: "1h",
				range: { last: "24h" },
			},
			{
				period: undefined,
				isWhole: true,
				watchFiles: (onChange) => {
					change = onChange;
					return { dispose: () => (change = () => assert.fail("still watched")) };
				},
			},
		);
		clock.pass(HOUR_MS);
		assert.deepEqual(news, []);
		change();
		clock.pass(2 * SECOND_MS);
		change();
		await until("waiting");
		assert.equal(news.length, 1);
		assert.equal(follower.nextIn, 2 * SECOND_MS);
		clock.pass(2 * SECOND_MS);
		await until("waiting");
		assert.equal(news.length, 2);
		assert.equal(follower.nextIn, undefined);
		follower.dispose();
		assert.throws(change, /still watched/);
	});
});

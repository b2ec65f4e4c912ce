import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { createQueryService, type QueryService } from "../../../src/app/queryService";
import { DEFAULT_KEY } from "../../../src/core/access/credential";
import type { HostChoices, KeyPlace } from "../../../src/core/access/places";
import { isProviderError, type ProviderError } from "../../../src/core/errors/errors";
import { categoriesQuestion } from "../../../src/core/discovery/kiyotaka/lists";
import { DEFAULT_LIMITS, type Limits } from "../../../src/core/limits";
import { canonicalJson } from "../../../src/core/query/canonical";
import type { KiyotakaProfileQuery, MarketQuery } from "../../../src/core/query/query";
import type { PackedResult } from "../../../src/core/result/packedResult";
import { LOOPBACK_KEY } from "../../support/keys";
import { requestWeight } from "../../support/kiyotakaService";
import { opened } from "../../support/packed";
import { assertRubric } from "../../support/rubric";
import { durationMs } from "../../../src/core/time";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../support/queries";
import { type Services, startServices } from "../../support/services";
import { plain as plainOpened } from "../core/result/results";
import { KeptLog } from "./keptLog";
import { customHosts, servicePorts } from "./servicePorts";
import { useTemporaryFolder } from "./temporaryFolder";

/** A day that is over. */
const DAY = { from: "2025-03-01T00:00:00Z", to: "2025-03-02T00:00:00Z" };
const PROFILE: MarketQuery = { ...BTCUSDT_PROFILE, range: DAY };
const VWAP: MarketQuery = { ...BTC_USD_VWAP, range: DAY };
const SAMPLE: MarketQuery = {
	kind: "vwap",
	provider: "trades",
	dataset: "sample",
	symbol: "BTC-USDT",
	interval: "1h",
	range: { last: "24h" },
};
const MIRROR = "https://mirror.example.com";
const VENDORS: HostChoices = {
	kiyotaka: { host: "api.kiyotaka.ai", customOrigin: "" },
	kaiko: { host: "us", customOrigin: "" },
};
const plain = (result: PackedResult) => plainOpened(opened(result)) as Record<string, unknown>;
const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");

/** The error that a promise rejects with, which has to be one of ours. */
async function failure(promise: Promise<unknown>): Promise<ProviderError> {
	const error = await promise.then(
		() => assert.fail("it did not fail"),
		(reason: unknown) => reason,
	);
	assert.ok(isProviderError(error), String(error));
	return error;
}

describe("the query service, in plain Node over sockets", () => {
	const folder = useTemporaryFolder();
	let services: Services;
	let service: QueryService;
	/** What a person sets, does and sees beside it. */
	let person: {
		hosts: HostChoices;
		limits: Limits;
		cacheBytes: number;
		readonly agreements: boolean[];
		readonly asked: string[];
		readonly log: KeptLog;
		loads: number;
	};

	beforeEach(async () => {
		services = await startServices();
		const log = new KeptLog();
		person = {
			hosts: customHosts(services.kiyotakaOrigin, services.kaikoOrigin),
			limits: DEFAULT_LIMITS,
			cacheBytes: 1_000_000,
			agreements: [],
			asked: [],
			log,
			loads: 0,
		};
		const ports = servicePorts({
			origins: services,
			folder: folder(),
			log,
			ask: ({ credential, origin }) => {
				person.asked.push(`${credential} ${origin}`);
				return Promise.resolve(person.agreements.shift() ?? assert.fail("asked once too often"));
			},
			settings: {
				hosts: () => person.hosts,
				limits: () => person.limits,
				cacheBytes: () => person.cacheBytes,
			},
		});
		service = createQueryService({
			...ports,
			loadClient: (options) => {
				person.loads += 1;
				return ports.loadClient(options);
			},
		});
	});

	afterEach(async () => {
		service.dispose();
		service.credentials.dispose();
		await services.stop();
	});

	const saveKeys = async (key = LOOPBACK_KEY) => {
		for (const place of service.places.ofKeys()) await service.credentials.save(place, key);
	};
	const placeOf = (query: MarketQuery): KeyPlace =>
		service.places.ofQuery(query) ?? assert.fail("no place");

	it("answers both providers and the sample, each provider with its own key", async () => {
		await service.credentials.save(service.places.of("kiyotaka"), "valid-for-profiles");
		await service.credentials.save(service.places.of("kaiko"), "valid-for-vwaps");
		for (const query of [PROFILE, VWAP, SAMPLE]) {
			const result = await service.run(query);
			assert.deepEqual(result.query, query);
			assert.ok((opened(result).series[0]?.times.length ?? 0) >= 23, query.provider);
			assert.equal(result.partial, undefined);
		}
		const hashes = ({ requests }: Services["kaiko"]) =>
			requests.flatMap(({ keyHashes }) => Object.values(keyHashes));
		assert.deepEqual(hashes(services.kiyotaka), [sha256("valid-for-profiles")]);
		assert.deepEqual(hashes(services.kaiko), [sha256("valid-for-vwaps")]);
		assert.equal(person.loads, 1);
		assert.ok(!person.log.lines.join().includes("valid-for"));
	});

	it("costs what was estimated where nothing is known", async () => {
		await saveKeys();
		const range = fc
			.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }))
			.map(([start, hours]) => {
				const from = Date.UTC(2025, 2, 1) + start * 3_600_000;
				const iso = (time: number) => new Date(time).toISOString();
				return { from: iso(from), to: iso(from + hours * 3_600_000) };
			});
		const profile = fc.record({
			range,
			interval: fc.constantFrom("MINUTE", "FIVE_MINUTES", "HOUR"),
			market: fc.constantFrom<Partial<KiyotakaProfileQuery>>(
				{},
				{ rawSymbol: undefined, coin: "BTC" },
				{
					rawSymbol: undefined,
					coin: "BTC",
					exchange: ["BINANCE_FUTURES", "BYBIT"],
					aggregate: "sum",
				},
			),
		});
		const vwap = fc.record({ range, interval: fc.constantFrom("1m", "7m", "1h") });
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					profile.map(({ market, ...rest }): MarketQuery => ({ ...PROFILE, ...market, ...rest })),
					vwap.map((rest): MarketQuery => ({ ...VWAP, ...rest })),
				),
				fc.integer({ min: 300, max: 2_500 }),
				async (query, size) => {
					const limits = {
						...DEFAULT_LIMITS,
						kiyotakaWindowIntervals: size,
						kaikoPageSize: size,
						rows: 2 * size,
					};
					person.limits = limits;
					for (const server of [services.kiyotaka, services.kaiko]) server.clear();
					const cost = await service.estimate(query, { isRenewed: true });
					await service.run(query, { isRenewed: true });
					const [profiles, vwaps] = [services.kiyotaka.requests, services.kaiko.requests];
					const weight = profiles.reduce((sum, one) => sum + requestWeight(one.query), 0);
					assert.deepEqual(
						[cost.requests, cost.weight ?? 0],
						[profiles.length + vwaps.length, weight],
					);
				},
			),
			{ numRuns: 15 },
		);
	}).timeout(60_000);

	it("estimates without a key, a request or a question", async () => {
		person.hosts = customHosts(MIRROR, MIRROR);
		assert.equal((await service.estimate(PROFILE)).weight, 2);
		assert.equal((await service.estimate(SAMPLE)).requests, 0);
		assert.deepEqual([person.asked, person.loads], [[], 0]);
	});

	it("R9: sends one request for fifty equal queries of the same moment, and another one for others", async () => {
		await saveKeys();
		const leaving = new AbortController();
		const left = service.run(VWAP, { signal: leaving.signal });
		const all = Array.from({ length: 49 }, () => service.run(VWAP));
		const other = service.run({ ...VWAP, aggregation: "count_ohlcv_vwap" });
		await services.kaiko.requested(1);
		leaving.abort();
		await left.catch(() => undefined);
		const results = await Promise.all([...all, other]);
		assert.ok(results.every((one) => (opened(one).series[0]?.times.length ?? 0) === 24));
		assert.equal(services.kaiko.requests.length, 2);
	});

	it("needs neither key nor client for the sample", async () => {
		const { series } = opened(await service.run(SAMPLE));
		assert.deepEqual([series.length, person.loads], [1, 0]);
		assert.equal(service.places.ofQuery(SAMPLE), undefined);
	});

	it("sends nothing when a key is missing, and names the server", async () => {
		await service.credentials.save(placeOf(VWAP), LOOPBACK_KEY);
		const { kind, provider, facts } = await failure(service.run(PROFILE));
		assert.deepEqual(
			[kind, provider, facts.host],
			["noKey", "kiyotaka", new URL(services.kiyotakaOrigin).host],
		);
		assert.deepEqual([services.kiyotaka.requests, services.kaiko.requests], [[], []]);
	});

	it("reads a key anew for each query", async () => {
		const place = placeOf(VWAP);
		await service.credentials.save(place, LOOPBACK_KEY);
		await service.run(VWAP);
		await service.credentials.remove(place);
		assert.equal((await failure(service.run(VWAP))).kind, "noKey");
		assert.equal(services.kaiko.requests.length, 1);
	});

	it("asks before anything goes to a typed server, and again after a refusal", async () => {
		person.hosts = customHosts(MIRROR, services.kaikoOrigin);
		person.agreements.push(false, true);
		assert.equal((await failure(service.run(PROFILE))).kind, "cancelled");
		assert.equal(person.loads, 0);
		// Agreed to, but no key is there: nothing is sent, and nobody is asked again.
		for (const time of ["first", "second"]) {
			const { kind, facts } = await failure(service.run(PROFILE));
			assert.deepEqual([kind, facts.host], ["noKey", "mirror.example.com"], time);
		}
		assert.deepEqual(person.asked, [`kiyotaka ${MIRROR}`, `kiyotaka ${MIRROR}`]);
	});

	it("follows the settings from one query to the next", async () => {
		await saveKeys();
		const usable = person.hosts;
		person.hosts = { ...usable, kaiko: { host: "custom", customOrigin: "http://example.com" } };
		const { kind, facts } = await failure(service.run(VWAP));
		assert.deepEqual([kind, facts.host], ["badRequest", "http://example.com"]);
		assert.deepEqual(
			[service.places.find("kaiko"), placeOf(PROFILE).origin],
			[undefined, services.kiyotakaOrigin],
		);
		person.hosts = usable;
		assert.equal(opened(await service.run(VWAP)).series.length, 1);
		person.hosts = VENDORS;
		assert.deepEqual(
			service.places.ofKeys().map(({ origin }) => new URL(origin).host),
			["api.kiyotaka.ai", "us.market-api.kaiko.io", "eu.market-api.kaiko.io"],
		);
	});

	it("obeys the limits as they are at that time", async () => {
		await saveKeys();
		person.limits = { ...DEFAULT_LIMITS, rows: 6 };
		const cut = await service.run(VWAP);
		assert.deepEqual([opened(cut).series[0]?.times.length, cut.partial?.code], [6, "rowLimit"]);
		person.limits = DEFAULT_LIMITS;
		const whole = await service.run(VWAP);
		assert.deepEqual([opened(whole).series[0]?.times.length, whole.partial], [24, undefined]);
	});

	it("ends a query that runs when it is disposed of, and begins no other (L4)", async () => {
		await saveKeys();
		services.kaiko.always({ kind: "silence" });
		const running = failure(service.run(VWAP, { signal: new AbortController().signal }));
		await services.kaiko.requested(1);
		service.dispose();
		assert.equal((await running).kind, "cancelled");
		await services.kaiko.idle();
		assert.equal((await failure(service.run(VWAP))).kind, "cancelled");
		assert.equal(services.kaiko.requests.length, 1);
	});

	it("ends what runs with a key that is removed, and says that a key is needed (C7, K14)", async () => {
		await saveKeys();
		services.kaiko.always({ kind: "silence" });
		services.kiyotaka.script({ kind: "delay", ms: 50 });
		const running = failure(service.run(VWAP));
		const other = service.run(PROFILE);
		await services.kaiko.requested(1);
		await service.credentials.remove(placeOf(VWAP));
		const error = await running;
		assert.equal(error.kind, "noKey");
		assertRubric(error, "btc-usd on Coinbase");
		await services.kaiko.idle();
		assert.equal(opened(await other).series.length, 1);
		assert.equal(services.kaiko.requests.length, 1);
	});

	it("sends what is still to be asked with a key that was entered meanwhile (C7)", async () => {
		person.limits = { ...DEFAULT_LIMITS, kaikoPageSize: 12, requestsInFlight: 1 };
		await service.credentials.save(placeOf(VWAP), "valid-and-older");
		services.kaiko.script({ kind: "delay", ms: 50 });
		const running = service.run(VWAP);
		await services.kaiko.requested(1);
		await service.credentials.save(placeOf(VWAP), "valid-and-newer");
		assert.equal((await running).partial, undefined);
		assert.deepEqual(
			services.kaiko.requests.map(({ keyHashes }) => keyHashes["x-api-key"]),
			["valid-and-older", "valid-and-newer"].map(sha256),
		);
	});

	it("keeps the windows that came when a query's time is over, and goes on from there (N9)", async () => {
		await saveKeys();
		person.limits = {
			...DEFAULT_LIMITS,
			kaikoPageSize: 6,
			requestsInFlight: 1,
			operationMs: durationMs(3_000),
		};
		services.kaiko.script({ kind: "delay", ms: 1 }, { kind: "delay", ms: 1 });
		services.kaiko.always({ kind: "silence" });
		const first = await service.run(VWAP);
		assert.equal(first.partial?.code, "deadline");
		assert.equal(opened(first).series[0]?.times.length, 12);
		assert.equal(first.partial.completeFrom, Date.parse("2025-03-01T12:00:00Z"));
		await services.kaiko.idle();
		services.kaiko.behave();
		const whole = await service.run(VWAP, { continues: first });
		assert.equal(whole.partial, undefined);
		assert.equal(opened(whole).series[0]?.times.length, 24);
	});

	it("ends one query by its own signal and leaves the others", async () => {
		await saveKeys();
		services.kaiko.script({ kind: "silence" });
		const abort = new AbortController();
		const one = failure(service.run(VWAP, { signal: abort.signal }));
		await services.kaiko.requested(1);
		const other = service.run(PROFILE);
		abort.abort();
		assert.equal((await one).kind, "cancelled");
		assert.equal(opened(await other).series.length, 1);
	});

	it("K14: ends what is asked with a key that is removed, and leaves the others", async () => {
		await saveKeys();
		const place = placeOf(VWAP);
		const id = service.keys.newId();
		await service.keys.save(place, id, "valid-of-the-team", "Team");
		services.kaiko.script({ kind: "silence" }, { kind: "silence" });
		const one = failure(service.run(VWAP));
		await services.kaiko.requested(1);
		// Another key takes over: what is asked for the place may go on.
		await service.keys.remove(place, id);
		const other = failure(service.run(VWAP));
		await services.kaiko.requested(2);
		const profile = service.run(PROFILE);
		await service.keys.remove(place, DEFAULT_KEY);
		assert.deepEqual([(await one).kind, (await other).kind], ["noKey", "noKey"]);
		await services.kaiko.idle();
		assert.equal(opened(await profile).series.length, 1);
		assert.equal((await failure(service.run(VWAP))).kind, "noKey");
		assert.deepEqual(
			services.kaiko.requests.flatMap(({ keyHashes }) => Object.values(keyHashes)),
			[sha256("valid-of-the-team"), sha256(LOOPBACK_KEY)],
		);
	});

	it("asks with the key that is in use, by origin, and never with another", async () => {
		const [profiles, vwaps] = [placeOf(PROFILE), placeOf(VWAP)];
		await saveKeys();
		const id = service.keys.newId();
		await service.keys.save(vwaps, id, "valid-of-the-team", "Team");
		await service.run(VWAP);
		await service.run(PROFILE);
		await service.keys.use(vwaps, DEFAULT_KEY);
		await service.run(VWAP);
		assert.deepEqual(service.keys.active(profiles), { id: DEFAULT_KEY, name: undefined });
		const hashes = ({ requests }: Services["kaiko"]) =>
			requests.flatMap(({ keyHashes }) => Object.values(keyHashes));
		assert.deepEqual(hashes(services.kaiko), [sha256("valid-of-the-team"), sha256(LOOPBACK_KEY)]);
		assert.deepEqual(hashes(services.kiyotaka), [sha256(LOOPBACK_KEY)]);
	});

	it("rejects and does not throw when the signal is not valid", async () => {
		await assert.rejects(service.run(SAMPLE, { signal: {} as AbortSignal }), TypeError);
	});

	it("tries a key at the place that it is kept for", async () => {
		const { signal } = new AbortController();
		const outcomes = async (key: string) => {
			await saveKeys(key);
			const probes = service.places.ofKeys().map((place) => service.probe(place, signal));
			return (await Promise.all(probes)).map(({ outcome }) => outcome);
		};
		assert.deepEqual(await outcomes("no-such-key-here"), ["refused", "refused"]);
		assert.deepEqual(await outcomes(LOOPBACK_KEY), ["accepted", "accepted"]);
		await services.stop();
		assert.deepEqual(await outcomes(LOOPBACK_KEY), ["unchecked", "unchecked"]);
	});

	it("keeps answers on disk until they are cleared", async () => {
		const result = await service.run(SAMPLE);
		const key = canonicalJson(SAMPLE);
		await service.snapshots.save(key, result);
		assert.deepEqual(await service.snapshots.load(key), result);
		assert.ok((await service.clear()).answerBytes > 0);
		assert.equal(await service.snapshots.load(key), undefined);
	});

	it("clears lists of markets with the answers, and asks for them anew", async () => {
		await saveKeys();
		const { signal } = new AbortController();
		const ask = () => service.lists.find("kiyotaka", categoriesQuestion([]), signal);
		const { lists: asked } = services.kiyotaka;
		assert.ok((await ask()).list !== undefined);
		assert.ok((await ask()).list !== undefined);
		assert.equal(asked.requests.length, 1);
		assert.deepEqual(await service.clear(), { answerBytes: 0, lists: 1 });
		assert.deepEqual(await service.clear(), { answerBytes: 0, lists: 0 });
		assert.ok((await ask()).list !== undefined);
		assert.equal(asked.requests.length, 2);
	});

	const cachedFiles = (provider: string) => {
		const path = join(folder(), "answers", provider);
		return existsSync(path) ? readdirSync(path) : [];
	};

	it("asks for closed intervals once, and everything anew where it is told to", async () => {
		await saveKeys();
		const first = await service.run(VWAP);
		assert.equal(opened(first).fromCache, "none");
		await service.cache.idle();
		const again = await service.run(VWAP);
		const { fetchedAt } = again;
		const cachedStretches = [{ ...first.range, fetchedAt }];
		const cached = { fromCache: "all", cachedAt: fetchedAt, cachedStretches, fetchedAt };
		const told: Record<string, unknown> = { ...plain(first), ...cached };
		delete told["toldAt"];
		assert.deepEqual(plain(again), told);
		assert.equal(fetchedAt, first.chunks[0]?.header.fetchedAt);
		assert.equal(services.kaiko.requests.length, 1);
		assert.equal(opened(await service.run(VWAP, { isRenewed: true })).fromCache, "none");
		assert.equal(services.kaiko.requests.length, 2);
		await service.cache.idle();
		const { answerBytes, lists } = await service.clear();
		assert.deepEqual([lists, cachedFiles("kaiko")], [0, []]);
		assert.ok(answerBytes > 24 * 16);
		assert.equal(opened(await service.run(VWAP)).fromCache, "none");
	});

	it("gives nothing to another host, and keeps nothing where the cache is switched off", async () => {
		await saveKeys();
		await service.run(VWAP);
		await service.cache.idle();
		const other = await startServices();
		try {
			person.hosts = customHosts(other.kiyotakaOrigin, other.kaikoOrigin);
			await saveKeys();
			assert.equal(opened(await service.run(VWAP)).fromCache, "none");
			assert.equal(other.kaiko.requests.length, 1);
			person.cacheBytes = 0;
			assert.equal(opened(await service.run(VWAP)).fromCache, "none");
			await service.cache.prune();
			assert.deepEqual(cachedFiles("kaiko"), []);
		} finally {
			await other.stop();
		}
	});

	it("forgets what a provider gave once its key is removed, also what is still on its way (K14)", async () => {
		await saveKeys();
		await service.run(VWAP);
		await service.run(PROFILE);
		await service.cache.idle();
		assert.deepEqual([cachedFiles("kaiko").length, cachedFiles("kiyotaka").length], [1, 1]);
		services.kaiko.script({ kind: "delay", ms: 50 });
		const running = service.run(VWAP, { isRenewed: true });
		await services.kaiko.requested(2);
		const ended = failure(running);
		await service.credentials.remove(placeOf(VWAP));
		assert.equal((await ended).kind, "noKey");
		await service.cache.idle();
		assert.deepEqual([cachedFiles("kaiko").length, cachedFiles("kiyotaka").length], [0, 1]);
		assert.equal((await failure(service.run(VWAP))).kind, "noKey");
	});
});

import assert from "node:assert/strict";
import { OperationJournal } from "../../../src/app/operations/operationJournal";
import { createQueryService, type QueryService } from "../../../src/app/queryService";
import { errorDetails } from "../../../src/core/errors/errorDetails";
import { isProviderError } from "../../../src/core/errors/errors";
import type { MarketQuery } from "../../../src/core/query/query";
import { epochMs } from "../../../src/core/time";
import { createApiClient } from "../../../src/net/client";
import { RETRY_POLICY } from "../../../src/net/policy";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../support/queries";
import { type Services, startServices } from "../../support/services";
import { MemoryLog } from "../net/harness";
import { servicePorts } from "./servicePorts";
import { useTemporaryFolder } from "./temporaryFolder";

const DAY = { from: "2025-03-01T00:00:00Z", to: "2025-03-02T00:00:00Z" };
const PROFILE: MarketQuery = { ...BTCUSDT_PROFILE, range: DAY };
const VWAP: MarketQuery = { ...BTC_USD_VWAP, range: DAY };
const KEYS = { kiyotaka: "valid-canary-kiyotaka-9d2f", kaiko: "valid-canary-kaiko-77ab" } as const;

describe("an operation, as the log and reports tell it", () => {
	const folder = useTemporaryFolder();
	let services: Services;
	let service: QueryService;
	let log: MemoryLog;

	beforeEach(async () => {
		services = await startServices();
		log = new MemoryLog();
		service = createQueryService({
			...servicePorts({ origins: services, folder: folder(), log }),
			loadClient: (options) =>
				Promise.resolve(
					createApiClient({
						...options,
						policy: { ...RETRY_POLICY, backoffBase: 1, backoffCap: 1 },
					}),
				),
		});
		for (const place of service.places.ofKeys()) {
			await service.credentials.save(place, KEYS[place.provider]);
		}
	});

	afterEach(async () => {
		service.dispose();
		service.credentials.dispose();
		await services.stop();
	});

	const last = () => service.operations.last()[0] ?? assert.fail("nothing was noted");
	const failure = async (query: MarketQuery) => {
		const error: unknown = await service.run(query).then(
			() => assert.fail("it did not fail"),
			(reason: unknown) => reason,
		);
		assert.ok(isProviderError(error), String(error));
		return error;
	};

	it("is five lines at info level: asked, planned, sent, received, ended", async () => {
		await service.run(VWAP);
		const [asked = "", planned = "", sent = "", received = "", ended = "", ...more] =
			log.at("info");
		assert.deepEqual(more, []);
		const { id } = last();
		assert.match(id, /^[0-9a-f]{6}$/);
		for (const line of log.at("info")) assert.ok(line.startsWith(`[${id}] `), line);
		assert.match(asked, /asked Kaiko for VWAP of .*BTC-USD.*, 2025-03-01 – 2025-03-02$/);
		assert.match(
			planned,
			/planned 1 window for 2025-03-01T00:00:00.000Z – 2025-03-02T00:00:00.000Z$/,
		);
		assert.match(
			sent,
			/sent 1 request to 127\.0\.0\.1:\d+: 200; 0 retries; [\d,]+ ms in all, \d+ ms of waiting, [\d,]+ bytes$/,
		);
		assert.match(received, /received \d+ rows of 1 series; left out nothing$/);
		assert.match(ended, /complete after [\d,]+ ms/);
	});

	it("sums requests, retries, statuses and bytes", async () => {
		services.kiyotaka.script({ kind: "reset" }, { kind: "answer", status: 503, body: "{}" });
		await service.run(PROFILE);
		const { requests, retries, statuses, outcome, bytes, rows, windows, kind } = last();
		assert.deepEqual(
			{ requests, retries, outcome, windows, kind },
			{ requests: 3, retries: 2, outcome: "complete", windows: 1, kind: "volumeProfile" },
		);
		assert.deepEqual(Object.values(statuses), [1, 1, 1]);
		assert.equal(statuses["200"], 1);
		assert.ok(Object.keys(statuses).some((status) => status.startsWith("reset")));
		assert.ok(bytes > 100 && (rows ?? 0) >= 23);
		assert.match(log.at("info").join("\n"), /sent 3 requests to .*; 2 retries; /);
	});

	it("that fails is named by its error, whose details say the codes and nothing else", async () => {
		services.kaiko.always({
			kind: "answer",
			status: 500,
			body: JSON.stringify({ message: `broken for ${KEYS.kaiko} at btc-usd` }),
		});
		const error = await failure(VWAP);
		const { id, outcome } = last();
		assert.equal(error.facts.operation, id);
		assert.match(outcome, /^server 500/);
		const details = errorDetails(error, "1.2.3");
		assert.match(
			details,
			new RegExp(`^Value Area 1\\.2\\.3, operation ${id}\nKaiko: server 500.*, 3 attempts, 127`),
		);
		assert.doesNotMatch(details, /canary|btc/i);
		assert.match(log.at("warn").join("\n"), new RegExp(`\\[${id}\\] server 500.* after`));
	});

	it("that was cancelled says so", async () => {
		services.kaiko.always({ kind: "silence" });
		const own = new AbortController();
		const running = service.run(VWAP, { signal: own.signal });
		await services.kaiko.requested(1);
		own.abort();
		await assert.rejects(running);
		assert.equal(last().outcome, "cancelled");
		assert.deepEqual(log.at("warn"), []);
	});

	it("of trades here sends nothing, and says so", async () => {
		await service.run({
			kind: "vwap",
			provider: "trades",
			dataset: "sample",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "24h" },
		});
		assert.match(log.at("info")[2] ?? "", /sent no request$/);
	});

	it("that tries a key is one of its own", async () => {
		await service.probe(service.places.of("kaiko"), new AbortController().signal);
		const { kind, outcome, requests } = last();
		assert.deepEqual(
			{ kind, outcome, requests },
			{ kind: "request", outcome: "complete", requests: 1 },
		);
	});

	it("T4: leaves no key and no token in any line, whatever a server repeats", async () => {
		const echo = (key: string) => ({
			kind: "answer" as const,
			status: 400,
			headers: { "X-Echo": key, Location: `https://example.com/?continuation_token=canary-${key}` },
			body: JSON.stringify({ error: key, message: `${key} ${encodeURIComponent(key)}` }),
		});
		services.kaiko.always(echo(KEYS.kaiko));
		services.kiyotaka.always(echo(KEYS.kiyotaka));
		await failure(VWAP);
		await failure(PROFILE);
		const told = [...log.lines, JSON.stringify(service.operations.last())].join("\n");
		assert.ok(log.at("trace").length >= 4);
		assert.doesNotMatch(told, /canary/);
	});

	it("is remembered among the last twenty, the newest first", () => {
		const journal = new OperationJournal();
		const record = {
			begunAt: epochMs(0),
			provider: "kaiko",
			kind: "vwap",
			outcome: "running",
			windows: 0,
			requests: 0,
			retries: 0,
			waitedMs: 0,
			bytes: 0,
			statuses: {},
		} as const;
		for (let at = 0; at < 25; at++) journal.note({ ...record, id: String(at) });
		journal.note({ ...record, id: "24", outcome: "complete" });
		assert.equal(journal.last().length, 20);
		assert.equal(journal.last()[0]?.outcome, "complete");
		assert.equal(journal.last().at(-1)?.id, "5");
	});
});

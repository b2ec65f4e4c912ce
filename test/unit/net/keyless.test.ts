import assert from "node:assert/strict";
import type { KeylessEndpoint } from "../../../src/core/access/endpoint";
import { gatherList, type ListQuestion } from "../../../src/core/discovery/lists";
import {
	instrumentsRequest,
	referenceExchanges,
	referenceInstruments,
} from "../../../src/core/discovery/kaiko/reference";
import { type ProviderError, isProviderError } from "../../../src/core/errors/errors";
import type { KeylessRequest } from "../../../src/core/http";
import { DEFAULT_LIMITS, type Limits } from "../../../src/core/limits";
import { durationMs } from "../../../src/core/time";
import { createKeylessClient } from "../../../src/net/keylessClient";
import { readListBody } from "../../../src/reading/listBody";
import { startSink } from "../../support/faultServer";
import type { LoopbackServer } from "../../support/loopbackServer";
import { KAIKO_LISTINGS, type KaikoListing } from "../../support/loopbackMarkets";
import { startReferenceService } from "../../support/referenceService";
import { FakeClock, MemoryLog } from "./harness";

const SIGNAL = new AbortController().signal;

function clientOf(origin: string, limits: Partial<Limits> = {}) {
	const log = new MemoryLog();
	const client = createKeylessClient({
		origin: () => origin,
		limits: () => ({ ...DEFAULT_LIMITS, ...limits }),
		log,
		clock: new FakeClock(),
		random: () => 0.5,
	});
	const ask = async (request: Omit<KeylessRequest, "provider">, signal: AbortSignal = SIGNAL) => {
		const { body } = await client.get(
			{ provider: "kaiko", ...request },
			{ signal, read: readListBody },
		);
		assert.ok(body.kind === "read");
		return body.facts;
	};
	const gather = <Item>(question: ListQuestion<Item>) => gatherList(question, ask);
	return { ask, gather, log };
}

async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
	const error = await work.then(
		() => assert.fail("it did not fail"),
		(reason: unknown) => reason,
	);
	assert.ok(isProviderError(error), String(error));
	return error;
}

/** Many instruments of one exchange. */
function manyListings(count: number): Omit<KaikoListing, "tape">[] {
	return Array.from({ length: count }, (_, at) => ({
		exchange: "binc",
		instrumentClass: "spot",
		instrument: `coin${at}-usdt`,
		base: `coin${at}`,
		quote: "usdt",
		venueSymbol: `COIN${at}USDT`,
		firstTrade: Date.UTC(2020, 0, 1),
		lastTrade: undefined,
		tradeCount: count - at,
	}));
}

describe("client without a key", () => {
	let server: LoopbackServer;
	beforeEach(async () => {
		server = await startReferenceService();
	});
	afterEach(() => server.stop());

	it("K11: sends no key, and its type has no room for one", async () => {
		const { gather } = clientOf(server.origin);
		await gather(referenceExchanges());
		assert.deepEqual(server.requests[0]?.keyHashes, {});
		assert.deepEqual([...(server.requests[0]?.headers ?? [])].sort(), [
			"accept",
			"accept-encoding",
			"connection",
			"host",
			"user-agent",
		]);
		type Fields = keyof KeylessEndpoint;
		const fields: Fields[] = ["provider", "origin", "classify", "unhintedCooldown"];
		// @ts-expect-error a keyless endpoint has no key
		fields.push("readKey");
	});

	it("lists exchanges with their names", async () => {
		const { items, isWhole } = await clientOf(server.origin).gather(referenceExchanges());
		assert.ok(isWhole);
		assert.deepEqual(
			items.find(({ code }) => code === "cbse"),
			{ code: "cbse", name: "Coinbase" },
		);
	});

	it("lists instruments by filters, those with most trades first, with their first and last trade", async () => {
		const { items } = await clientOf(server.origin).gather(
			referenceInstruments({ exchange: "cbse", instrumentClass: "spot" }),
		);
		assert.equal(items[0]?.symbol, "btc-usd");
		assert.deepEqual(
			items.find(({ symbol }) => symbol === "btc-gbp"),
			{
				exchange: "cbse",
				symbol: "btc-gbp",
				group: "spot",
				base: "btc",
				quote: "gbp",
				venueSymbol: "BTC-GBP",
				firstTrade: Date.UTC(2015, 0, 14, 16, 7),
				lastTrade: Date.UTC(2022, 5, 30, 17, 59, 59),
			},
		);
		const expected = KAIKO_LISTINGS.filter(
			({ exchange, instrumentClass }) => exchange === "cbse" && instrumentClass === "spot",
		);
		assert.equal(items.length, expected.length);
		const query = new URLSearchParams(server.requests[0]?.query);
		assert.equal(query.get("page_size"), "500");
	});

	it("leaves out those that no longer trade where it is asked to", async () => {
		const { items } = await clientOf(server.origin).gather(
			referenceInstruments({ exchange: "cbse", instrumentClass: "spot", isOngoing: true }),
		);
		assert.ok(items.length > 0 && items.every(({ lastTrade }) => lastTrade === undefined));
	});

	it("B6: asks for no list that nothing narrows, and for no code that is none", () => {
		const { gather } = clientOf(server.origin);
		for (const filter of [{}, { instrumentClass: "spot" }, { quote: "usd", isOngoing: true }]) {
			assert.throws(() => instrumentsRequest(filter), RangeError);
			assert.throws(() => gather(referenceInstruments(filter)), RangeError);
		}
		for (const exchange of ["", "../x", "a&b=c", "CBSE", "a b", "x".repeat(100)]) {
			assert.throws(() => instrumentsRequest({ exchange }), RangeError, exchange);
		}
		assert.equal(server.requests.length, 0);
	});

	it("follows pages with the filters again, and ends with the last", async () => {
		const paged = await startReferenceService({ listings: manyListings(1_250) });
		const { items, isWhole } = await clientOf(paged.origin).gather(
			referenceInstruments({ exchange: "binc", instrumentClass: "spot" }),
		);
		assert.ok(isWhole);
		assert.equal(new Set(items.map(({ symbol }) => symbol)).size, 1_250);
		assert.equal(paged.requests.length, 3);
		const last = new URLSearchParams(paged.requests[2]?.query);
		assert.deepEqual(
			[last.get("exchange_code"), last.get("continuation_token")],
			["binc", "page1000"],
		);
		await paged.stop();
	});

	it("ends after ten pages, and says that there is more", async () => {
		const endless = await startReferenceService({
			listings: manyListings(5_000),
			largestPage: 100,
		});
		const { items, isWhole } = await clientOf(endless.origin).gather(
			referenceInstruments({ exchange: "binc" }),
		);
		assert.deepEqual([items.length, isWhole, endless.requests.length], [1_000, false, 10]);
		await endless.stop();
	});

	it("P4, P6, P11: ends at a repeated token, at empty pages and at a token that may not be sent", async () => {
		const { gather } = clientOf(server.origin);
		const question = () => referenceInstruments({ exchange: "cbse" });
		server.always({ kind: "patch", set: { continuation_token: "page0" } });
		assert.equal((await gather(question())).isWhole, false);
		assert.equal(server.requests.length, 2);
		server.clear();
		server.always({ kind: "patch", set: { data: [] } });
		server.script(
			{ kind: "patch", set: { data: [], continuation_token: "page1" } },
			{ kind: "patch", set: { data: [], continuation_token: "page2" } },
		);
		assert.equal((await gather(question())).isWhole, false);
		assert.equal(server.requests.length, 2);
		server.clear();
		server.always({ kind: "patch", set: { continuation_token: "a&b#c\n" } });
		assert.equal((await gather(question())).isWhole, false);
		assert.equal(server.requests.length, 1);
	});

	it("P3: never opens a next_url", async () => {
		const sink = await startSink();
		server.always({
			kind: "patch",
			set: { next_url: `${sink.origin}/x?continuation_token=page1` },
		});
		await clientOf(server.origin).gather(referenceInstruments({ exchange: "cbse" }));
		assert.deepEqual(sink.requests, []);
		await sink.stop();
	});

	it("S1: follows no redirect", async () => {
		const sink = await startSink();
		server.always({ kind: "redirect", status: 302, location: `${sink.origin}/` });
		const error = await failureOf(clientOf(server.origin).gather(referenceExchanges()));
		assert.equal(error.kind, "redirect");
		assert.deepEqual([server.requests.length, sink.requests.length], [1, 0]);
		await sink.stop();
	});

	it("N5: ends when nothing is answered in time, after one more attempt", async () => {
		server.always({ kind: "silence" });
		const { gather } = clientOf(server.origin, { headersMs: durationMs(50) });
		const error = await failureOf(gather(referenceExchanges()));
		assert.equal(error.kind, "timeout");
		assert.equal(server.requests.length, 2);
	});

	it("C2: is cancelled at once, and the connection is closed", async () => {
		server.always({ kind: "stall" });
		const ending = new AbortController();
		const { ask } = clientOf(server.origin);
		const failed = failureOf(ask({ path: "/v1/exchanges", params: [] }, ending.signal));
		await server.requested(1);
		ending.abort();
		assert.equal((await failed).kind, "cancelled");
		await server.idle();
	});

	it("B4: refuses a list that is larger than lists are, however it is packed", async () => {
		server.always({ kind: "gzipBomb", megabytes: 64 });
		const error = await failureOf(clientOf(server.origin).gather(referenceExchanges()));
		assert.equal(error.kind, "tooLarge");
		assert.equal(server.requests.length, 1);
	});

	it("asks no address that is no place to ask", async () => {
		const { gather } = clientOf("https://user@127.0.0.1");
		const error = await failureOf(gather(referenceExchanges()));
		assert.equal(error.kind, "badRequest");
	});
});

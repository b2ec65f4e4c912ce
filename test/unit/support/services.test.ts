import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { gunzipSync } from "node:zlib";
import { startKaikoService } from "../../support/kaikoService";
import { LOOPBACK_KEY } from "../../support/keys";
import { startKiyotakaService } from "../../support/kiyotakaService";
import type { LoopbackServer } from "../../support/loopbackServer";

const NOW = Date.UTC(2026, 2, 29, 16, 20);
const now = () => NOW;

interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: Record<string, unknown>;
}

/** A request by Node alone, so that the client under test is not part of these tests. */
function ask(
	server: LoopbackServer,
	path: string,
	headers: Record<string, string>,
): Promise<Reply> {
	return new Promise((resolve, reject) => {
		httpRequest(`${server.origin}${path}`, { headers, agent: false }, (response) => {
			const chunks: Buffer[] = [];
			response.on("data", (chunk: Buffer) => chunks.push(chunk));
			response.on("end", () => {
				const bytes = Buffer.concat(chunks);
				const isPacked = response.headers["content-encoding"] === "gzip";
				const text = (isPacked ? gunzipSync(bytes) : bytes).toString();
				const body = JSON.parse(text) as Record<string, unknown>;
				resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
			});
		})
			.once("error", reject)
			.end();
	});
}

type KaikoRow = { timestamp: number; price: string | null };
const rowsOf = ({ body }: Reply) => body["data"] as KaikoRow[];
const tokenOf = ({ body }: Reply) => body["continuation_token"] as string;

describe("loopback Kaiko service", function () {
	this.timeout(60_000);
	let server: LoopbackServer;
	const PATH = "/v2/data/trades.v1/exchanges/cbse/spot/btc-usd/aggregations/vwap";
	const get = (path = PATH, headers: Record<string, string> = {}) =>
		ask(server, path, { "x-api-key": LOOPBACK_KEY, accept: "application/json", ...headers });

	before(async () => {
		server = await startKaikoService({ now });
	});
	after(() => server.stop());

	it("answers without parameters with 100 days, newest first, today in progress, and a next page", async () => {
		const reply = await get();
		const rows = rowsOf(reply);
		assert.equal(rows.length, 100);
		assert.equal(rows[0]?.timestamp, Date.UTC(2026, 2, 29));
		assert.equal(rows[99]?.timestamp, Date.UTC(2026, 2, 29) - 99 * 86_400_000);
		assert.equal(typeof reply.body["continuation_token"], "string");
		assert.match(String(reply.body["next_url"]), /^https:\/\/<eu\|us>\.market-api\.kaiko\.io\/v2/);
		const query = reply.body["query"] as Record<string, unknown>;
		assert.equal(query["interval"], "1d");
		assert.equal(query["sort"], "desc");
		assert.equal(query["page_size"], 100);
		assert.equal("start_time" in query, false);
	});

	it("gives 250 rows in three pages, the last without a next page, in both orders", async () => {
		const range = "start_time=2026-03-01T00:00:00Z&end_time=2026-03-11T10:00:00Z&interval=1h";
		for (const sort of ["asc", "desc"]) {
			const times: number[] = [];
			let reply = await get(`${PATH}?${range}&sort=${sort}&page_size=100`);
			const sizes = [rowsOf(reply).length];
			times.push(...rowsOf(reply).map(({ timestamp }) => timestamp));
			while (reply.body["continuation_token"] !== undefined) {
				reply = await get(`${PATH}?continuation_token=${tokenOf(reply)}`);
				sizes.push(rowsOf(reply).length);
				times.push(...rowsOf(reply).map(({ timestamp }) => timestamp));
			}
			assert.deepEqual(sizes, [100, 100, 50]);
			const ascending = sort === "asc" ? times : times.toReversed();
			assert.deepEqual(
				ascending,
				Array.from({ length: 250 }, (_, index) => Date.UTC(2026, 2, 1) + index * 3_600_000),
			);
			assert.equal("next_url" in reply.body, false);
		}
	});

	it("aligns rows to the clock and leaves out the one that was open at the start", async () => {
		const range = "start_time=2026-03-01T00:23:47Z&end_time=2026-03-01T00:26:00Z";
		const reply = await get(`${PATH}?${range}&interval=1m&sort=asc`);
		assert.deepEqual(
			rowsOf(reply).map(({ timestamp }) => timestamp),
			[24, 25].map((minute) => Date.UTC(2026, 2, 1, 0, minute)),
		);
	});

	it("gives prices as texts and null where nothing traded", async () => {
		const range = "start_time=2026-03-23T00:00:00Z&end_time=2026-03-29T00:00:00Z";
		const rows = rowsOf(await get(`${PATH}?${range}&interval=1m&page_size=10000`));
		assert.ok(rows.some(({ price }) => price === null));
		assert.ok(rows.some(({ price }) => typeof price === "string"));
		assert.ok(rows.every(({ price }) => price === null || /^\d+(\.\d+)?$/.test(price)));
	});

	it("packs with gzip when asked", async () => {
		const reply = await get(PATH, { "accept-encoding": "gzip" });
		assert.equal(reply.headers["content-encoding"], "gzip");
		assert.equal(rowsOf(reply).length, 100);
	});

	const refusals: readonly (readonly [string, string, number])[] = [
		["a bad interval", `${PATH}?interval=25h`, 400],
		["a composite interval", `${PATH}?interval=1h30m`, 400],
		["a page size of zero", `${PATH}?page_size=0`, 400],
		["a page size above the limit", `${PATH}?page_size=100001`, 400],
		["an unknown sort", `${PATH}?sort=up`, 400],
		["a time that is none", `${PATH}?start_time=yesterday`, 400],
		[
			"an end before the start",
			`${PATH}?start_time=2026-03-02T00:00:00Z&end_time=2026-03-01T00:00:00Z`,
			400,
		],
		["a token of nobody", `${PATH}?continuation_token=abc`, 400],
		["an unknown instrument", PATH.replace("btc-usd", "btc-xyz"), 404],
		["an unknown exchange", PATH.replace("cbse", "nope"), 404],
		["another path", "/v2/data", 404],
	];
	for (const [what, path, status] of refusals) {
		it(`refuses ${what} with ${status}`, async () => {
			const reply = await get(path);
			assert.equal(reply.status, status);
			assert.equal(reply.body["result"], "error");
			assert.equal(typeof reply.body["message"], "string");
		});
	}

	it("refuses a wrong key and a format that it does not have", async () => {
		assert.equal((await get(PATH, { "x-api-key": "nope" })).status, 401);
		assert.equal((await get(PATH, { accept: "text/html" })).status, 406);
	});

	it("limits requests by the minute", async () => {
		const strict = await startKaikoService({ now, requestsPerMinute: 2 });
		const headers = { "x-api-key": LOOPBACK_KEY };
		const statuses = [];
		for (let count = 0; count < 3; count++)
			statuses.push((await ask(strict, PATH, headers)).status);
		assert.deepEqual(statuses, [200, 200, 429]);
		await strict.stop();
	});
});

describe("loopback Kiyotaka service", function () {
	this.timeout(60_000);
	let server: LoopbackServer;
	const FROM = Date.UTC(2026, 2, 29, 8) / 1_000;
	const MARKET = "type=VOLUME_PROFILE_AGG&exchange=BINANCE_FUTURES&rawSymbol=BTCUSDT&interval=HOUR";
	const get = (query: string, headers: Record<string, string> = {}) =>
		ask(server, `/v1/points?${query}`, { "x-kiyotaka-key": LOOPBACK_KEY, ...headers });
	type Series = {
		id: Record<string, unknown>;
		points: { Point: { profile: number[]; timestamp: { s: number } } }[];
	};
	const seriesOf = ({ body }: Reply) => body["series"] as Series[];
	const timesOf = (reply: Reply) =>
		(seriesOf(reply)[0]?.points ?? []).map(({ Point }) => Point.timestamp.s);

	before(async () => {
		server = await startKiyotakaService({ now });
	});
	after(() => server.stop());

	it("gives one point of triplets for each interval of the window", async () => {
		const reply = await get(`${MARKET}&from=${FROM}&period=7200`);
		assert.deepEqual(timesOf(reply), [FROM, FROM + 3_600]);
		const { id, points } = seriesOf(reply)[0] ?? { id: {}, points: [] };
		assert.equal(id["exchange"], "BINANCE_FUTURES");
		assert.equal((points[0]?.Point.profile.length ?? 1) % 3, 0);
	});

	it("does not align the start, and includes the interval in progress", async () => {
		const reply = await get(`${MARKET}&from=${NOW / 1_000 - 7_200}&period=7200`);
		assert.deepEqual(
			timesOf(reply),
			[15, 16].map((hour) => Date.UTC(2026, 2, 29, hour) / 1_000),
		);
	});

	it("takes the trailing window when there is no start", async () => {
		assert.deepEqual(timesOf(await get(`${MARKET}&period=3600`)), [
			Date.UTC(2026, 2, 29, 16) / 1_000,
		]);
	});

	it("strips the identity of a sum", async () => {
		const query = `type=VOLUME_PROFILE_AGG&exchange=BYBIT&exchange=BINANCE&coin=ETH&interval=HOUR&from=${FROM}&period=3600&transform.groupBy.type=GROUP_BY_TYPE_SUM`;
		const [sum, ...others] = seriesOf(await get(query));
		assert.equal(others.length, 0);
		assert.equal(sum?.id["exchange"], undefined);
		assert.equal(sum?.id["rawSymbol"], undefined);
	});

	const refusals: readonly (readonly [string, string, number, string])[] = [
		["no type", "exchange=BYBIT", 400, "INVALID_PARAMS"],
		[
			"an exchange in brackets",
			`${MARKET.replace("exchange=", "exchange[]=")}&from=1&period=1`,
			400,
			"INVALID_PARAMS",
		],
		[
			"an unknown exchange",
			MARKET.replace("BINANCE_FUTURES", "binance_futures"),
			400,
			"INVALID_EXCHANGE",
		],
		["an unknown symbol", MARKET.replace("BTCUSDT", "NOPE"), 400, "INVALID_SYMBOL"],
		["two ways to name the symbol", `${MARKET}&coin=BTC`, 400, "INVALID_PARAMS"],
		[
			"an unknown interval",
			`${MARKET.replace("HOUR", "MONTH")}&from=1&period=1`,
			400,
			"INVALID_TIMEFRAME",
		],
		["no period", `${MARKET}&from=1`, 400, "INVALID_PARAMS"],
		["times in parts of a second", `${MARKET}&from=1.5&period=3600`, 400, "INVALID_PARAMS"],
		[
			"a sum without a coin",
			`${MARKET}&from=1&period=3600&transform.groupBy.type=GROUP_BY_TYPE_SUM`,
			400,
			"INVALID_PARAMS",
		],
		["too many points", `${MARKET}&from=1&period=90000000`, 403, "FORBIDDEN"],
		["another type", MARKET.replace("VOLUME_PROFILE_AGG", "TPO_AGG"), 403, "FORBIDDEN"],
	];
	for (const [what, query, status, code] of refusals) {
		it(`refuses ${what} with ${code}`, async () => {
			const reply = await get(query);
			assert.equal(reply.status, status);
			assert.equal(reply.body["error"], code);
		});
	}

	it("refuses a wrong key and the header of the newer host", async () => {
		assert.equal((await get(MARKET, { "x-kiyotaka-key": "nope" })).status, 401);
		const reply = await ask(server, `/v1/usage`, { "x-openmarket-key": LOOPBACK_KEY });
		assert.equal(reply.status, 401);
	});

	it("counts weight, tells what is left and how long to wait", async () => {
		const strict = await startKiyotakaService({ now, weightPerMinute: 2 });
		const ask429 = () =>
			ask(strict, `/v1/points?${MARKET}&from=${FROM}&period=3600`, {
				"x-kiyotaka-key": LOOPBACK_KEY,
			});
		const first = await ask429();
		assert.equal(first.headers["x-ratelimit-remaining"], "2");
		await ask429();
		const third = await ask429();
		assert.equal(third.status, 429);
		assert.equal(third.headers["retry-after"], "60");
		assert.deepEqual(
			{ error: third.body["error"], retry_after: third.body["retry_after"] },
			{ error: "RATE_LIMITED", retry_after: 60 },
		);
		await strict.stop();
	});

	it("misbehaves on command from another process and lists its requests", async () => {
		const control = `${server.origin}/__control`;
		const order = { clear: true, script: [{ kind: "answer", status: 500, body: "{}" }] };
		await fetch(control, { method: "POST", body: JSON.stringify(order) });
		assert.equal((await get(MARKET)).status, 500);
		assert.equal((await ask(server, "/v1/usage", { "x-kiyotaka-key": LOOPBACK_KEY })).status, 200);
		const { requests } = (await (await fetch(control)).json()) as { requests: { path: string }[] };
		assert.deepEqual(
			requests.map(({ path }) => path),
			["/v1/points", "/v1/usage"],
		);
		assert.ok(!JSON.stringify(requests).includes(LOOPBACK_KEY));
	});
});

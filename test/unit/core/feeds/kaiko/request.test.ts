import assert from "node:assert/strict";
import { createEndpoint } from "../../../../../src/core/access/endpoint";
import {
	firstPageRequest,
	nextPageRequest,
	probeRequest,
} from "../../../../../src/core/feeds/kaiko/request";
import type { KaikoVwapQuery } from "../../../../../src/core/query/query";
import { epochMs } from "../../../../../src/core/time";
import { requestUrl } from "../../../../../src/net/requestUrl";

const QUERY: KaikoVwapQuery = {
	kind: "vwap",
	provider: "kaiko",
	region: "us",
	dataVersion: "v1",
	exchange: "cbse",
	instrumentClass: "spot",
	instrument: "btc-usd",
	interval: "1h",
	range: { last: "1d" },
	aggregation: "vwap",
};
const RANGE = { from: epochMs(Date.UTC(2023, 0, 1)), to: epochMs(Date.UTC(2024, 0, 1)) };
const endpoint = createEndpoint("kaiko", "https://us.market-api.kaiko.io", () =>
	Promise.resolve(undefined),
);
const PATH =
	"https://us.market-api.kaiko.io/v2/data/trades.v1/exchanges/cbse/spot/btc-usd/aggregations/vwap";

describe("Kaiko requests", () => {
	it("carry every parameter on the first page, to the byte", () => {
		assert.equal(
			requestUrl(endpoint, firstPageRequest(QUERY, RANGE, 100_000)).href,
			`${PATH}?interval=1h&start_time=2023-01-01T00%3A00%3A00.000Z&end_time=2024-01-01T00%3A00%3A00.000Z&sort=desc&page_size=100000`,
		);
	});

	it("P13: carry the token alone on further pages", () => {
		const token = "aB3-._~=+/9";
		const url = requestUrl(endpoint, nextPageRequest(QUERY, token));
		assert.deepEqual([...url.searchParams], [["continuation_token", token]]);
		assert.equal(url.origin + url.pathname, PATH);
	});

	it("name data version, class and aggregation in the path", () => {
		const query = {
			...QUERY,
			dataVersion: "latest",
			instrumentClass: "perpetual-future",
			aggregation: "count_ohlcv_vwap",
		} as const;
		assert.equal(
			firstPageRequest(query, RANGE, 1).path,
			"/v2/data/trades.latest/exchanges/cbse/perpetual-future/btc-usd/aggregations/count_ohlcv_vwap",
		);
	});

	it("encode every segment of the path", () => {
		const { path } = firstPageRequest({ ...QUERY, instrument: "btc:usd*x" }, RANGE, 1);
		assert.match(path, /\/btc%3Ausd\*x\/aggregations/);
	});

	it("go to the host of the query's region", () => {
		assert.equal(firstPageRequest({ ...QUERY, region: "eu" }, RANGE, 1).host, "eu");
		assert.equal(nextPageRequest({ ...QUERY, region: "eu" }, "t").host, "eu");
	});

	it("ask for one row to try a key", () => {
		assert.equal(
			requestUrl(endpoint, probeRequest).href,
			`${PATH}?interval=1d&sort=desc&page_size=1`,
		);
	});
});

import assert from "node:assert/strict";
import { createEndpoint } from "../../../../../src/core/access/endpoint";
import { profileRequest, usageRequest } from "../../../../../src/core/feeds/kiyotaka/request";
import { newestFirst } from "../../../../../src/core/feeds/windows";
import type { KiyotakaProfileQuery } from "../../../../../src/core/query/query";
import { HOUR_MS, epochMs } from "../../../../../src/core/time";
import { requestUrl } from "../../../../../src/net/requestUrl";

const UNNAMED: KiyotakaProfileQuery = {
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: ["BINANCE_FUTURES"],
	interval: "HOUR",
	range: { last: "1h" },
};
const QUERY: KiyotakaProfileQuery = { ...UNNAMED, rawSymbol: "BTCUSDT" };
const HOUR = { from: epochMs(1_774_800_000_000), to: epochMs(1_774_803_600_000) };
const endpoint = createEndpoint("kiyotaka", "https://api.kiyotaka.ai", () =>
	Promise.resolve(undefined),
);
const address = (query: KiyotakaProfileQuery, range = HOUR) =>
	requestUrl(endpoint, profileRequest(query, range, HOUR_MS)).href;

describe("Kiyotaka requests", () => {
	it("are the published single exchange example to the byte", () => {
		assert.equal(
			address(QUERY),
			"https://api.kiyotaka.ai/v1/points?type=VOLUME_PROFILE_AGG&exchange=BINANCE_FUTURES&rawSymbol=BTCUSDT&interval=HOUR&from=1774800000&period=3600",
		);
	});

	it("H6: are the published aggregated example to the byte: repeated exchange, dotted names", () => {
		assert.equal(
			address({
				...UNNAMED,
				exchange: ["BINANCE_FUTURES", "BYBIT"],
				coin: "BTC",
				aggregate: "sum",
				quote: "USD",
			}),
			"https://api.kiyotaka.ai/v1/points?type=VOLUME_PROFILE_AGG&exchange=BINANCE_FUTURES&exchange=BYBIT&coin=BTC&interval=HOUR&from=1774800000&period=3600&transform.groupBy.type=GROUP_BY_TYPE_SUM&transform.normalize.quote=USD",
		);
	});

	it("carry the normalized symbol and the category", () => {
		assert.match(
			address({ ...UNNAMED, normalizedSymbol: "BTC-USDT", category: "SPOT" }),
			/&normalizedSymbol=BTC-USDT&category=SPOT&interval=/,
		);
	});

	it("begin at the start of the interval that contains the start", () => {
		const range = { from: epochMs(HOUR.from + 1_234_567), to: HOUR.to };
		assert.equal(address(QUERY, range), address(QUERY));
	});

	it("H5: keep a hostile symbol as one unchanged value", () => {
		const url = new URL(address({ ...QUERY, rawSymbol: "A&exchange=X#y=%20" }));
		assert.equal(url.searchParams.get("rawSymbol"), "A&exchange=X#y=%20");
		assert.deepEqual(url.searchParams.getAll("exchange"), ["BINANCE_FUTURES"]);
	});

	it("ask for the quota to try a key", () => {
		assert.equal(requestUrl(endpoint, usageRequest).href, "https://api.kiyotaka.ai/v1/usage");
	});

	it("cut a range into windows that join and keep to the limit", () => {
		const range = { from: HOUR.from, to: epochMs(HOUR.from + 2_500 * HOUR_MS) };
		const windows = [...newestFirst(range, HOUR_MS, 1_000)];
		assert.deepEqual(
			windows.map(({ from, to }) => (to - from) / HOUR_MS),
			[1_000, 1_000, 500],
		);
		assert.equal(windows[0]?.to, range.to, "the newest first");
		assert.equal(windows[2]?.from, range.from);
		assert.equal(windows[1]?.to, windows[0]?.from);
	});
});

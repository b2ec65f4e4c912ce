import type { ChartView } from "../../../src/core/query/query";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../support/queries";

export const PROFILE_VIEW: ChartView = {
	queries: [BTCUSDT_PROFILE],
	view: { table: true },
};

export const VWAP_VIEW: ChartView = {
	queries: [{ ...BTC_USD_VWAP, range: { last: "7d" } }],
	view: {},
};

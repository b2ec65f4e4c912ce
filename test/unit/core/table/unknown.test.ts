import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { csvHeadings, seriesCsv } from "../../../../src/core/export/csv";
import { resultJson } from "../../../../src/core/export/json";
import { intervalLevels } from "../../../../src/core/profile/overTime/developing";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { cellData } from "../../../../src/core/table/dataTable";
import { intervalsTable, seriesTable } from "../../../../src/core/table/profileTables";
import { profileVolumeUnit, vwapVolumeUnit } from "../../../../src/core/table/units";
import { answerOf } from "../../../support/answers";
import { profileSeries, vwapSeries } from "../../../support/series";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";

const TOLD = profileSeries([
	[
		[100, 1, 2],
		[110, 3, 1],
	],
	[[100, 1, 1]],
]);
const UNTOLD: VolumeProfileSeries = { ...TOLD, unknown: Float64Array.of(4, 0, 2.5) };

describe("tables of volume whose taker is not known", () => {
	it("have a column for it if there is any, and no other column moves", () => {
		const names = (series: VolumeProfileSeries) =>
			seriesTable(series, "BTC").columns.map(({ name }) => name);
		deepStrictEqual(names(TOLD), ["start", "price", "buy", "sell"]);
		deepStrictEqual(names(UNTOLD), ["start", "price", "buy", "sell", "unknown"]);
	});

	it("add it to totals of intervals and to no delta", () => {
		const form = { priceDecimals: 0, volumeDecimals: 1, unit: "BTC", isSum: true };
		const { columns } = intervalsTable(UNTOLD, intervalLevels(UNTOLD), form);
		const cells = (name: string) => {
			const column = columns.find((each) => each.name === name);
			ok(column);
			return [0, 1].map((row) => cellData(column, row, String));
		};
		deepStrictEqual(cells("unknown"), ["4", "2.5"]);
		deepStrictEqual(cells("total"), ["11", "4.5"]);
		deepStrictEqual(cells("delta"), ["1", "0"]);
	});

	it("are the same in exported files", () => {
		const answer = answerOf(BTCUSDT_PROFILE, UNTOLD);
		const csv = [...seriesCsv(answer, UNTOLD)].join("").split("\n");
		strictEqual(csv[0], "interval_start,price,buy [BTC],sell [BTC],taker_unknown [BTC]");
		match(csv[3] ?? "", /,100,1,1,2\.5$/);
		match([...resultJson(answer)].join(""), /"unknown": \[4,0,2\.5\]/);
	});
});

describe("units of volumes", () => {
	it("are named by the series first", () => {
		strictEqual(profileVolumeUnit({ ...TOLD, unitName: "XBT" }, BTCUSDT_PROFILE), "XBT");
		strictEqual(profileVolumeUnit({ ...TOLD, unit: "USD" }, BTCUSDT_PROFILE), "USD");
		const vwap = vwapSeries([1, 2]);
		strictEqual(
			vwapVolumeUnit({ ...vwap, volumeUnit: "base", volumeUnitName: "ETH" }, BTC_USD_VWAP),
			"ETH",
		);
	});

	it("fall back to the market, as answers of older snapshots need", () => {
		strictEqual(profileVolumeUnit(TOLD, BTCUSDT_PROFILE), "BTC");
	});

	it("say what a contract stands for if that is known", () => {
		const contracts: VolumeProfileSeries = { ...TOLD, unit: "contracts" };
		strictEqual(profileVolumeUnit(contracts, BTCUSDT_PROFILE), "contracts");
		const named = { ...contracts, unitName: "100 USD" };
		strictEqual(profileVolumeUnit(named, BTCUSDT_PROFILE), "contracts of 100 USD");
		const german = (name: string | undefined) => `Kontrakte zu ${name ?? "?"}`;
		strictEqual(profileVolumeUnit(named, BTCUSDT_PROFILE, german), "Kontrakte zu 100 USD");
		match(csvHeadings(answerOf(BTCUSDT_PROFILE, named), named), /buy \[contracts_of_100_USD\]/);
	});
});

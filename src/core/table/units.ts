import type { MarketQuery } from "../query/query";
import { factsOf } from "../providers/facts";
import { queryUnit } from "../query/unit";
import type { VolumeProfileSeries, VolumeUnit, VwapSeries } from "../result/series";

/** Words for volumes in contracts, by what one of them stands for where that is known. */
export type ContractWords = (name: string | undefined) => string;

/** As data name them: `contracts of 100 USD`. */
const PLAIN_CONTRACTS: ContractWords = (name) =>
	name === undefined ? "contracts" : `contracts of ${name}`;

/**
 * Unit of a profile's volumes: US dollars, contracts, or the base coin as the series names it. Older answers
 * have no names of units; their market or query tells the coin.
 */
export function profileVolumeUnit(
	{ unit, unitName, market }: VolumeProfileSeries,
	query: MarketQuery,
	contracts: ContractWords = PLAIN_CONTRACTS,
): string | undefined {
	return (
		namedUnit(unit, unitName, contracts) ??
		market.coin ??
		market.normalizedSymbol?.split("-")[0] ??
		queryUnit(query)
	);
}

/** Whether two profiles are known to have their volumes in one unit; contracts of unknown size are like no others. */
export function isOneVolumeUnit(one: ProfilePart, other: ProfilePart): boolean {
	const unit = knownUnit(one);
	return unit !== undefined && unit === knownUnit(other);
}

interface ProfilePart {
	readonly series: VolumeProfileSeries;
	readonly query: MarketQuery;
}

function knownUnit({ series, query }: ProfilePart): string | undefined {
	const isUnknown = series.unit === "contracts" && series.unitName === undefined;
	return isUnknown ? undefined : profileVolumeUnit(series, query);
}

/**
 * Unit of a VWAP's volumes as the series names it, else the base coin where the market tells it; venues count
 * others in units of their own.
 */
export function vwapVolumeUnit(
	{ volumeUnit, volumeUnitName, market }: VwapSeries,
	query: MarketQuery,
	contracts: ContractWords = PLAIN_CONTRACTS,
): string | undefined {
	return (
		namedUnit(volumeUnit, volumeUnitName, contracts) ??
		market.coin ??
		factsOf(query).volumeCoin?.(query)
	);
}

function namedUnit(
	unit: VolumeUnit | undefined,
	name: string | undefined,
	contracts: ContractWords,
): string | undefined {
	if (unit === "contracts") return contracts(name);
	return unit === "USD" ? unit : name;
}

/** Unit of a VWAP: the quote currency where the symbol tells it. */
export function vwapPriceUnit(query: MarketQuery): string | undefined {
	return query.kind === "vwap" ? queryUnit(query) : undefined;
}

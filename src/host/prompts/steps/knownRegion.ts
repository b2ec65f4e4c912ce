import { KAIKO_REGIONS, type KaikoRegion } from "../../../core/query/query";

/**
 * The region of a query when there is nothing to choose: with a custom origin, which takes both regions, and
 * when a key is saved for one region or for none. `undefined` when the person has to choose: each region has
 * a key, or the query names a region without a key while the other has one.
 */
export function knownRegion(
	chosen: KaikoRegion | "custom",
	hasKey: (region: KaikoRegion) => boolean,
	named: KaikoRegion | undefined,
): KaikoRegion | undefined {
	if (chosen === "custom") return named ?? "us";
	const [first, second] = KAIKO_REGIONS.filter(hasKey);
	if (first === undefined) return named ?? chosen;
	return second === undefined && (named === undefined || named === first) ? first : undefined;
}

import { KAIKO_REGIONS, type KaikoRegion } from "../../../core/query/query";

/**
 * The region that a query asks where there is nothing to choose: with a custom origin, which takes
 * both; where a key is saved for one region alone, or for none. `undefined` where it matters: with a
 * key for each, or where the query names a region that has no key while the other has one.
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

import { type Text, text } from "../text";
import type { VendorCheck } from "./vendorCheck";

/**
 * What a check comes to, in clauses: how many intervals agree, differ, are missing and cannot be compared.
 *
 * @param vendor what the vendor's side is called
 * @param own what the own side is called
 */
export function verdictOf(
	{ counts, intervals }: VendorCheck,
	vendor: string,
	own: string,
): readonly Text[] {
	const { agrees, differs, missingAtVendor, missingInOwn, notComparable } = counts;
	return [
		text("{0} of {1} intervals agree", agrees, intervals.length),
		...clause(differs, text("1 differs"), text("{0} differ", differs)),
		...clause(
			missingAtVendor,
			text("1 is missing at {0}", vendor),
			text("{0} are missing at {1}", missingAtVendor, vendor),
		),
		...clause(
			missingInOwn,
			text("1 is missing in {0}", own),
			text("{0} are missing in {1}", missingInOwn, own),
		),
		...clause(
			notComparable,
			text("1 cannot be compared"),
			text("{0} cannot be compared", notComparable),
		),
	];
}

function clause(count: number, one: Text, several: Text): readonly Text[] {
	return count === 0 ? [] : [count === 1 ? one : several];
}

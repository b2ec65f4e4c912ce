import type { VendorCheck } from "./vendorCheck";

/** A clause of a verdict: which sentence it is, and what is put into it. */
export interface VerdictClause {
	readonly id:
		| "checkAgree"
		| "checkDiffers"
		| "checkDiffer"
		| "checkMissingAt"
		| "checkAreMissingAt"
		| "checkMissingIn"
		| "checkAreMissingIn"
		| "checkNotComparable"
		| "checkNotComparables";
	readonly args: readonly (string | number)[];
}

/**
 * What a check comes to, in clauses: how many intervals agree, differ, are missing and cannot be compared.
 *
 * @param vendor what the vendor's side is called
 * @param own what the own side is called
 */
export function verdictOf(
	{ counts, intervals }: Pick<VendorCheck, "counts" | "intervals">,
	vendor: string,
	own: string,
): readonly VerdictClause[] {
	const { agrees, differs, missingAtVendor, missingInOwn, notComparable } = counts;
	const clause = (
		count: number,
		one: VerdictClause["id"],
		several: VerdictClause["id"],
		...place: readonly string[]
	): readonly VerdictClause[] => {
		if (count === 0) return [];
		return [{ id: count === 1 ? one : several, args: [...(count === 1 ? [] : [count]), ...place] }];
	};
	return [
		{ id: "checkAgree", args: [agrees, intervals.length] },
		...clause(differs, "checkDiffers", "checkDiffer"),
		...clause(missingAtVendor, "checkMissingAt", "checkAreMissingAt", vendor),
		...clause(missingInOwn, "checkMissingIn", "checkAreMissingIn", own),
		...clause(notComparable, "checkNotComparable", "checkNotComparables"),
	];
}

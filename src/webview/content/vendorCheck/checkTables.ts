import { type CheckForm, checkTable } from "../../../core/table/checkTable";
import type { CheckedInterval, VendorCheck } from "../../../core/vendorCheck/vendorCheck";
import type { Words } from "../../words";
import { type TableContent, tableContent } from "../tableContent";

/** Every interval of a vendor check, with those that are wrong set off. */
export function checkRows(check: VendorCheck, form: CheckForm, words: Words): TableContent {
	return tableContent("vendorCheck", checkTable(check, form), words, {
		isOff: (row) => isWrong(check.intervals[row]?.state),
	});
}

const isWrong = (state: CheckedInterval["state"] | undefined) =>
	state === "differs" || state === "missingAtVendor" || state === "missingInOwn";

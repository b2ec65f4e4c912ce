import { text } from "../../text";
import { fileName } from "../dataSet/fileName";
import { plainName, type Role } from "./columnNames";
import type { FileLayout } from "./fileLayout";
import { badRequest, type Refusal, type Understood } from "./understood";

/*
 * Files of one data set. Each has a layout of its own (a header, the order of columns, the unit of times and the
 * instrument may differ); what they mean has to be one thing.
 */

const ROLES: readonly Role[] = ["time", "price", "size", "side", "symbol", "id"];

/** What a column is called, or where it stands when nobody calls it. */
function meaning({ layout, columns, source }: Understood): string {
	const nameOf = (role: Role) => {
		const ref = layout.columns[role];
		const name = columns.find((column) => column.ref === ref)?.name ?? "";
		return ref === undefined ? "" : plainName(name) || String(ref);
	};
	return source === "generic" ? ROLES.map(nameOf).join("\n") : source;
}

/** What stands in the numbers: a difference would add up different things. */
function quantities({ side, sizeUnit, priceScale, zone }: FileLayout): string {
	return JSON.stringify([side, sizeUnit, priceScale, zone]);
}

/**
 * What several files of one data set are together: the first one's understanding with the instruments, notes and
 * questions of all. A refusal names the first file that holds something else than the first of all.
 */
export function agree(files: readonly Understood[]): Understood | Refusal {
	const [first, ...others] = files;
	if (first === undefined) return badRequest(text("Choose at least one file of trades."));
	for (const other of others) {
		if (other.source !== first.source) {
			return badRequest(
				text(
					"{0} and {1} are of different sources. Open them as data sets of their own.",
					fileName(first.path),
					fileName(other.path),
				),
			);
		}
		if (meaning(other) !== meaning(first)) {
			return badRequest(
				text(
					"{0} has other columns than {1}. Open them as data sets of their own.",
					fileName(other.path),
					fileName(first.path),
				),
			);
		}
		if (quantities(other.layout) !== quantities(first.layout)) {
			return badRequest(
				text(
					"{0} counts sizes, prices or sides otherwise than {1}. Open them as data sets of their own.",
					fileName(other.path),
					fileName(first.path),
				),
			);
		}
	}
	const notes = files.flatMap((file) => file.notes);
	const questions = files.flatMap((file) => file.questions);
	return {
		...first,
		symbols: [...new Set(files.flatMap(({ symbols }) => symbols))],
		notes: notes.filter(
			({ message }, at) => notes.findIndex((note) => note.message === message) === at,
		),
		questions: questions.filter(({ id }, at) => questions.findIndex((one) => one.id === id) === at),
		rowsLookedAt: files.reduce((sum, { rowsLookedAt }) => sum + rowsLookedAt, 0),
	};
}

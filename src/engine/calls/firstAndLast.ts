import { at } from "../../core/at";
import { type Session, rowCount, textAt, wholeAt } from "../database";
import { type Sql, sql, wholeList } from "../sql/sql";
import type { SumGroup } from "../sql/sumRows";

/** Prices of the first and of the last trade of each instant. */
export interface Ends {
	readonly first: ReadonlyMap<bigint, bigint>;
	readonly last: ReadonlyMap<bigint, bigint>;
}

interface Candidate {
	readonly price: bigint;
	readonly id: bigint | undefined;
}

/**
 * Which of the trades of one instant was first and which last: by id where all of them have a number, else as
 * they stand in their files, from the end where a file is newest first.
 */
export async function firstAndLast(
	session: Session,
	groups: readonly (SumGroup & { readonly at: readonly number[] })[],
	instants: readonly bigint[],
	rowsOf: (group: SumGroup) => Sql,
	counts: Sql,
): Promise<Ends> {
	/** By instant and place of the file. */
	const found = new Map<bigint, Map<number, Candidate[]>>();
	for (const group of groups) {
		const paths = group.group.paths;
		const rows = await session.query(
			sql`SELECT t, p, i, file FROM (${rowsOf(group)}) WHERE t IN (SELECT unnest(${wholeList(instants)})) AND ${counts} ORDER BY r`,
			paths.length === 1 ? group.verdicts[0]?.version.path : undefined,
		);
		for (let row = 0; row < rowCount(rows); row++) {
			const inGroup = Math.max(paths.indexOf(textAt(rows, 3, row) ?? ""), 0);
			const file = at(group.at, inGroup);
			const id = rows[2]?.[row];
			const instant = wholeAt(rows, 0, row);
			const files = found.get(instant) ?? new Map<number, Candidate[]>();
			found.set(instant, files);
			const candidates = files.get(file) ?? [];
			files.set(file, candidates);
			candidates.push({
				price: wholeAt(rows, 1, row),
				id: typeof id === "bigint" ? id : undefined,
			});
		}
	}
	const newestFirst = new Set(
		groups.flatMap(({ verdicts, at }) =>
			at.filter((_, index) => verdicts[index]?.newestFirst === true),
		),
	);
	const first = new Map<bigint, bigint>();
	const last = new Map<bigint, bigint>();
	for (const [instant, files] of found) {
		const inOrder = [...files]
			.sort(([a], [b]) => a - b)
			.flatMap(([file, candidates]) =>
				newestFirst.has(file) ? [...candidates].reverse() : candidates,
			);
		const sorted = byId(inOrder);
		const [begin, end] = [sorted[0], sorted.at(-1)];
		if (begin === undefined || end === undefined) continue;
		first.set(instant, begin.price);
		last.set(instant, end.price);
	}
	return { first, last };
}

function byId(candidates: readonly Candidate[]): readonly Candidate[] {
	const hasIds = candidates.every(({ id }) => id !== undefined);
	if (!hasIds) return candidates;
	return [...candidates].sort((a, b) => {
		const [left, right] = [a.id ?? 0n, b.id ?? 0n];
		return left < right ? -1 : Number(left > right);
	});
}

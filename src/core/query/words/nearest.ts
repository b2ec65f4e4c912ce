import { at } from "../../at";
/**
 * The known codes that a typed one may have been meant for, nearest first. None where the typed text
 * occurs in a known code, since a list still finds that one. Case does not count.
 */
export function nearestCodes(typed: string, known: readonly string[], most = 2): readonly string[] {
	const lower = typed.trim().toLowerCase();
	const codes = [...new Set(known)];
	if (lower === "" || codes.some((code) => code.toLowerCase().includes(lower))) return [];
	const allowed = Math.min(3, Math.floor(lower.length / 4));
	return codes
		.map((code) => ({ code, distance: editDistance(lower, code.toLowerCase()) }))
		.filter(({ distance }) => distance <= allowed)
		.sort((a, b) => a.distance - b.distance)
		.slice(0, most)
		.map(({ code }) => code);
}

/**
 * How many letters have to be added, dropped, replaced or swapped with their neighbour to get from one
 * word to another: the optimal string alignment distance.
 */
export function editDistance(from: string, to: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: to.length + 1 }, (_, column) => column);
	for (let row = 1; row <= from.length; row += 1) {
		const current = [row];
		for (let column = 1; column <= to.length; column += 1) {
			const isSame = from[row - 1] === to[column - 1];
			const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
			current.push(
				Math.min(
					at(last, column) + 1,
					at(current, column - 1) + 1,
					at(last, column - 1) + (isSame ? 0 : 1),
					row > 1 && column > 1 && isSwap ? at(beforeLast, column - 2) + 1 : Infinity,
				),
			);
		}
		beforeLast = last;
		last = current;
	}
	return at(last, to.length);
}

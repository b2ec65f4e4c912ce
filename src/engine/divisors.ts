/** Greatest common divisor of whole numbers that doubles hold, not below 0; the other one where one is 0. */
export function commonDivisor(a: number, b: number): number {
	let [divisor, rest] = [a, b];
	// What is not finite has none, and no end.
	while (rest > 0) [divisor, rest] = [rest, divisor % rest];
	return divisor;
}

/** The same of whole numbers of any size. */
export function greatestDivisor(a: bigint, b: bigint): bigint {
	let [divisor, rest] = [a, b];
	while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
	return divisor;
}

/*
 * Trades that the files of this folder are written from, made from a seed with whole numbers alone and with
 * none of the product's code.
 */

/** A trade before it is written down. */
export interface MadeTrade {
	/** From 0, in order of time. */
	readonly index: number;
	/** Nanoseconds since the Unix epoch. */
	readonly nanoseconds: bigint;
	/** In hundredths. */
	readonly price: bigint;
	/** In units of 10^-8. */
	readonly size: bigint;
	/** `undefined`: nobody knows. */
	readonly taker: "buy" | "sell" | undefined;
	readonly symbol: string;
	readonly id: bigint;
	/** How many trades of the venue it adds up. */
	readonly count: bigint;
	/** Ids of the first and last of these. */
	readonly firstId: bigint;
	readonly lastId: bigint;
}

export interface MadeTradesWish {
	readonly seed: number;
	readonly trades: number;
	/** Epoch milliseconds of the first trade. */
	readonly from: number;
	/** Times are whole multiples of this many nanoseconds. */
	readonly resolution: bigint;
	readonly symbols: readonly string[];
	/** Whether sizes are whole numbers, such as contracts. */
	readonly isWhole: boolean;
	/** Whether the side of some trades is not known. */
	readonly hasUnknownSides: boolean;
}

/** Whole numbers from a seed: the generator is mulberry32 (public domain). */
export function randomNumbers(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

/** Sizes of all magnitudes, from one hundred millionth to some thousands. */
function sizeFrom(random: (below: number) => number, isWhole: boolean): bigint {
	if (isWhole) return BigInt(1 + random(5_000)) * 100_000_000n;
	const magnitude = 10 ** (1 + random(9));
	return BigInt(1 + random(magnitude)) * (random(4) === 0 ? 100n : 1n);
}

/** Trades in order of time; every fifth or so falls on the instant of the one in front of it. */
export function makeTrades(wish: MadeTradesWish): readonly MadeTrade[] {
	const random = randomNumbers(wish.seed);
	const made: MadeTrade[] = [];
	let nanoseconds = BigInt(wish.from) * 1_000_000n;
	let price = 4_200_000n;
	let lastId = 7_000_000n;
	for (let index = 0; index < wish.trades; index++) {
		if (index > 0 && random(5) !== 0) {
			nanoseconds += BigInt(random(20_000)) * 1_000_000n + BigInt(random(1_000_000));
		}
		price += BigInt(random(2_001) - 1_000);
		const count = BigInt(1 + random(4));
		const side = random(wish.hasUnknownSides ? 5 : 4);
		made.push({
			index,
			nanoseconds: nanoseconds - (nanoseconds % wish.resolution),
			price,
			size: sizeFrom(random, wish.isWhole),
			taker: side === 4 ? undefined : side % 2 === 0 ? "buy" : "sell",
			symbol: wish.symbols[random(wish.symbols.length)] ?? "",
			id: 9_000_001n + BigInt(index),
			count,
			firstId: lastId + 1n,
			lastId: lastId + count,
		});
		lastId += count;
	}
	return made;
}

/** `1234.50`: a whole number of `10 ** -places` as decimal text, with all of the places. */
export function fixedText(units: bigint, places: number): string {
	const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
	const sign = units < 0n ? "-" : "";
	if (places === 0) return sign + digits;
	return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The same without zeros at the end of its decimals: `1234.5`. */
export function plainText(units: bigint, places: number): string {
	const text = fixedText(units, places);
	return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** As Python prints a double: `1.912e-05` where it is below 0.0001, else plain. */
export function pythonText(units: bigint, places: number): string {
	const plain = plainText(units, places);
	const [, zeros = "", digits = ""] = /^0\.(0{4,})([1-9]\d*)$/.exec(plain) ?? [];
	if (digits === "") return plain.includes(".") ? plain : `${plain}.0`;
	const exponent = String(zeros.length + 1).padStart(2, "0");
	return `${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}e-${exponent}`;
}

/** `2024-01-02T03:04:05.123456789`, cut to so many decimals of a second, with a `T` between date and time. */
export function isoText(nanoseconds: bigint, decimals: number): string {
	const seconds = nanoseconds / 1_000_000_000n;
	const iso = new Date(Number(seconds) * 1_000).toISOString().slice(0, 19);
	if (decimals === 0) return iso;
	const fraction = (nanoseconds % 1_000_000_000n).toString().padStart(9, "0");
	return `${iso}.${fraction.slice(0, decimals)}`;
}

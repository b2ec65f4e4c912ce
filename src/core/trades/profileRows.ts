import { type Decimal, unitsAt } from "../decimal";
import { ExactSums } from "./exactSums";
import { TAKER_BOUGHT, TAKER_SOLD } from "./trades";

/** Number of the row that holds a price: a quotient of integers on a common scale (definitions D21). */
export function rowOf(price: number, priceDecimals: number, step: Decimal): number {
	const places = Math.max(priceDecimals, step.places);
	const scaled = price * 10 ** (places - priceDecimals);
	const stepUnits = Number(step.units) * 10 ** (places - step.places);
	if (scaled <= Number.MAX_SAFE_INTEGER && stepUnits <= Number.MAX_SAFE_INTEGER) {
		return (scaled - (scaled % stepUnits)) / stepUnits;
	}
	const exact = unitsAt({ units: BigInt(price), places: priceDecimals }, places);
	return Number(exact / unitsAt(step, places));
}

/** Collects the rows of one interval after the other and lays them out in columns, rows ascending. */
export class ProfileRows {
	readonly starts: number[] = [];
	readonly offsets: number[] = [0];
	readonly rows: number[] = [];
	readonly buy: bigint[] = [];
	readonly sell: bigint[] = [];
	readonly unknown: bigint[] = [];

	private slots = new Map<number, number>();
	private bought = new ExactSums();
	private sold = new ExactSums();
	private ofUnknown = new ExactSums();

	/** Adds `left * right` units of volume, on the side of its taker, to a row of the interval at hand. */
	add(row: number, taker: number, left: number, right: number): void {
		let slot = this.slots.get(row);
		if (slot === undefined) {
			slot = this.slots.size;
			this.slots.set(row, slot);
		}
		this.sumsOf(taker).addProduct(slot, left, right);
	}

	private sumsOf(taker: number): ExactSums {
		if (taker === TAKER_BOUGHT) return this.bought;
		return taker === TAKER_SOLD ? this.sold : this.ofUnknown;
	}

	/** Closes the interval at hand. */
	finish(start: number): void {
		for (const [row, slot] of [...this.slots].sort(([a], [b]) => a - b)) {
			this.rows.push(row);
			this.buy.push(this.bought.at(slot));
			this.sell.push(this.sold.at(slot));
			this.unknown.push(this.ofUnknown.at(slot));
		}
		this.starts.push(start);
		this.offsets.push(this.rows.length);
		this.slots = new Map();
		this.bought = new ExactSums();
		this.sold = new ExactSums();
		this.ofUnknown = new ExactSums();
	}
}

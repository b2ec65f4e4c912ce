import { type Decimal, toDouble, unitsAt } from "../../decimal";
import { ExactSums } from "./exactSums";

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

/** Collects the rows of one interval after the other and lays them out in columns, prices ascending. */
export class ProfileColumns {
	readonly starts: number[] = [];
	readonly offsets: number[] = [0];
	readonly prices: number[] = [];
	readonly buy: number[] = [];
	readonly sell: number[] = [];

	private slots = new Map<number, number>();
	private bought = new ExactSums();
	private sold = new ExactSums();

	constructor(private readonly step: Decimal) {}

	/** Adds `left * right` units of volume to a row of the interval at hand. */
	add(row: number, isBuy: boolean, left: number, right: number): void {
		let slot = this.slots.get(row);
		if (slot === undefined) {
			slot = this.slots.size;
			this.slots.set(row, slot);
		}
		(isBuy ? this.bought : this.sold).addProduct(slot, left, right);
	}

	/** Closes the interval at hand; `places` is the scale of its volumes. */
	finish(start: number, places: number): void {
		for (const [row, slot] of [...this.slots].sort(([a], [b]) => a - b)) {
			const edge = { units: BigInt(row) * this.step.units, places: this.step.places };
			this.prices.push(toDouble(edge));
			this.buy.push(toDouble({ units: this.bought.at(slot), places }));
			this.sell.push(toDouble({ units: this.sold.at(slot), places }));
		}
		this.starts.push(start);
		this.offsets.push(this.prices.length);
		this.slots = new Map();
		this.bought = new ExactSums();
		this.sold = new ExactSums();
	}
}

import { tableColumn } from "../table/columnType";
import { areSides, type ColumnFacts } from "./columnFacts";

/** Whole numbers of more bits are no times. */
const MOST_TIME_BITS = 64;

/**
 * What is known of a table's column by its type beside its rows: words that no row shows yet, and what it can be read
 * as. A time is a `DateTime`, a `DateTime64` or a whole number.
 *
 * @param typeName as the server writes it
 */
export function typedFacts(facts: ColumnFacts, typeName: string): ColumnFacts {
	const { type } = tableColumn("", typeName);
	switch (type.kind) {
		case "seconds":
		case "ticks":
			return {
				...facts,
				isMoment: true,
				isNumber: false,
				isInteger: false,
				isEpoch: false,
				isCounting: false,
			};
		case "whole":
			return {
				...facts,
				isMoment: false,
				isNumber: true,
				isInteger: true,
				isEpoch: facts.isEpoch && type.bits <= MOST_TIME_BITS,
			};
		case "double":
		case "decimal":
			return { ...facts, isMoment: false, isNumber: true, isEpoch: false };
		case "words": {
			const words = [...new Set([...facts.words, ...type.words.map((word) => word.toLowerCase())])];
			return { ...facts, isMoment: false, isEpoch: false, words, isSide: areSides(words) };
		}
		default:
			return { ...facts, isMoment: false, isEpoch: false };
	}
}

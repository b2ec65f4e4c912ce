/** A trade as it should be read from a file, whatever the file's way of writing it. */
export interface TapeTrade {
	/** Microseconds since the Unix epoch; what is below is cut off. */
	readonly microseconds: bigint;
	/** Plain decimal text without needless zeros. */
	readonly price: string;
	/** The same, never negative; in the unit that the file counts sizes in. */
	readonly size: string;
	/** Who crossed the spread. */
	readonly side: "buy" | "sell" | "unknown";
	readonly symbol: string;
	/** As it stands in the file; absent where the file has no ids. */
	readonly id?: string;
	/** How many trades of the venue the row adds up; 1 but for aggregated trades. */
	readonly count: number;
}

/** A file of trades and what is in it. */
export interface TapeFile {
	/** Name with ending, as the source calls such files. Bytes are not compressed, whatever it ends in. */
	readonly name: string;
	readonly bytes: Uint8Array;
	/** The same as text, where the file is UTF-8. */
	readonly text: string;
	/** Every trade in the order of the rows. */
	readonly trades: readonly TapeTrade[];
	/** Rows beside these that are sound and no trades, such as orders. */
	readonly otherRows: number;
}

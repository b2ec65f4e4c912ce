/** Where the product writes what it does. Implementations redact keys and tokens. */
export interface Log {
	/** Everything but secrets: addresses with their queries, headers of answers. */
	trace(message: string): void;
	debug(message: string): void;
	/** The story of each query, in a few lines. */
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
}

/** Where the product writes what it does. Implementations redact keys and tokens. */
export interface Log {
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
}

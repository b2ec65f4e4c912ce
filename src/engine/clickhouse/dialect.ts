/**
 * What a server of a version can do. Each threshold is at or above the version that brought the ability, so that
 * what is said here is there; between the two a server is asked in the older way, which all understand.
 */
export interface Dialect {
	/** As the server says it: `26.7.2.1`. */
	readonly version: string;
	/** Values and names sent beside the statement: `{name:Type}`, `{name:Identifier}`. */
	readonly hasParameters: boolean;
	/** `DateTime64`, and whole numbers of its ticks. */
	readonly hasDateTime64: boolean;
	/** `Int128`, `Int256`, `Decimal256`, and decimals read as whole numbers of their units. */
	readonly hasWideNumbers: boolean;
	/** Decimals from text that may be none. */
	readonly hasDecimalsOfText: boolean;
	/** Whether it may be asked to end a query whose connection was closed. */
	readonly endsWithConnection: boolean;
}

/** Which versions a number of parts compares with; what is no version is older than all. */
function isAtLeast(version: string, year: number, release: number): boolean {
	const [, first = "0", second = "0"] = /^(\d+)\.(\d+)/.exec(version) ?? [];
	return Number(first) > year || (Number(first) === year && Number(second) >= release);
}

export function dialectOf(version: string): Dialect {
	const isCurrent = isAtLeast(version, 22, 3);
	return {
		version,
		hasParameters: isCurrent,
		hasDateTime64: isAtLeast(version, 20, 8),
		hasWideNumbers: isCurrent,
		hasDecimalsOfText: isCurrent,
		endsWithConnection: isCurrent,
	};
}

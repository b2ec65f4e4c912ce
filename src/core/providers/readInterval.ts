import type { DurationMs } from "../time";

/** Length of an interval that a schema has let through. Throws `RangeError` for any other text. */
export function readInterval(
	interval: string,
	parse: (interval: string) => DurationMs | undefined,
): DurationMs {
	const length = parse(interval);
	if (length === undefined) throw new RangeError(`${interval} is not an interval`);
	return length;
}

/** Makes a value when it is first asked for, and returns the same value from then on. */
export function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}

/** A function of a number or a text that keeps its results; beyond `most` of them it begins anew. */
export function recalled<Key extends number | string, Result>(
	make: (key: Key) => Result,
	most: number,
): (key: Key) => Result {
	const kept = new Map<Key, Result>();
	return (key) => {
		const known = kept.get(key);
		if (known !== undefined) return known;
		const result = make(key);
		if (kept.size >= most) kept.clear();
		kept.set(key, result);
		return result;
	};
}

/**
 * A function of an object and a few plain arguments that keeps its last result for each object, as long as
 * the object lives: looking at the same data in another way does not compute it again.
 */
export function remembered<O extends object, Arguments extends readonly unknown[], Result>(
	make: (object: O, ...args: Arguments) => Result,
): (object: O, ...args: Arguments) => Result {
	const kept = new WeakMap<O, { readonly key: string; readonly result: Result }>();
	return (object, ...args) => {
		const key = args.length === 0 ? "" : JSON.stringify(args);
		const known = kept.get(object);
		if (known?.key === key) return known.result;
		const result = make(object, ...args);
		kept.set(object, { key, result });
		return result;
	};
}

/**
 * The item of a list or a column at an index that is known to be inside of it. For indices that come from
 * elsewhere; a loop that ends with its column reads the column itself, which is faster for one type of column.
 *
 * @throws RangeError with the index and the length, where there is no such item
 */
export function at<T>(items: ArrayLike<T>, index: number): Exclude<T, undefined> {
	const item = items[index];
	if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
	return item as Exclude<T, undefined>;
}

/**
 * The value of a key that is known to be in a map.
 *
 * @throws RangeError with the key, where the map does not have it
 */
export function valueOf<K, V>(map: ReadonlyMap<K, V>, key: K): Exclude<V, undefined> {
	const value = map.get(key);
	if (value === undefined) throw new RangeError(`no entry ${String(key)} of ${map.size}`);
	return value as Exclude<V, undefined>;
}

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

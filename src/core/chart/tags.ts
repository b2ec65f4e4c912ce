/**
 * Moves labels of one height along an axis so that none covers another and all stay inside
 * `[min, max]`, each as near to its own place as the others let it.
 *
 * @param places centres of the labels, ascending
 * @returns centres in the same order
 */
export function spreadLabels(
	places: readonly number[],
	height: number,
	min: number,
	max: number,
): number[] {
	/** Labels that touch move as one block around the mean of the places that they want. */
	interface Block {
		wish: number;
		count: number;
	}
	const room = Math.min(height, places.length > 0 ? (max - min) / places.length : height);
	const top = ({ wish, count }: Block): number =>
		Math.max(min, Math.min(max - count * room, wish - (count * room) / 2));
	const blocks: Block[] = [];
	for (const place of places) {
		let block: Block = { wish: place, count: 1 };
		for (;;) {
			const before = blocks.at(-1);
			if (before === undefined || top(before) + before.count * room <= top(block)) break;
			blocks.pop();
			const count = before.count + block.count;
			block = { wish: (before.wish * before.count + block.wish * block.count) / count, count };
		}
		blocks.push(block);
	}
	return blocks.flatMap((block) =>
		Array.from({ length: block.count }, (_, i) => top(block) + (i + 0.5) * room),
	);
}

/** Where texts may stand. */
export interface TextArea {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** Where a line of text would stand: its middle, and from where to where it reaches. */
export interface TextLine {
	readonly left: number;
	readonly right: number;
	readonly y: number;
	/** Of a label that is higher than a line. */
	readonly height?: number;
}

/**
 * Those of many texts that can be read together: none is cut by the area, and none comes nearer than
 * `gap` to one before it.
 *
 * @param texts the most important first
 * @param height of a line
 * @param taken what stands there already
 */
export function textsWithRoom<T extends TextLine>(
	texts: readonly T[],
	height: number,
	gap: number,
	area: TextArea,
	taken: readonly TextLine[] = [],
): T[] {
	const kept: T[] = [];
	for (const text of texts) {
		const { left, right, y } = text;
		const isInside =
			left >= area.left &&
			right <= area.right &&
			y - height / 2 >= area.top &&
			y + height / 2 <= area.bottom;
		const isFreeOf = (other: TextLine) =>
			Math.abs(other.y - y) >= (height + (other.height ?? height)) / 2 ||
			left >= other.right + gap ||
			right <= other.left - gap;
		const isFree = taken.every(isFreeOf) && kept.every(isFreeOf);
		if (isInside && isFree) kept.push(text);
	}
	return kept;
}

import type { VolumeNode } from "../profile/nodes";

/**
 * Low-volume nodes by how deep they lie under the lower of the high-volume nodes around them, the deepest
 * valley first. Those at the rims of a profile, with a high node on one side alone, come last.
 *
 * @param high from the lowest price up
 */
export function valleysFirst(
	low: readonly VolumeNode[],
	high: readonly VolumeNode[],
): VolumeNode[] {
	const depthOf = ({ price, volume }: VolumeNode): number => {
		const above = high.findIndex((node) => node.price > price);
		const below = high[above < 0 ? high.length - 1 : above - 1];
		return Math.min(high[above]?.volume ?? 0, below?.volume ?? 0) - volume;
	};
	return low
		.map((node) => ({ node, depth: depthOf(node) }))
		.sort((a, b) => b.depth - a.depth)
		.map(({ node }) => node);
}

import type { VolumeNode } from "../../profile/nodes/nodes";

/**
 * Low-volume nodes by how deep they lie under the lower of the high-volume nodes around them, the deepest
 * valley first. Those at the rims of a profile, with a high node on one side alone, come last.
 *
 * @param low from the lowest price up, and
 * @param high as well
 */
export function valleysFirst(
	low: readonly VolumeNode[],
	high: readonly VolumeNode[],
): VolumeNode[] {
	let above = 0;
	const valleys = low.map((node) => {
		while (above < high.length && (high[above]?.price ?? NaN) <= node.price) above++;
		const peak = Math.min(high[above]?.volume ?? 0, high[above - 1]?.volume ?? 0);
		return { node, depth: peak - node.volume };
	});
	return valleys.sort((a, b) => b.depth - a.depth).map(({ node }) => node);
}

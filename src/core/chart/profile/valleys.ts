import type { VolumeNode } from "../../profile/nodes/nodes";

/**
 * Sorts low-volume nodes by their depth below the lower one of the two high-volume nodes around them, deepest
 * first. Nodes at the ends of a profile, with a high node on one side only, come last.
 *
 * @param low nodes from the lowest price up
 * @param high nodes from the lowest price up
 */
export function valleysFirst(
	low: readonly VolumeNode[],
	high: readonly VolumeNode[],
): VolumeNode[] {
	let above = 0;
	const valleys = low.map((node) => {
		while (above < high.length && high[above].price <= node.price) above++;
		const peak = Math.min(high[above]?.volume ?? 0, high[above - 1]?.volume ?? 0);
		return { node, depth: peak - node.volume };
	});
	return valleys.sort((a, b) => b.depth - a.depth).map(({ node }) => node);
}

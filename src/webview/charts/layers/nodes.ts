import { at } from "../../../core/at";
import { barAt } from "../../../core/chart/profile/profileBars";
import { valleysFirst } from "../../../core/chart/profile/valleys";
import type { VolumeNode } from "../../../core/profile/nodes/nodes";
import type { Words } from "../../words";
import { type Layer, xOf, yOf } from "../frame";
import { RANK } from "../names";
import type { DrawnBars } from "./bars";

const GAP = 6;
const MARK = 7;
/** Pixels of height for each name of one kind; more names would only repeat the same. */
const PIXELS_PER_NAME = 72;

/** High and low volume nodes at the ends of their bars: a triangle toward the bar for high, a dash for low. */
export function nodeMarks(
	{ high, low }: { readonly high: readonly VolumeNode[]; readonly low: readonly VolumeNode[] },
	drawn: () => DrawnBars,
	{ say }: Words,
): Layer {
	const kinds = [
		{ nodes: high.toSorted((a, b) => b.volume - a.volume), text: say("hvn"), isHigh: true },
		{ nodes: valleysFirst(low, high), text: say("lvn"), isHigh: false },
	];
	return (pen, pane, { theme }, names) => {
		const { bars, lengths, rowHeight } = drawn();
		const { y, area } = pane;
		const most = Math.ceil((area.bottom - area.top) / PIXELS_PER_NAME);
		pen.fillStyle = theme.text;
		pen.beginPath();
		for (const { nodes, text, isHigh } of kinds) {
			let named = 0;
			for (const { price } of nodes) {
				const middle = price + rowHeight / 2;
				if (middle < y.min || middle > y.max) continue;
				const bar = barAt(bars, middle);
				if (bar === undefined) continue;
				const reach = Math.max(0, at(lengths.first, bar), at(lengths.second, bar));
				const left = Math.min(xOf(pane, reach) + GAP, area.right - 2 * MARK);
				const place = yOf(pane, middle);
				if (isHigh) {
					pen.moveTo(left + MARK, place - 5);
					pen.lineTo(left, place);
					pen.lineTo(left + MARK, place + 5);
				} else pen.rect(left, place - 1, MARK, 2);
				if (named++ >= most) continue;
				const name = { x: left + MARK + 4, y: place, align: "left" } as const;
				names.push({ text, ...name, color: theme.text, rank: RANK.node });
			}
		}
		pen.fill();
	};
}

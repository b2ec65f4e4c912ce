import type { VolumeNode } from "../../../core/profile/nodes";
import type { Words } from "../../words";
import { barAt } from "../../../core/chart/profileBars";
import { type Layer, xOf, yOf } from "../frame";
import type { DrawnBars } from "./bars";

const GAP = 6;
const MARK = 7;
const ROOM_FOR_NAME = 60;

/** High and low volume nodes at the ends of their bars: a triangle toward the bar for high, a dash for low. */
export const nodeMarks =
	(
		{ high, low }: { readonly high: readonly VolumeNode[]; readonly low: readonly VolumeNode[] },
		drawn: () => DrawnBars,
		{ say }: Words,
	): Layer =>
	(pen, pane, { theme }) => {
		const { bars, lengths, rowHeight } = drawn();
		const { min, max } = pane.y;
		pen.font = theme.font;
		pen.textAlign = "left";
		pen.textBaseline = "middle";
		pen.lineJoin = "round";
		for (const [nodes, label] of [
			[low, say("lvn")],
			[high, say("hvn")],
		] as const) {
			for (const { price } of nodes) {
				const middle = price + rowHeight / 2;
				if (middle < min || middle > max) continue;
				const bar = barAt(bars, middle) ?? 0;
				const reach = Math.max(0, lengths.first[bar] ?? 0, lengths.second[bar] ?? 0);
				const end = xOf(pane, reach) + GAP;
				const left = Math.min(end, pane.area.right - 2 * MARK);
				const y = yOf(pane, middle);
				pen.fillStyle = theme.text;
				pen.beginPath();
				if (nodes === high) {
					pen.moveTo(left + MARK, y - 5);
					pen.lineTo(left, y);
					pen.lineTo(left + MARK, y + 5);
				} else pen.rect(left, y - 1, MARK, 2);
				pen.fill();
				// The longest bar ends where the names of levels stand.
				if (end > pane.area.right - ROOM_FOR_NAME) continue;
				pen.lineWidth = 3;
				pen.strokeStyle = theme.background;
				pen.strokeText(label, left + MARK + 4, y);
				pen.fillText(label, left + MARK + 4, y);
			}
		}
	};

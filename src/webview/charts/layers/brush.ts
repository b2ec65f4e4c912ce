import type { LineData } from "../../../core/chart/lineTrace";
import type { AxisRange } from "../../../core/chart/axisRange";
import type { ChartTheme } from "../../theme";
import { type Layer, xOf } from "../frame";
import { keptLayer } from "./kept";
import { lineLayer } from "./line";

const HANDLE = 3;

/** The whole line in small, and a frame with handles around the visible range. */
export function brushLayer(line: LineData, { min, max }: AxisRange): Layer {
	const look = { color: (theme: ChartTheme) => theme.dimText, width: 1 };
	const whole = keptLayer(() => line, lineLayer([line], look));
	return (pen, pane, frame, names) => {
		const { area } = pane;
		const { theme } = frame;
		const left = Math.max(area.left, xOf(pane, min));
		const right = Math.min(area.right, xOf(pane, max));
		pen.fillStyle = theme.valueAreaTint;
		if (!theme.isHighContrast) pen.fillRect(left, area.top, right - left, area.bottom - area.top);
		whole(pen, pane, frame, names);
		pen.strokeStyle = theme.axis;
		pen.lineWidth = 1;
		pen.strokeRect(
			left + 0.5,
			area.top + 0.5,
			Math.max(1, right - left - 1),
			area.bottom - area.top - 1,
		);
		pen.fillStyle = theme.dimText;
		const middle = (area.top + area.bottom) / 2;
		for (const x of [left, right - HANDLE]) pen.fillRect(x, middle - 7, HANDLE, 14);
	};
}

import { canvasIn } from "./bare/canvas";
import { enter } from "./harness";

/** Draws nothing: what the way of measuring itself costs. A canvas that stayed untouched would cost no frame at all. */
function nothing(room: HTMLElement) {
	const ctx = canvasIn(room);
	return {
		show: () => {
			ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
		},
	};
}

enter({ vwap: nothing, profile: nothing, timePrice: nothing });

import { ROOM } from "./harness";

/** What its own page on performance advises, and nothing that listens or moves. */
export const TUNED = {
	parsing: false as const,
	normalized: true,
	animation: false as const,
	responsive: false,
	events: [],
	plugins: { legend: { display: false }, tooltip: { enabled: false } },
};

/** Few labels measured, none turned. */
export const FEW_TICKS = { maxRotation: 0, sampleSize: 8 };

export function chartCanvasIn(room: HTMLElement): HTMLCanvasElement {
	const canvas = room.appendChild(document.createElement("canvas"));
	canvas.width = ROOM.width;
	canvas.height = ROOM.height;
	return canvas;
}

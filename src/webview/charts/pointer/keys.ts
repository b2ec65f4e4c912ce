/** How a key walks: right and up are forward, `Infinity` goes to the end. */
export interface Step {
	readonly dx: number;
	readonly dy: number;
}

const STEPS: Readonly<Record<string, Step>> = {
	ArrowRight: { dx: 1, dy: 0 },
	ArrowLeft: { dx: -1, dy: 0 },
	ArrowUp: { dx: 0, dy: 1 },
	ArrowDown: { dx: 0, dy: -1 },
};

/** Whether a key is pressed with another that makes it one of VS Code's or of the system's. */
export function hasModifier({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
	return ctrlKey || metaKey || altKey;
}

/** The step of a key. Home is the first point of a line and the highest row of a profile. */
export function stepOf(key: string, axis: "x" | "y"): Step | undefined {
	if (key !== "Home" && key !== "End") return STEPS[key];
	const far = key === "End" ? Infinity : -Infinity;
	return axis === "x" ? { dx: far, dy: 0 } : { dx: 0, dy: -far };
}

const KEY_ZOOM = 0.8;

/** Zoom factors of keys, on the axis that the wheel moves or on the other one. */
export const ZOOM_KEYS: Readonly<Record<string, readonly [factor: number, isOther: boolean]>> = {
	"+": [KEY_ZOOM, false],
	"=": [KEY_ZOOM, false],
	"-": [1 / KEY_ZOOM, false],
	_: [1 / KEY_ZOOM, false],
	"]": [KEY_ZOOM, true],
	"[": [1 / KEY_ZOOM, true],
};

/** Shares of the visible range by which keys move it. */
export const PAN_KEYS: Readonly<Record<string, number>> = { PageUp: 0.5, PageDown: -0.5 };

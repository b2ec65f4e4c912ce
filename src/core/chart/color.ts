/** A colour without transparency; red, green and blue are 0 to 255. */
export interface Rgb {
	readonly r: number;
	readonly g: number;
	readonly b: number;
}

/** Reads `#rgb`, `#rrggbb`, `#rrggbbaa` and `rgb()`/`rgba()`, laid over `under` where it is transparent. */
export function parseColor(css: string, under: Rgb): Rgb | undefined {
	const read = readColor(css);
	return read && mix(read.color, under, read.alpha);
}

/** The colour without its transparency: a theme may lend a see-through highlight for a solid mark. */
export function parseSolid(css: string): Rgb | undefined {
	return readColor(css)?.color;
}

function readColor(css: string): { readonly color: Rgb; readonly alpha: number } | undefined {
	const parts = hexParts(css.trim()) ?? functionParts(css.trim());
	if (parts === undefined) return undefined;
	const [r, g, b, alpha = 1] = parts;
	return { color: { r, g, b }, alpha };
}

function hexParts(css: string): number[] | undefined {
	const digits = /^#([0-9a-f]+)$/i.exec(css)?.[1];
	if (digits === undefined || ![3, 4, 6, 8].includes(digits.length)) return undefined;
	const size = digits.length <= 4 ? 1 : 2;
	const parts: number[] = [];
	for (let i = 0; i < digits.length; i += size) {
		const value = parseInt(digits.slice(i, i + size), 16);
		parts.push(size === 1 ? value * 17 : value);
	}
	return parts.map((part, i) => (i === 3 ? part / 255 : part));
}

function functionParts(css: string): number[] | undefined {
	const inner = /^rgba?\(([^)]*)\)$/i.exec(css)?.[1];
	const parts = inner?.split(/[\s,/]+/).filter((part) => part !== "");
	const numbers = parts?.map((part, i) => {
		const value = parseFloat(part);
		return part.endsWith("%") ? (value / 100) * (i === 3 ? 1 : 255) : value;
	});
	const isComplete = numbers !== undefined && (numbers.length === 3 || numbers.length === 4);
	return isComplete && numbers.every(Number.isFinite) ? numbers : undefined;
}

/** `share` of the first colour laid over the second. */
export function mix(over: Rgb, under: Rgb, share: number): Rgb {
	const part = (a: number, b: number) => Math.round(a * share + b * (1 - share));
	return { r: part(over.r, under.r), g: part(over.g, under.g), b: part(over.b, under.b) };
}

export function cssColor({ r, g, b }: Rgb): string {
	return `rgb(${r}, ${g}, ${b})`;
}

/** WCAG 2 relative luminance, 0 to 1. */
export function luminance({ r, g, b }: Rgb): number {
	const linear = (part: number) => {
		const value = part / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	};
	return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** WCAG 2 contrast ratio, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
	const [x, y] = [luminance(a), luminance(b)];
	return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

export const BLACK: Rgb = { r: 0, g: 0, b: 0 };
const WHITE: Rgb = { r: 255, g: 255, b: 255 };

/** Whichever of black and white reads better on a colour. */
export function inkOn(background: Rgb): Rgb {
	return contrast(BLACK, background) >= contrast(WHITE, background) ? BLACK : WHITE;
}

/** The colour, made lighter or darker in its own hue until it stands out from the background by `ratio`. */
export function withContrast(color: Rgb, background: Rgb, ratio: number): Rgb {
	const ink = inkOn(background);
	const most = Math.max(color.r, color.g, color.b);
	for (let share = 0; share < 1; share += 0.01) {
		// Toward white a pure colour first reaches its full strength, then pales.
		const strength = ink === BLACK ? 1 - share : 1 + share * (255 / Math.max(1, most) - 1) * 2;
		const strong = scaled(color, Math.min(strength, 255 / Math.max(1, most)));
		const candidate = ink === BLACK || share < 0.5 ? strong : mix(WHITE, strong, share * 2 - 1);
		if (contrast(candidate, background) >= ratio) return candidate;
	}
	return ink;
}

function scaled({ r, g, b }: Rgb, by: number): Rgb {
	const part = (value: number) => Math.min(255, Math.round(value * by));
	return { r: part(r), g: part(g), b: part(b) };
}

/** Hue in degrees; `undefined` for greys. */
function hue({ r, g, b }: Rgb): number | undefined {
	const most = Math.max(r, g, b);
	const spread = most - Math.min(r, g, b);
	if (spread < 16) return undefined;
	if (most === r) return (((g - b) / spread) * 60 + 360) % 360;
	return most === g ? ((b - r) / spread) * 60 + 120 : ((r - g) / spread) * 60 + 240;
}

/** Whether two colours are too close in hue to tell apart side by side. */
export function areAlike(a: Rgb, b: Rgb): boolean {
	const [x, y] = [hue(a), hue(b)];
	if (x === undefined || y === undefined) return x === y;
	const apart = Math.abs(x - y);
	return Math.min(apart, 360 - apart) < 40;
}

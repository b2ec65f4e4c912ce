import type { Rgb } from "./color";

/** A colour of CIELAB (CIE 1976, white of sRGB): lightness 0 to 100, and the hue and strength of its tint. */
export interface Lab {
	readonly l: number;
	readonly a: number;
	readonly b: number;
}

/** CIE's constants in their exact form: where the cube root gives way to a line. */
const EPSILON = 216 / 24_389;
const KAPPA = 24_389 / 27;
/** White of sRGB (D65). */
const WHITE = { x: 0.95047, y: 1, z: 1.08883 };

const linear = (part: number): number => {
	const value = part / 255;
	return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const encoded = (value: number): number =>
	value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
const forward = (t: number): number => (t > EPSILON ? Math.cbrt(t) : (KAPPA * t + 16) / 116);
const backward = (f: number): number => (f ** 3 > EPSILON ? f ** 3 : (116 * f - 16) / KAPPA);

/** Lightness of a relative luminance from 0 to 1, which contrast is counted by. */
export function lightnessOf(luminance: number): number {
	return 116 * forward(luminance) - 16;
}

/** A colour of sRGB in CIELAB. */
export function labOf({ r, g, b }: Rgb): Lab {
	const [x, y, z] = xyzOf([linear(r), linear(g), linear(b)]);
	const [fx, fy, fz] = [forward(x / WHITE.x), forward(y / WHITE.y), forward(z / WHITE.z)];
	return { l: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz) };
}

function xyzOf([r, g, b]: readonly [number, number, number]): [number, number, number] {
	return [
		0.4124564 * r + 0.3575761 * g + 0.1804375 * b,
		0.2126729 * r + 0.7151522 * g + 0.072175 * b,
		0.0193339 * r + 0.119192 * g + 0.9503041 * b,
	];
}

/** Parts of sRGB, 0 to 1 where a screen can show the colour. */
function partsOf({ l, a, b }: Lab): readonly [number, number, number] {
	const fy = (l + 16) / 116;
	const x = backward(fy + a / 500) * WHITE.x;
	const y = backward(fy);
	const z = backward(fy - b / 200) * WHITE.z;
	return [
		encoded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
		encoded(-0.969266 * x + 1.8760108 * y + 0.041556 * z),
		encoded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z),
	];
}

const NOISE = 1e-4;
const isShown = (lab: Lab) => partsOf(lab).every((part) => part >= -NOISE && part <= 1 + NOISE);

/**
 * The colour of sRGB that has this lightness. A tint that no screen shows at it is paled until one does: lightness is
 * what sizes are read by, so it stays.
 */
export function rgbOf({ l, a, b }: Lab): Rgb {
	const tinted = (share: number): Lab => ({ l, a: a * share, b: b * share });
	let [share, tooMuch] = [1, 1];
	if (!isShown(tinted(1))) {
		share = 0;
		for (let step = 0; step < 12; step++) {
			const middle = (share + tooMuch) / 2;
			if (isShown(tinted(middle))) share = middle;
			else tooMuch = middle;
		}
	}
	const [red, green, blue] = partsOf(tinted(share)).map((part) =>
		Math.round(Math.max(0, Math.min(1, part)) * 255),
	);
	return { r: red ?? 0, g: green ?? 0, b: blue ?? 0 };
}

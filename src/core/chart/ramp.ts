import type { RampName } from "../query/flowOptions";
import { recalled } from "../remembered";
import { type Rgb, inkOn, luminance } from "./color";
import { labOf, lightnessOf, rgbOf } from "./lab";

/** The tint of a shade: `a` and `b` of CIELAB. */
type Tint = readonly [a: number, b: number];

/**
 * Shades from the smallest to the largest size. Their lightness runs evenly away from that of the background, so that a
 * size can be read without its hue; the tints lie between it at even distances.
 */
export interface Ramp {
	/** Lightness (CIELAB) of the faintest and of the fullest shade. */
	readonly faint: number;
	readonly full: number;
	readonly tints: readonly Tint[];
	/** How many shades there are, where they are few enough to be told apart one by one. */
	readonly steps?: number;
}

/** Lightest and darkest shade: white and black are left for what is drawn over the cells. */
const LIGHTEST = 93;
const DARKEST = 14;
/** How much of its tint a side has at even distances from zero: soon enough to tell the sides apart. */
const SIDE_TINT = [0, 0.5, 0.75, 0.9, 1];
/** Beyond the least contrast by what rounding to whole parts may cost. */
const ROUNDING = 1.008;

const tint = (hex: number): Tint => {
	const { a, b } = labOf({ r: hex >> 16, g: (hex >> 8) & 255, b: hex & 255 });
	return [a, b];
};

/**
 * Ten colours of cividis, from dark to light, by Nuñez, Anderton and Renslow: "Optimizing colormaps with consideration for
 * color vision deficiency to enable accurate interpretation of scientific data", PLoS ONE 13(7), 2018 (free of all
 * copyright). With red-green blindness it looks almost the same.
 */
const CIVIDIS = [
	0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55,
	0xfee838,
];
/** Ten colours of viridis, from dark to light, by Smith and van der Walt (CC0). */
const VIRIDIS = [
	0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
	0xfde725,
];
const TINTS: Readonly<Record<RampName, () => readonly Tint[]>> = {
	cividis: () => CIVIDIS.map(tint),
	viridis: () => VIRIDIS.map(tint),
	grey: () => [[0, 0]],
};

/**
 * A ramp of volumes for a background: light shades are the large sizes on a dark one, dark shades on a light one. The
 * faintest is still a mark.
 *
 * @param least contrast of the faintest shade against the background
 */
export function sequentialRamp(
	name: RampName,
	background: Rgb,
	least: number,
	steps?: number,
): Ramp {
	const tints = TINTS[name]();
	const isLight = inkOn(background).r === 0;
	return {
		faint: lightnessFrom(background, least),
		full: isLight ? DARKEST : LIGHTEST,
		// The dark end of the tints is the end of large sizes on a light background.
		tints: isLight ? tints.toReversed() : tints,
		...(steps === undefined ? {} : { steps }),
	};
}

/**
 * One side of a ramp that runs to both sides from a neutral grey at zero.
 *
 * @param end the colour of the largest sizes of this side
 */
export function sideRamp(end: Rgb, background: Rgb, least: number, steps?: number): Ramp {
	const { l, a, b } = labOf(end);
	return {
		faint: lightnessFrom(background, least),
		full: l,
		tints: SIDE_TINT.map((share) => [a * share, b * share]),
		...(steps === undefined ? {} : { steps }),
	};
}

/** Lightness of what stands out from a background by a contrast, on the side of it that has more room. */
function lightnessFrom(background: Rgb, ratio: number): number {
	const under = luminance(background) + 0.05;
	const least = ratio * ROUNDING;
	const isLight = inkOn(background).r === 0;
	return lightnessOf(Math.max(0, Math.min(1, (isLight ? under / least : under * least) - 0.05)));
}

/** How many shades are told apart on a screen. */
export const SHADES = 256;
const INKS = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"] as const;
const kept = new WeakMap<Ramp, Shades>();

interface Shades {
	/** `0xaabbggrr` as a canvas holds them, from the faintest to the fullest. */
	readonly pixels: Uint32Array<ArrayBuffer>;
	/** Which of {@link INKS} reads on each. */
	readonly inks: Uint8Array;
	/** A shade by its number, as CSS. */
	readonly css: (number: number) => string;
}

/** The shades of a ramp, worked out once. */
export function shadesOf(ramp: Ramp): Shades {
	const known = kept.get(ramp);
	if (known !== undefined) return known;
	const pixels = new Uint32Array(SHADES);
	const inks = new Uint8Array(SHADES);
	for (let i = 0; i < SHADES; i++) {
		const color = shadeOf(ramp, i / (SHADES - 1));
		pixels[i] = (255 << 24) | (color.b << 16) | (color.g << 8) | color.r;
		inks[i] = inkOn(color).r === 0 ? 0 : 1;
	}
	const made = {
		pixels,
		inks,
		css: recalled((number: number) => pixelCss(pixels[number]), SHADES),
	};
	kept.set(ramp, made);
	return made;
}

/** Number of the shade of a share of the largest size, from 0 to 1. */
export function shadeNumber(share: number): number {
	return Math.ceil(share * (SHADES - 1));
}

/** The shade of a share as CSS. */
export function cssAt(ramp: Ramp, share: number): string {
	return shadesOf(ramp).css(shadeNumber(share));
}

/** A pixel as a canvas holds it, `0xaabbggrr`, as CSS without its opacity. */
export function pixelCss(pixel: number): string {
	return `rgb(${pixel & 255}, ${(pixel >> 8) & 255}, ${(pixel >> 16) & 255})`;
}

/** Whichever of black and white reads on the shade of a share, as CSS. */
export function inkAt(ramp: Ramp, share: number): string {
	return INKS[shadesOf(ramp).inks[shadeNumber(share)] === 0 ? 0 : 1];
}

/** The colour of a share of the largest size, from 0 to 1. */
export function shadeOf({ faint, full, tints, steps }: Ramp, share: number): Rgb {
	const place =
		steps === undefined ? share : Math.min(steps - 1, Math.floor(share * steps)) / (steps - 1);
	const along = place * (tints.length - 1);
	const index = Math.min(tints.length - 1, Math.floor(along));
	const [a, b] = tints[index];
	const [nextA, nextB] = tints[Math.min(tints.length - 1, index + 1)];
	const rest = along - index;
	return rgbOf({
		l: faint + (full - faint) * place,
		a: a + (nextA - a) * rest,
		b: b + (nextB - b) * rest,
	});
}

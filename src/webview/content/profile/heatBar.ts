import { signedText } from "../../../core/chart/format";
import type { HeatMode } from "../../../core/chart/heatGrid";
import { barTicks } from "../../../core/chart/heatShare";
import { shadeNumber, shadesOf } from "../../../core/chart/ramp";
import { type HeatLook, rampsOf } from "../../charts/layers/cells";
import type { ColorBar } from "../../charts/colorBar";
import type { Pixels } from "../../charts/pen";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import { heatOf } from "../analytics";
import type { ProfileBundle } from "./profileBundle";

/** The colours of the cells with the sizes that they stand for. */
export function heatBar(
	{ series, unit }: ProfileBundle,
	mode: HeatMode,
	look: HeatLook,
	words: Words,
): ColorBar | undefined {
	const ends = heatOf(series, mode)?.scale;
	if (ends === undefined || ends.full === 0) return undefined;
	const { say, compact } = words;
	const shortTitle = say(mode === "delta" ? "deltaAxis" : "volumeAxis", unit);
	const title = say(`heatBar_${look.scale}`, shortTitle);
	const isLog = look.scale === "logarithmic";
	const pixels = (theme: ChartTheme): Pixels => barOf(mode, look, theme);
	const tips = ends.largest > ends.full;
	if (mode === "volume")
		return {
			title,
			shortTitle,
			pixels,
			ticks: (apart) =>
				barTicks(ends, look.scale, apart).map(({ value, share }) => ({
					share,
					label: compact(value),
				})),
			open: [...(isLog ? ["start" as const] : []), ...(tips ? ["end" as const] : [])],
		};
	const signed = signedText(compact);
	return {
		title: say("heatBarSold", title),
		shortTitle,
		pixels,
		ticks: (apart) =>
			barTicks(ends, look.scale, apart * 2).flatMap(({ value, share }) => {
				const right = { share: 0.5 + share / 2, label: signed(value) };
				if (value === 0) return [right];
				// On a logarithmic scale both halves begin in the middle, where there is room for one number.
				if (share < apart) return [];
				return [{ share: 0.5 - share / 2, label: signed(-value) }, right];
			}),
		open: tips ? ["start", "end"] : [],
	};
}

/** Colors along a bar. */
const PIXELS = 128;
const bars = new WeakMap<ChartTheme, Map<string, Pixels>>();

/** The colors of a bar, made once for each theme: sold to the left and bought to the right of zero, or volumes. */
function barOf(mode: HeatMode, look: HeatLook, theme: ChartTheme): Pixels {
	const known = bars.get(theme) ?? new Map<string, Pixels>();
	bars.set(theme, known);
	const key = mode === "delta" ? mode : look.ramp;
	const found = known.get(key);
	if (found !== undefined) return found;
	const [plus, minus] = rampsOf(mode, look, theme);
	const { pixels: up } = shadesOf(plus);
	const { pixels: down } = shadesOf(minus);
	const half = PIXELS / 2;
	const colors = Uint32Array.from({ length: PIXELS }, (_, i) => {
		if (mode === "volume") return up[shadeNumber((i + 0.5) / PIXELS)];
		return i < half
			? down[shadeNumber((half - i - 0.5) / half)]
			: up[shadeNumber((i - half + 0.5) / half)];
	});
	const made = { width: PIXELS, height: 1, colors: () => colors.slice() };
	known.set(key, made);
	return made;
}

import { barLengths, reachOf } from "../../core/chart/barLengths";
import { signedText } from "../../core/chart/format";
import { barAt, barOfRow, groupRows, rowsPerBar, visibleBars } from "../../core/chart/profileBars";
import type { ProfileModel } from "../../core/chart/profileModel";
import { roundValues } from "../../core/chart/ticks";
import type { AxisRange } from "../../core/chart/viewRange";
import type { VolumeNode } from "../../core/profile/nodes";
import { deltaOf } from "../../core/profile/profile";
import type { BarMode, NodeSettings } from "../../core/query/viewOptions";
import type { ChartTheme } from "../theme";
import type { Words } from "../words";
import type { AxisState, AxisTag, Layer } from "./frame";
import { type DrawnBars, valueAreaTint, volumeBars } from "./layers/bars";
import { levelLines } from "./layers/levels";
import { nodeMarks } from "./layers/nodes";
import type { ItemWords } from "./screen";

const TICK_EVERY_X = 76;
/** Thinnest bar: thinner rows are joined. */
const BAR_PIXELS = 2;

/** A profile as a person wants to see it. */
export interface ProfileLook {
	readonly model: ProfileModel;
	readonly unit: string;
	readonly mode: BarMode;
	readonly nodes?: { readonly high: readonly VolumeNode[]; readonly low: readonly VolumeNode[] };
	readonly nodeSettings?: NodeSettings;
	/** POCs of earlier intervals that nothing has traded through since. */
	readonly naked?: readonly { readonly price: number; readonly name: string }[];
	/** Levels at the outer edges of their rows instead of the rows' prices. */
	readonly atEdges?: boolean;
	readonly hidden?: ReadonlySet<string>;
	readonly name?: string;
}

/** The bars of one profile on a price axis that somebody else moves. */
export class ProfilePane {
	readonly layers: readonly Layer[];
	private known: DrawnBars | undefined;
	private readonly price: (value: number) => string;

	constructor(
		readonly look: ProfileLook,
		private readonly words: Words,
	) {
		this.price = words.price(look.model.priceDecimals);
		const drawn = () => this.drawn;
		const { nodes } = look;
		this.layers = [
			...(look.hidden?.has("valueArea") === true ? [] : [valueAreaTint(drawn)]),
			volumeBars(drawn),
			...(nodes === undefined ? [] : [nodeMarks(nodes, drawn, words)]),
			levelLines,
		];
	}

	private get drawn(): DrawnBars {
		return (this.known ??= this.join(1));
	}

	private join(multiple: number): DrawnBars {
		const { model, mode } = this.look;
		const bars = groupRows(model.rows, multiple, model.rowHeight);
		const { levels, rowHeight } = model;
		return { bars, lengths: barLengths(bars, mode), levels, rowHeight };
	}

	/** Joins rows so that bars are thick enough, and scales the volume axis to what is in view. */
	fit(prices: AxisRange, width: number, height: number, hasTitle: boolean): AxisState {
		const { model, unit, mode } = this.look;
		const rowPixels = (model.rowHeight / (prices.max - prices.min)) * height;
		const multiple = rowsPerBar(rowPixels, BAR_PIXELS);
		if (multiple !== this.known?.bars.multiple) this.known = this.join(multiple);
		const { bars, lengths } = this.drawn;
		const reach = reachOf(lengths, ...visibleBars(bars, prices.min, prices.max));
		const isTwoSided = mode === "sides" || mode === "delta";
		const most = Math.max(reach.max, -reach.min);
		const max = most > 0 ? most * 1.06 : 1;
		const min = isTwoSided ? -max : 0;
		const text = this.words.compact;
		return {
			min,
			max,
			ticks: roundValues(min, max, Math.max(2, Math.floor(width / TICK_EVERY_X))).map((value) => ({
				value,
				// Sold volume to the left of zero is no negative volume.
				label: mode === "sides" ? text(Math.abs(value)) : text(value),
				isMajor: false,
			})),
			title: hasTitle ? this.title(unit) : "",
			tags: [],
		};
	}

	private title(unit: string): string {
		const { say } = this.words;
		const { mode } = this.look;
		const what =
			mode === "delta" ? "deltaAxis" : mode === "cumulative" ? "cumulativeAxis" : "volumeAxis";
		const { multiple, height } = this.drawn.bars;
		return multiple === 1
			? say(what, unit)
			: say("volumeAxisPer", say(what, unit), this.price(height));
	}

	/** POC, VAH and VAL, lines through the middle of their rows; levels of one row share a tag. */
	tags(theme: ChartTheme): AxisTag[] {
		const { model, atEdges = false, hidden, naked = [] } = this.look;
		const { levels, rowHeight } = model;
		if (levels === undefined) return [];
		const tags: AxisTag[] = [];
		for (const id of ["poc", "vah", "val"] as const) {
			if (hidden?.has(id === "poc" ? "poc" : "valueArea") === true) continue;
			const price = levels[id] + (atEdges && id === "vah" ? rowHeight : 0);
			const value = atEdges && id !== "poc" ? price : levels[id] + rowHeight / 2;
			const plain = this.words.say(id);
			const name = atEdges && id !== "poc" ? this.words.say("edgeOf", plain) : plain;
			const same = tags.findIndex((tag) => tag.value === value);
			const shared = tags[same];
			if (shared !== undefined) tags[same] = { ...shared, name: `${shared.name} ${name}` };
			else {
				tags.push({
					value,
					text: this.price(price),
					name,
					color: id === "poc" ? theme.poc : theme.valueArea,
					ink: id === "poc" ? theme.pocInk : theme.valueAreaInk,
					line: id === "poc" ? "solid" : "dashed",
				});
			}
		}
		for (const { price, name } of naked) {
			const value = price + rowHeight / 2;
			tags.push({
				value,
				text: "",
				name,
				color: theme.dimText,
				ink: theme.dimText,
				line: "dotted",
			});
		}
		return tags;
	}

	/** The bar at a price. */
	rowAt(price: number): number | undefined {
		return barAt(this.drawn.bars, price);
	}

	/** The next bar that can be walked to; the first step goes to the POC. */
	step(row: number | undefined, by: number): number {
		const { bars } = this.drawn;
		const poc = barOfRow(bars, this.look.model.levels?.pocIndex ?? 0);
		if (row === undefined && Number.isFinite(by)) return poc;
		return Math.max(0, Math.min(bars.centers.length - 1, (row ?? poc) + by));
	}

	/** Middle of a bar on the price axis. */
	middleOf(row: number): number {
		return this.drawn.bars.centers[row] ?? NaN;
	}

	/** A bar by its price, or the prices of its lowest and highest row. */
	nameOf(row: number): string {
		const { bars } = this.drawn;
		const { prices } = this.look.model.rows;
		const low = prices[bars.firstRows[row] ?? 0] ?? NaN;
		const high = prices[(bars.firstRows[row + 1] ?? 1) - 1] ?? low;
		return low === high ? this.price(low) : `${this.price(low)} – ${this.price(high)}`;
	}

	/** The lowest and the highest of the profile's rows in a bar. */
	rowsOf(row: number): { readonly from: number; readonly to: number } {
		const { firstRows } = this.drawn.bars;
		const from = firstRows[row] ?? 0;
		const end = firstRows[row + 1] ?? this.look.model.rows.prices.length;
		return { from, to: end - 1 };
	}

	/** The price that a bar is delivered with, for the axis. */
	priceOf(row: number): string {
		return this.price(this.look.model.rows.prices[this.drawn.bars.firstRows[row] ?? 0] ?? NaN);
	}

	/** All numbers of a bar (definitions D9). */
	describe(row: number, theme: ChartTheme | undefined): ItemWords {
		const { words } = this;
		const { say } = words;
		const { bars } = this.drawn;
		const { model, unit, name } = this.look;
		const buy = bars.buy[row] ?? 0;
		const sell = bars.sell[row] ?? 0;
		const total = buy + sell;
		const volume = words.volume(model.volumeDecimals);
		const withUnit = (amount: string) => `${amount} ${unit}`;
		const title = this.nameOf(row);
		const { levels } = model;
		const share = levels === undefined ? "" : words.percent((total / levels.total) * 100);
		const delta = deltaOf(buy, sell);
		const deltaText = withUnit(signedText(volume)(delta));
		const deltaShare = total > 0 ? ` (${words.signedPercent((delta / total) * 100)})` : "";
		return {
			title: name === undefined ? title : `${name} · ${title}`,
			rows: [
				{ label: say("buy"), value: withUnit(volume(buy)), ...colored(theme?.buy) },
				{ label: say("sell"), value: withUnit(volume(sell)), ...colored(theme?.sell) },
				{ label: say("total"), value: withUnit(volume(total)) },
				{ label: say("delta"), value: deltaText + deltaShare },
				{ label: say("shareOfTotal"), value: share },
				...this.shares(row, total),
				...this.nodeWords(row),
			],
			spoken: say(
				"rowSpoken",
				title,
				withUnit(volume(buy)),
				withUnit(volume(sell)),
				withUnit(volume(total)),
				deltaText,
				share,
			),
		};
	}

	/** How a bar compares with the POC, and how much of the volume lies at its price and below. */
	private shares(row: number, total: number) {
		const { levels, rows } = this.look.model;
		const { say, percent } = this.words;
		if (levels === undefined) return [];
		const { buy, sell } = this.drawn.bars;
		let below = 0;
		for (let bar = 0; bar <= row; bar++) below += (buy[bar] ?? 0) + (sell[bar] ?? 0);
		const most = (rows.buy[levels.pocIndex] ?? 0) + (rows.sell[levels.pocIndex] ?? 0);
		return [
			// A bar of several rows has no share of the single row of the POC.
			...(this.drawn.bars.multiple === 1
				? [{ label: say("shareOfPoc"), value: percent((total / most) * 100) }]
				: []),
			{ label: say("cumulativeHere"), value: percent((below / levels.total) * 100) },
		];
	}

	/** What makes a row a node, with the parameters (definitions D10). */
	private nodeWords(row: number) {
		const { nodes, nodeSettings, model } = this.look;
		const { say } = this.words;
		if (nodes === undefined || nodeSettings === undefined) return [];
		const { reach, smoothing, highPercent, lowPercent } = nodeSettings;
		const middle = this.middleOf(row);
		const half = this.drawn.bars.height / 2;
		const isHere = ({ price }: VolumeNode) =>
			Math.abs(price + model.rowHeight / 2 - middle) <= half;
		const words = (how: "nodesFrom" | "nodesUpTo", share: number) =>
			say("nodesOf", reach, smoothing, say(how), share);
		return [
			...(nodes.high.some(isHere)
				? [{ label: say("hvn"), value: words("nodesFrom", highPercent) }]
				: []),
			...(nodes.low.some(isHere)
				? [{ label: say("lvn"), value: words("nodesUpTo", lowPercent) }]
				: []),
		];
	}
}

export function colored(color: string | undefined): { readonly color?: string } {
	return color === undefined ? {} : { color };
}

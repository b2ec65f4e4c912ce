import { at } from "../../core/at";
import { barLengths, reachOf } from "../../core/chart/profile/barLengths";
import { signedText } from "../../core/chart/format";
import { barAt, barOfRow, groupRows, rowsPerBar } from "../../core/chart/profile/profileBars";
import type { ProfileModel } from "../../core/chart/profile/profileModel";
import { TALL_ROW_PIXELS } from "../../core/chart/profile/rowTicks";
import { roundValues } from "../../core/chart/ticks";
import { priceMove } from "../../core/measure/priceMove";
import type { PriceBox, RowsBetween } from "../../core/measure/rowsBetween";
import type { VolumeNode } from "../../core/profile/nodes/nodes";
import { deltaOf } from "../../core/profile/profile";
import { volumeAt } from "../../core/profile/volumes";
import type { BarMode, NodeSettings } from "../../core/query/viewOptions";
import type { ChartTheme } from "../theme";
import type { Words } from "../words";
import { type AxisState, type AxisTag, type Layer, shareOf } from "./frame";
import { type DrawnBars, barsInView, valueAreaTint, volumeBars } from "./layers/bars";
import { keptLayer } from "./layers/kept";
import { levelRows, linesOverBars, linesUnderBars } from "./layers/levels";
import { nodeMarks } from "./layers/nodes";
import { measuredRows } from "./measuredRows";
import { moveWords } from "./moveWords";
import type { ItemWords, Measured } from "./screen";

const TICK_EVERY_X = 76;
/** Thinnest bar: thinner rows are joined. */
const BAR_PIXELS = 2;

/** A profile, and how a person wants to see it. */
export interface ProfileLook {
	readonly model: ProfileModel;
	readonly unit: string;
	readonly mode: BarMode;
	readonly nodes?: { readonly high: readonly VolumeNode[]; readonly low: readonly VolumeNode[] };
	readonly nodeSettings?: NodeSettings;
	/** POCs of earlier intervals that nothing has traded through since. */
	readonly naked?: readonly { readonly price: number; readonly name: string }[];
	/** Levels at the outer edges of their rows instead of the rows' prices, where the step is known. */
	readonly atEdges?: boolean;
	/** Whether its rows are several delivered ones each. */
	readonly isJoined?: boolean;
	readonly hidden?: ReadonlySet<string>;
	readonly name?: string;
	/** What its rows, as they were delivered, hold between two prices. */
	readonly heldIn: (prices: PriceBox) => RowsBetween;
}

/** The bars of one profile. Its owner moves the price axis. */
export class ProfilePane {
	readonly layers: readonly Layer[];
	private known: DrawnBars | undefined;
	/** Whether a price range is high enough on the screen for its bar to be named by its range. */
	private isTallAt: (low: number, high: number) => boolean = () => false;
	private readonly price: (value: number) => string;

	/** @param isStill whether it stays as it is while a chart over time is moved: then its bars are painted once */
	constructor(
		readonly look: ProfileLook,
		private readonly words: Words,
		isStill = false,
	) {
		this.price = words.price(look.model.priceDecimals);
		const drawn = () => this.drawn;
		const { nodes } = look;
		this.layers = [
			...(look.hidden?.has("valueArea") === true ? [] : [valueAreaTint(drawn)]),
			levelRows,
			linesUnderBars,
			isStill ? keptLayer(drawn, volumeBars(drawn)) : volumeBars(drawn),
			...(nodes === undefined ? [] : [nodeMarks(nodes, drawn, words)]),
			linesOverBars,
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

	/** Joins rows so that bars are thick enough, and scales the volume axis to the visible bars. */
	fit(prices: AxisState, width: number, height: number, hasTitle: boolean): AxisState {
		const { model, unit, mode } = this.look;
		this.isTallAt = (low, high) =>
			(shareOf(prices, high) - shareOf(prices, low)) * height >= TALL_ROW_PIXELS;
		const rowPixels = (model.rowHeight / (prices.max - prices.min)) * height;
		const multiple = rowsPerBar(rowPixels, BAR_PIXELS);
		if (multiple !== this.known?.bars.multiple) this.known = this.join(multiple);
		const reach = reachOf(this.drawn.lengths, ...barsInView(this.drawn, prices));
		const isTwoSided = mode === "sides" || mode === "delta";
		const most = Math.max(reach.max, -reach.min);
		const max = most > 0 ? most * 1.06 : 1;
		const min = isTwoSided ? -max : 0;
		return {
			min,
			max,
			ticks: scaleValues(min, max, Math.max(2, Math.floor(width / TICK_EVERY_X))).map((value) => ({
				value,
				label: this.volumeText(value),
				isMajor: false,
			})),
			title: hasTitle ? this.title(unit) : "",
			unit,
			tags: [],
		};
	}

	/** A volume of the axis in words. Sold volume to the left of zero is no negative volume. */
	volumeText(volume: number): string {
		return this.words.compact(this.look.mode === "sides" ? Math.abs(volume) : volume);
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

	/**
	 * POC, VAH and VAL, each at exactly the price that it prints: that of its row as delivered, or the outer
	 * edge (definitions D7). Levels at one price share a tag.
	 */
	tags(theme: ChartTheme): AxisTag[] {
		const { model, hidden, naked = [] } = this.look;
		const { levels, rowHeight, rows } = model;
		if (levels === undefined) return [];
		// A row of unknown height has no edge.
		const atEdges = this.look.atEdges === true && rows.step !== undefined;
		const tags: AxisTag[] = [];
		for (const id of ["poc", "vah", "val"] as const) {
			if (hidden?.has(id === "poc" ? "poc" : "valueArea") === true) continue;
			const value = levels[id] + (atEdges && id === "vah" ? rowHeight : 0);
			const plain = this.words.say(id);
			const name = atEdges && id !== "poc" ? this.words.say("edgeOf", plain) : plain;
			const same = tags.findIndex((tag) => tag.value === value);
			const shared = tags[same];
			if (shared !== undefined) tags[same] = { ...shared, name: `${shared.name} ${name}` };
			else {
				tags.push({
					value,
					text: this.price(value),
					name,
					...(id === "poc"
						? {
								color: theme.poc,
								ink: theme.pocInk,
								line: "solid",
								row: { low: value, high: value + rowHeight, tint: theme.pocTint },
							}
						: { color: theme.valueArea, ink: theme.valueAreaInk, line: "dashed" }),
				});
			}
		}
		for (const { price, name } of naked) {
			tags.push({
				value: price,
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

	/** The bar at a price of the profile; `undefined` below its lowest row and above its highest. */
	rowOf(price: number): number | undefined {
		const { traded, rowHeight } = this.look.model;
		return price >= traded.min && price <= traded.max + rowHeight ? this.rowAt(price) : undefined;
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
		return at(this.drawn.bars.centers, row);
	}

	/** A bar by its price as delivered, or by its range where it holds several rows or is tall. */
	private nameOf(row: number): string {
		const { bars } = this.drawn;
		const isWide = bars.multiple > 1 || this.look.isJoined === true || this.isTall(row);
		return isWide ? this.rangeOf(row) : this.price(this.priceOf(row));
	}

	/** The lowest and the highest of the profile's rows in a bar. */
	rowsOf(row: number): { readonly from: number; readonly to: number } {
		const { firstRows } = this.drawn.bars;
		return { from: at(firstRows, row), to: at(firstRows, row + 1) - 1 };
	}

	/** Where the crosshair stands on a bar: at the price that it prints, or within the range of a tall one. */
	markOf(row: number): { readonly value: number; readonly label: string } {
		if (this.isTall(row)) return { value: this.middleOf(row), label: this.rangeOf(row) };
		const value = this.priceOf(row);
		return { value, label: this.price(value) };
	}

	/** How far a bar that is tall enough to be framed reaches to both sides of its middle; `undefined` of a lower one. */
	halfOf(row: number): number | undefined {
		return this.isTall(row) ? this.drawn.bars.height / 2 : undefined;
	}

	/** Price of the lowest row of a bar, as delivered. */
	private priceOf(row: number): number {
		return at(this.look.model.rows.prices, at(this.drawn.bars.firstRows, row));
	}

	private isTall(row: number): boolean {
		const middle = this.middleOf(row);
		const half = this.drawn.bars.height / 2;
		return this.isTallAt(middle - half, middle + half);
	}

	/** From the lower to the upper edge of a bar; one of unknown height has its price alone. */
	private rangeOf(row: number): string {
		if (this.look.model.rows.step === undefined) return this.price(this.priceOf(row));
		const middle = this.middleOf(row);
		const half = this.drawn.bars.height / 2;
		return `${this.price(middle - half)}–${this.price(middle + half)}`;
	}

	/** All numbers of a bar (definitions D9). */
	describe(row: number, theme: ChartTheme | undefined): ItemWords {
		const { words } = this;
		const { say } = words;
		const { bars } = this.drawn;
		const { model, unit, name } = this.look;
		const buy = at(bars.buy, row);
		const sell = at(bars.sell, row);
		const { unknown } = bars;
		const total = volumeAt(bars, row);
		const volume = words.volume(model.volumeDecimals);
		const withUnit = (amount: string) => `${amount} ${unit}`;
		const title = this.nameOf(row);
		const { levels } = model;
		const share = levels === undefined ? "" : words.percent((total / levels.total) * 100);
		const delta = deltaOf(buy, sell);
		const deltaText = withUnit(signedText(volume)(delta));
		// Percent of the volume whose taker is known; 0 when there is none.
		const known = buy + sell;
		const deltaPercent = known > 0 ? (delta / known) * 100 : 0;
		const deltaShare = total > 0 ? ` (${words.signedPercent(deltaPercent)})` : "";
		const unknownText = unknown && withUnit(volume(at(unknown, row)));
		return {
			title: name === undefined ? title : `${name} · ${title}`,
			rows: [
				{ label: say("buy"), value: withUnit(volume(buy)), ...colored(theme?.buy) },
				{ label: say("sell"), value: withUnit(volume(sell)), ...colored(theme?.sell) },
				...(unknownText === undefined
					? []
					: [{ label: say("takerUnknown"), value: unknownText, ...colored(theme?.unknown) }]),
				{ label: say("total"), value: withUnit(volume(total)) },
				{ label: say("delta"), value: deltaText + deltaShare },
				{ label: say("shareOfTotal"), value: share },
				...this.shares(row, total),
				...this.nodeWords(row),
			],
			spoken:
				say(
					"rowSpoken",
					title,
					withUnit(volume(buy)),
					withUnit(volume(sell)),
					withUnit(volume(total)),
					deltaText,
					share,
				) + (unknownText === undefined ? "" : `, ${say("takerUnknown")} ${unknownText}`),
		};
	}

	/** What lies between two prices of the axis: whole bars, and the way from one bar's price to the other's. */
	measure(pane: string, from: number, to: number): Measured | undefined {
		const { words, price } = this;
		const { model, unit, heldIn, name } = this.look;
		const { say } = words;
		const [one, other] = [this.rowAt(from), this.rowAt(to)];
		if (one === undefined || other === undefined) return undefined;
		const [low, high] = [Math.min(one, other), Math.max(one, other)];
		const first = this.rowsOf(low).from;
		const end = this.rowsOf(high).to + 1;
		const half = this.drawn.bars.height / 2;
		// Edges by the prices of rows: middles of bars are off by the last bits.
		const { prices } = model.rows;
		const [lowest, highest] = [at(prices, first), at(prices, end - 1)];
		const held = heldIn({ low: lowest, high: highest + model.rowHeight });
		// The uppermost row of a bar of several counts, too, so that is where the way ends.
		const [start, stop] = one <= other ? [lowest, highest] : [highest, lowest];
		const move = priceMove(start, stop);
		const share = model.levels === undefined ? NaN : (held.total / model.levels.total) * 100;
		const rows = [
			{ label: say("change"), value: moveWords(move, price, words) },
			{ label: say("rows"), value: words.full(this.ladderRows(first, end)) },
			...measuredRows(held, { ...model, unit }, words),
			...(Number.isNaN(share) ? [] : [{ label: say("shareOfTotal"), value: words.percent(share) }]),
		];
		const span = `${price(start)} – ${price(stop)}`;
		const title = name === undefined ? span : `${name} · ${span}`;
		const spoken = rows.map(({ label, value }) => `${label} ${value}`).join(", ");
		return {
			pane,
			y: [this.middleOf(low) - half, this.middleOf(high) + half],
			words: { title, rows, spoken: say("pointSpoken", title, spoken) },
		};
	}

	/** How many rows of the ladder lie from one row up to another, those without trades too. */
	private ladderRows(first: number, end: number): number {
		const { positions } = this.look.model.rows;
		return at(positions, end - 1) - at(positions, first) + 1;
	}

	/** How a bar compares with the POC, and how much of the volume lies at its price and below. */
	private shares(row: number, total: number) {
		const { levels, rows } = this.look.model;
		const { say, percent } = this.words;
		if (levels === undefined) return [];
		let below = 0;
		for (let bar = 0; bar <= row; bar++) below += volumeAt(this.drawn.bars, bar);
		const most = volumeAt(rows, levels.pocIndex);
		return [
			// A bar of several rows is not compared with the single row of the POC.
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

/** Round values of an axis, at most `count` unless zero would be alone: that says nothing of the scale. */
function scaleValues(min: number, max: number, count: number): number[] {
	const values = roundValues(min, max, count);
	return values.length > 1 || count > 8 ? values : scaleValues(min, max, count + 1);
}

export function colored(color: string | undefined): { readonly color?: string } {
	return color === undefined ? {} : { color };
}

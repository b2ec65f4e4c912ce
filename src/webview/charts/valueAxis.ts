import { Scale } from "chart.js";
import { spreadLabels } from "../../core/chart/tags";
import { type AxisState, type AxisTag, type Frame, type PlotArea, crisp, xOf, yOf } from "./frame";
import { frameOf } from "./scene";

const TAG_HEIGHT = 17;
const LABEL_GAP = 8;

/**
 * An axis that draws the ticks, grid lines and tags of the chart's current frame: the price axis on
 * the right, time or volume at the bottom. It asks nothing of the data, so a new frame costs no layout.
 */
export class ValueAxis extends Scale {
	static readonly id = "valueAxis";
	static readonly defaults = {};

	private get frame(): Frame {
		return frameOf(this.chart);
	}

	override update(maxWidth: number, maxHeight: number): void {
		this.maxWidth = maxWidth;
		this.maxHeight = maxHeight;
		this.ticks = [];
		if (this.isHorizontal()) {
			this.width = maxWidth;
			this.height = Math.min(maxHeight, this.frame.x.thickness);
		} else {
			this.width = Math.min(maxWidth, this.frame.y.thickness);
			this.height = maxHeight;
		}
	}

	override determineDataLimits(): void {
		const axis = this.isHorizontal() ? this.frame.x : this.frame.y;
		this.min = axis.min;
		this.max = axis.max;
	}

	override draw(area: PlotArea): void {
		const { ctx, frame } = this;
		ctx.save();
		ctx.font = frame.theme.font;
		ctx.textBaseline = "middle";
		if (this.isHorizontal()) this.drawHorizontal(ctx, frame, area);
		else this.drawVertical(ctx, frame, area);
		ctx.restore();
	}

	private drawHorizontal(ctx: CanvasRenderingContext2D, frame: Frame, area: PlotArea): void {
		const { x: axis, theme, pixelRatio } = frame;
		strokeLines(ctx, theme.grid, pixelRatio, (line) => {
			for (const { value } of axis.ticks) {
				const place = crisp(xOf(axis, area, value), pixelRatio);
				line(place, area.top, place, area.bottom);
			}
		});
		strokeLines(ctx, theme.axis, pixelRatio, (line) => {
			const place = crisp(area.bottom, pixelRatio);
			line(area.left, place, this.right, place);
		});
		const middle = area.bottom + axis.thickness / 2 + 1;
		const titleLeft = this.drawAxisTitle(ctx, frame, area, middle);
		ctx.textAlign = "center";
		let labelsEnd = area.left;
		for (const tick of axis.ticks) {
			const place = xOf(axis, area, tick.value);
			const half = ctx.measureText(tick.label).width / 2;
			// A label at an end moves inside, where it still is beside its tick.
			const rightmost = axis.title === "" ? area.right - half : Infinity;
			const center = Math.max(Math.min(place, rightmost), area.left + half);
			const end = axis.title === "" ? center + half : center + half + LABEL_GAP;
			if (center - half < labelsEnd || end > titleLeft) continue;
			labelsEnd = center + half + LABEL_GAP;
			ctx.fillStyle = tick.isMajor ? theme.text : theme.dimText;
			ctx.fillText(tick.label, center, middle);
		}
	}

	/** Draws the title at the end of the axis; returns where labels have to stop. */
	private drawAxisTitle(
		ctx: CanvasRenderingContext2D,
		{ x: axis, theme, corner }: Frame,
		area: PlotArea,
		middle: number,
	): number {
		ctx.fillStyle = theme.dimText;
		if (corner !== "") {
			ctx.textAlign = "left";
			ctx.fillText(corner, area.right + 6, middle);
		}
		if (axis.title === "") return this.right;
		ctx.textAlign = "right";
		ctx.fillText(axis.title, area.right, middle);
		return area.right - ctx.measureText(axis.title).width;
	}

	private drawVertical(ctx: CanvasRenderingContext2D, frame: Frame, area: PlotArea): void {
		const { y: axis, theme, pixelRatio } = frame;
		strokeLines(ctx, theme.grid, pixelRatio, (line) => {
			for (const { value } of axis.ticks) {
				const place = crisp(yOf(axis, area, value), pixelRatio);
				line(area.left, place, area.right, place);
			}
		});
		strokeLines(ctx, theme.axis, pixelRatio, (line) => {
			const place = crisp(area.right, pixelRatio);
			line(place, area.top, place, area.bottom);
		});
		const tags = placeTags(axis, area);
		ctx.textAlign = "left";
		ctx.fillStyle = theme.dimText;
		for (const tick of axis.ticks) {
			const place = yOf(axis, area, tick.value);
			const isCovered = tags.some((tag) => Math.abs(tag.middle - place) < TAG_HEIGHT);
			if (isCovered || place - 6 < area.top || place + 6 > area.bottom) continue;
			ctx.fillText(tick.label, area.right + 7, place);
		}
		ctx.font = theme.boldFont;
		for (const { tag, middle } of tags) {
			ctx.fillStyle = tag.color;
			ctx.beginPath();
			ctx.roundRect(area.right + 1, middle - TAG_HEIGHT / 2, axis.thickness - 2, TAG_HEIGHT, 2);
			ctx.fill();
			ctx.fillStyle = tag.ink;
			ctx.fillText(tag.text, area.right + 7, middle + 0.5);
		}
	}
}

interface PlacedTag {
	readonly tag: AxisTag;
	readonly middle: number;
}

/** Tags of values in view, moved apart where they would cover each other. */
export function placeTags(axis: AxisState, area: PlotArea): PlacedTag[] {
	const inView = axis.tags
		.filter(({ value }) => value >= axis.min && value <= axis.max)
		.sort((a, b) => b.value - a.value);
	const wishes = inView.map(({ value }) => yOf(axis, area, value));
	const middles = spreadLabels(wishes, TAG_HEIGHT, area.top, area.bottom);
	return inView.map((tag, i) => ({ tag, middle: middles[i] ?? 0 }));
}

/** One stroke for many hairlines. */
function strokeLines(
	ctx: CanvasRenderingContext2D,
	color: string,
	pixelRatio: number,
	trace: (line: (x1: number, y1: number, x2: number, y2: number) => void) => void,
): void {
	ctx.strokeStyle = color;
	ctx.lineWidth = 1 / pixelRatio;
	ctx.setLineDash([]);
	ctx.beginPath();
	trace((x1, y1, x2, y2) => {
		ctx.moveTo(x1, y1);
		ctx.lineTo(x2, y2);
	});
	ctx.stroke();
}

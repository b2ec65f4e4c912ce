import { HATCH, HATCH_SHARE } from "./charts/layers/hatching";
import type { Box, Pixels, VectorPen } from "./charts/pen";

const ANCHORS: Readonly<Record<string, string>> = { left: "start", center: "middle", right: "end" };
const BASELINES: Readonly<Record<string, string>> = {
	middle: "central",
	top: "text-before-edge",
};
const ESCAPES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
};

/** Rounds pixels to hundredths, which is finer than any monitor and halves the size of the file. */
export const n = (value: number): number => Math.round(value * 100) / 100;
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]);

/** What a drawing needs that text alone does not have. */
export interface SvgTools {
	/** Width of a text in pixels; `font` is a CSS font. */
	readonly widthOf: (text: string, font: string) => number;
	/** A section of a picture as an SVG element, at a box of the drawing. */
	readonly pixels: (pixels: Pixels, cut: Box, place: Box) => string;
}

/** A pen that writes drawing calls as SVG in place of painting them on a canvas. */
export class SvgPen implements VectorPen {
	fillStyle: VectorPen["fillStyle"] = "#000";
	strokeStyle: VectorPen["strokeStyle"] = "#000";
	lineWidth = 1;
	lineJoin: CanvasLineJoin = "miter";
	font = "10px sans-serif";
	textAlign: CanvasTextAlign = "start";
	textBaseline: CanvasTextBaseline = "alphabetic";
	globalAlpha = 1;
	private readonly parts: string[] = [];
	private readonly definitions: string[] = [];
	/** The stripe patterns by their colours, with the value by which a fill refers to them. */
	private readonly hatchings = new Map<string, CanvasPattern>();
	private readonly patterns = new Map<object, string>();
	/** For each `save`: the number of groups opened since, and the state of the pen. */
	private readonly saved: { groups: number; readonly look: Look }[] = [];
	private path: string[] = [];
	private dash: readonly number[] = [];
	/** Rectangles of one colour, waiting to become one path. */
	private rects: string[] = [];
	private rectFill = "";

	constructor(private readonly tools: SvgTools) {}

	/** The whole document. */
	text(width: number, height: number): string {
		this.flush();
		const size = `width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}"`;
		return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${this.definitions.join("")}</defs>${this.parts.join("")}</svg>`;
	}

	save(): void {
		const { fillStyle, strokeStyle, lineWidth, lineJoin, font, textAlign, textBaseline, dash } =
			this;
		const look = { fillStyle, strokeStyle, lineWidth, lineJoin, font, textAlign, textBaseline };
		this.saved.push({ groups: 0, look: { ...look, dash } });
	}

	restore(): void {
		const last = this.saved.pop();
		if (last === undefined) return;
		this.flush();
		this.parts.push("</g>".repeat(last.groups));
		const { dash, ...look } = last.look;
		Object.assign(this, look);
		this.dash = dash;
	}

	translate(x: number, y: number): void {
		this.open(`transform="translate(${n(x)} ${n(y)})"`);
	}

	clip(): void {
		const id = `c${this.definitions.length}`;
		this.definitions.push(`<clipPath id="${id}"><path d="${this.path.join("")}"/></clipPath>`);
		this.open(`clip-path="url(#${id})"`);
	}

	private open(attribute: string): void {
		this.flush();
		this.parts.push(`<g ${attribute}>`);
		const last = this.saved.at(-1);
		if (last !== undefined) last.groups++;
	}

	beginPath(): void {
		this.path = [];
	}

	closePath(): void {
		this.path.push("Z");
	}

	moveTo(x: number, y: number): void {
		this.path.push(`M${n(x)} ${n(y)}`);
	}

	lineTo(x: number, y: number): void {
		this.path.push(`${this.path.length === 0 ? "M" : "L"}${n(x)} ${n(y)}`);
	}

	rect(x: number, y: number, width: number, height: number): void {
		this.path.push(rectPath(x, y, width, height));
	}

	roundRect(x: number, y: number, width: number, height: number, radii?: unknown): void {
		const r = typeof radii === "number" ? radii : 0;
		const [w, h] = [width - 2 * r, height - 2 * r];
		const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
		this.path.push(
			`M${n(x + r)} ${n(y)}h${n(w)}${corner(r, r)}v${n(h)}${corner(-r, r)}h${n(-w)}${corner(-r, -r)}v${n(-h)}${corner(r, -r)}Z`,
		);
	}

	/** Charts draw whole circles only. */
	arc(x: number, y: number, radius: number): void {
		const r = n(radius);
		this.path.push(
			`M${n(x - radius)} ${n(y)}a${r} ${r} 0 1 0 ${n(2 * radius)} 0a${r} ${r} 0 1 0 ${n(-2 * radius)} 0Z`,
		);
	}

	fill(): void {
		const alpha = this.globalAlpha === 1 ? "" : ` fill-opacity="${this.globalAlpha}"`;
		this.add(`<path d="${this.path.join("")}" fill="${this.paint(this.fillStyle)}"${alpha}/>`);
	}

	stroke(): void {
		if (this.path.length === 0) return;
		this.add(`<path d="${this.path.join("")}" fill="none" ${this.strokeWords()}/>`);
	}

	fillRect(x: number, y: number, width: number, height: number): void {
		const fill = this.paint(this.fillStyle);
		if (fill !== this.rectFill) this.flush();
		this.rectFill = fill;
		this.rects.push(rectPath(x, y, width, height));
	}

	strokeRect(x: number, y: number, width: number, height: number): void {
		this.add(`<path d="${rectPath(x, y, width, height)}" fill="none" ${this.strokeWords()}/>`);
	}

	fillText(text: string, x: number, y: number): void {
		this.addText(text, x, y, `fill="${this.paint(this.fillStyle)}"`);
	}

	strokeText(text: string, x: number, y: number): void {
		this.addText(text, x, y, `fill="none" ${this.strokeWords()}`);
	}

	private addText(text: string, x: number, y: number, paint: string): void {
		const anchor = ANCHORS[this.textAlign] ?? "start";
		const baseline = BASELINES[this.textBaseline] ?? "auto";
		this.add(
			`<text xml:space="preserve" x="${n(x)}" y="${n(y)}" ${fontWords(this.font)} text-anchor="${anchor}" dominant-baseline="${baseline}" ${paint}>${escaped(text)}</text>`,
		);
	}

	measureText(text: string): { readonly width: number } {
		return { width: this.tools.widthOf(text, this.font) };
	}

	setLineDash(segments: number[]): void {
		this.dash = segments;
	}

	hatching(color: string, background: string): CanvasPattern {
		const key = `${color} ${background}`;
		const known = this.hatchings.get(key);
		if (known !== undefined) return known;
		const id = `p${this.definitions.length}`;
		const stripes = [-HATCH, 0, HATCH]
			.map((shift) => `M${shift - 1} ${HATCH + 1}L${shift + HATCH + 1} -1`)
			.join("");
		this.definitions.push(
			`<pattern id="${id}" width="${HATCH}" height="${HATCH}" patternUnits="userSpaceOnUse"><path d="${rectPath(0, 0, HATCH, HATCH)}" fill="${background}"/><path d="${stripes}" fill="none" stroke="${color}" stroke-width="${n(HATCH * HATCH_SHARE)}"/></pattern>`,
		);
		const pattern: CanvasPattern = { setTransform: () => undefined };
		this.hatchings.set(key, pattern);
		this.patterns.set(pattern, `url(#${id})`);
		return pattern;
	}

	drawPixels(pixels: Pixels, cut: Box, place: Box): void {
		this.add(this.tools.pixels(pixels, cut, place));
	}

	private paint(style: VectorPen["fillStyle"]): string {
		return typeof style === "string" ? style : (this.patterns.get(style) ?? "none");
	}

	private strokeWords(): string {
		const dash = this.dash.length === 0 ? "" : ` stroke-dasharray="${this.dash.join(" ")}"`;
		return `stroke="${this.paint(this.strokeStyle)}" stroke-width="${n(this.lineWidth)}" stroke-linejoin="${this.lineJoin}"${dash}`;
	}

	private add(element: string): void {
		this.flush();
		this.parts.push(element);
	}

	private flush(): void {
		if (this.rects.length === 0) return;
		this.parts.push(`<path d="${this.rects.join("")}" fill="${this.rectFill}"/>`);
		this.rects = [];
	}
}

type Look = Pick<
	SvgPen,
	"fillStyle" | "strokeStyle" | "lineWidth" | "lineJoin" | "font" | "textAlign" | "textBaseline"
> & { readonly dash: readonly number[] };

/** `600 11px "Open Sans", sans-serif` as attributes: not every viewer reads the shorthand. */
function fontWords(font: string): string {
	const [, weight = "400", size = "10", family = ""] =
		/^(?:(\d+) )?([\d.]+)px (.*)$/.exec(font) ?? [];
	return `font-size="${size}" font-weight="${weight}" font-family="${escaped(family)}"`;
}

function rectPath(x: number, y: number, width: number, height: number): string {
	return `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z`;
}

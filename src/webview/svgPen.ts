import type { Pen } from "./charts/pen";

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

/** Pixels to hundredths: finer than any screen, and half the size. */
const n = (value: number): number => Math.round(value * 100) / 100;
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? "");

/** A pen that writes what is drawn as SVG: the drawings of the canvas, replayed. */
export class SvgPen implements Pen {
	fillStyle: Pen["fillStyle"] = "#000";
	strokeStyle: Pen["strokeStyle"] = "#000";
	lineWidth = 1;
	lineJoin: CanvasLineJoin = "miter";
	font = "10px sans-serif";
	textAlign: CanvasTextAlign = "start";
	textBaseline: CanvasTextBaseline = "alphabetic";
	globalAlpha = 1;
	imageSmoothingEnabled = true;
	private readonly parts: string[] = [];
	private readonly definitions: string[] = [];
	private readonly patterns = new Map<object, string>();
	private readonly measuring = document.createElement("canvas").getContext("2d");
	/** Groups that were opened since each `save`, and what the pen was like. */
	private readonly saved: { groups: number; readonly look: Look }[] = [];
	private path: string[] = [];
	private dash: readonly number[] = [];
	/** Rectangles of one colour, waiting to become one path. */
	private rects: string[] = [];
	private rectFill = "";

	constructor(private readonly pixelRatio: number) {}

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

	/** Whole circles are all that charts draw. */
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

	measureText(text: string): TextMetrics {
		if (this.measuring === null) throw new Error("The browser gives no drawing context.");
		this.measuring.font = this.font;
		return this.measuring.measureText(text);
	}

	setLineDash(segments: number[]): void {
		this.dash = segments;
	}

	createPattern(tile: CanvasImageSource): CanvasPattern | null {
		if (!(tile instanceof HTMLCanvasElement)) return null;
		const id = `p${this.definitions.length}`;
		const size = n(tile.width / this.pixelRatio);
		this.definitions.push(
			`<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"><image href="${tile.toDataURL()}" width="${size}" height="${size}"/></pattern>`,
		);
		const pattern: CanvasPattern = { setTransform: () => undefined };
		this.patterns.set(pattern, `url(#${id})`);
		return pattern;
	}

	drawImage(
		image: HTMLCanvasElement,
		...[sx, sy, sw, sh, x, y, width, height]: [
			number,
			number,
			number,
			number,
			number,
			number,
			number,
			number,
		]
	): void {
		const cut = document.createElement("canvas");
		cut.width = sw;
		cut.height = sh;
		cut.getContext("2d")?.drawImage(image, sx, sy, sw, sh, 0, 0, sw, sh);
		this.add(
			`<image href="${cut.toDataURL()}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" preserveAspectRatio="none" style="image-rendering:pixelated"/>`,
		);
	}

	private paint(style: Pen["fillStyle"]): string {
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

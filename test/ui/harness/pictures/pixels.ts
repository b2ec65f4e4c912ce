import type { Locator } from "playwright-core";

/** Share of the canvases' pixels, 0 to 1, by what a person would call them. */
export interface Inked {
	/** Any colour of its own: neither background nor grey. */
	readonly coloured: number;
	/** Different from the most frequent pixel, which is the background. */
	readonly drawn: number;
	/** How many distinct strong hues, in twelfths of the circle. */
	readonly hues: number;
	/** Brightness of the background, 0 to 255. */
	readonly background: number;
}

/** Looks at what an element shows, through a picture of it, as an eye would. */
export async function inked(element: Locator): Promise<Inked> {
	const picture = (await element.screenshot()).toString("base64");
	return element.page().evaluate(async (base64) => {
		const image = new Image();
		image.src = `data:image/png;base64,${base64}`;
		await image.decode();
		const canvas = new OffscreenCanvas(image.width, image.height);
		const context = canvas.getContext("2d");
		if (context === null) throw new Error("no canvas");
		context.drawImage(image, 0, 0);
		const { data } = context.getImageData(0, 0, image.width, image.height);
		const counts = new Map<number, number>();
		const hues = new Map<number, number>();
		let coloured = 0;
		for (let at = 0; at < data.length; at += 4) {
			const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
			const pixel = (red << 16) | (green << 8) | blue;
			counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
			const most = Math.max(red, green, blue);
			const chroma = most - Math.min(red, green, blue);
			if (chroma < 48) continue;
			coloured++;
			const sector =
				most === red
					? (green - blue) / chroma
					: most === green
						? 2 + (blue - red) / chroma
						: 4 + (red - green) / chroma;
			const hue = (Math.floor(sector * 2) + 12) % 12;
			hues.set(hue, (hues.get(hue) ?? 0) + 1);
		}
		const pixels = data.length / 4;
		const [[background, share]] = [...counts].sort((a, b) => b[1] - a[1]) as [[number, number]];
		const brightness =
			((background >> 16) * 299 + ((background >> 8) & 255) * 587 + (background & 255) * 114) /
			1000;
		return {
			coloured: coloured / pixels,
			drawn: 1 - share / pixels,
			hues: [...hues.values()].filter((count) => count > pixels / 2000).length,
			background: brightness,
		};
	}, picture);
}

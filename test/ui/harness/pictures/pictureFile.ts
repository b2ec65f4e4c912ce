import type { Page } from "playwright-core";

/** What a browser makes of a picture's bytes. */
export interface PictureLook {
	readonly width: number;
	readonly height: number;
	/** Red, green and blue of the pixel in the upper left corner, where nothing but background is. */
	readonly corner: readonly number[];
	/** Share of the pixels that differ from the corner. */
	readonly drawn: number;
}

/** Has the browser draw a picture from a file, as any other program would. */
export function lookOf(page: Page, bytes: Buffer, type: "png" | "svg+xml"): Promise<PictureLook> {
	return page.evaluate(
		async (address) => {
			const image = new Image();
			image.src = address;
			await image.decode();
			const { naturalWidth: width, naturalHeight: height } = image;
			const pen = new OffscreenCanvas(width, height).getContext("2d");
			if (pen === null) throw new Error("no canvas");
			pen.drawImage(image, 0, 0);
			const { data } = pen.getImageData(0, 0, width, height);
			const corner = [...data.subarray(0, 3)];
			let drawn = 0;
			for (let at = 0; at < data.length; at += 4) {
				if (corner.some((value, i) => Math.abs((data[at + i] ?? 0) - value) > 8)) drawn++;
			}
			return { width, height, corner, drawn: drawn / (width * height) };
		},
		`data:image/${type};base64,${bytes.toString("base64")}`,
	);
}

/** Texts and the number of paths of an SVG; throws where it is not well formed. */
export function partsOfSvg(page: Page, svg: string): Promise<{ texts: string[]; paths: number }> {
	return page.evaluate((text) => {
		const document = new DOMParser().parseFromString(text, "image/svg+xml");
		const broken = document.querySelector("parsererror")?.textContent;
		if (broken) throw new Error(broken);
		const texts = [...document.querySelectorAll("text")].map((node) => node.textContent ?? "");
		return { texts, paths: document.querySelectorAll("path").length };
	}, svg);
}

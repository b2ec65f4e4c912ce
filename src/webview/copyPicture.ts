import type { PanelCaption, PictureWish } from "../protocol/messages";
import type { Frame } from "./charts/frame";
import type { ChartContent } from "./content/types";
import type { Host } from "./host";
import { type PictureWords, base64Of, pngOf, svgOf } from "./picture";

/** What is written around the chart in a picture of it. */
export function pictureWords(
	{ market, source, detail }: PanelCaption,
	{ figures, legend }: ChartContent,
	footnote: string,
): PictureWords {
	const subtitle = [source, detail].filter((part) => part !== "").join(" · ");
	return { title: market, subtitle, figures, legend, footnote };
}

/**
 * Puts the picture on the clipboard; where the page may not, the host gets it to be saved.
 * Resolves when either is done, with whether it is on the clipboard.
 */
export async function copyPicture(frame: Frame, words: PictureWords, host: Host): Promise<boolean> {
	const blob = pngOf(frame, words);
	try {
		// The promise goes in unawaited: the permission is bound to the click.
		await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
	} catch {
		host.post("image", { data: await base64Of(await blob), format: "png" });
		return false;
	}
	host.post("imageCopied", {});
	return true;
}

/** Hands the picture to the host, which asks where to save it. */
export async function sendPicture(
	frame: Frame,
	words: PictureWords,
	format: PictureWish["format"],
	host: Host,
): Promise<void> {
	const blob = format === "svg" ? svgOf(frame, words) : await pngOf(frame, words);
	host.post("image", { data: await base64Of(blob), format });
}

import type { PanelCaption } from "../protocol/messages";
import type { Figure } from "./figures";
import type { Host } from "./host";
import { type PictureWords, base64Of, drawPicture, pngOf } from "./picture";
import type { ChartTheme } from "./theme";

/** What is written around the chart in a picture of it. */
export function pictureWords(
	{ market, source, detail }: PanelCaption,
	figures: readonly Figure[],
	footnote: string,
): PictureWords {
	const subtitle = [source, detail].filter((part) => part !== "").join(" · ");
	return { title: market, subtitle, figures, footnote };
}

/**
 * Puts the picture on the clipboard; where the page may not, the host gets it to be saved.
 * Resolves when either is done, with whether it is on the clipboard.
 */
export async function copyPicture(
	chart: HTMLCanvasElement,
	words: PictureWords,
	theme: ChartTheme,
	host: Host,
): Promise<boolean> {
	const blob = pngOf(drawPicture(chart, window.devicePixelRatio, words, theme));
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

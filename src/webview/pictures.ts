import type { PanelCaption, PicturePurpose, PictureWish } from "../protocol/messages";
import type { Frame } from "./charts/frame";
import type { ChartContent } from "./content/types";
import { type Host, describe } from "./host";
import type { PageState } from "./pageState";
import type { Widgets } from "./pageWidgets";
import { PICTURES_PART } from "./parts";
import type { PictureWords } from "./picture";
import type { Surroundings } from "./surroundings";

/** Pictures of the chart that is shown, for the clipboard and for files. */
export class Pictures {
	constructor(
		private readonly state: PageState,
		private readonly widgets: Pick<Widgets, "stage" | "footnote" | "live">,
		private readonly host: Host,
		private readonly around: Pick<Surroundings, "printTheme" | "parts">,
	) {}

	/** Puts the chart as it is on the clipboard. */
	copy(): void {
		const frame = this.widgets.stage.chart?.frame;
		const { words } = this;
		if (frame !== undefined && words !== undefined)
			this.report("clipboard", this.copied(frame, words));
		else this.host.post("imageFailed", { purpose: "clipboard" });
	}

	/** Hands a picture to the host, which asks where to save it. */
	send({ format, look }: PictureWish): void {
		const { chart } = this.widgets.stage;
		const { words, state } = this;
		if (chart === undefined || words === undefined) {
			this.host.post("imageFailed", { purpose: "file" });
			return;
		}
		const theme = look === "print" ? this.around.printTheme(state.palette) : state.theme;
		this.report("file", this.sent(chart.frameFor(theme), words, format));
	}

	/** Where the page may not write to the clipboard, the host gets the picture to be saved. */
	private async copied(frame: Frame, words: PictureWords): Promise<void> {
		const loaded = this.around.parts.load(PICTURES_PART);
		const blob = loaded.then(({ pngOf }) => pngOf(frame, words));
		try {
			// The blob is passed as a promise and not awaited first, since the permission is bound to the
			// click.
			await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
		} catch {
			const { base64Of } = await loaded;
			const data = await base64Of(await blob);
			this.host.post("image", { data, format: "png", purpose: "clipboard" });
			return;
		}
		this.host.post("imageCopied", {});
		this.widgets.live.announce(this.state.words.say("imageCopied"));
	}

	private async sent(
		frame: Frame,
		words: PictureWords,
		format: PictureWish["format"],
	): Promise<void> {
		const { base64Of, pngOf, svgOf } = await this.around.parts.load(PICTURES_PART);
		const blob = format === "svg" ? svgOf(frame, words) : await pngOf(frame, words);
		this.host.post("image", { data: await base64Of(blob), format, purpose: "file" });
	}

	private get words(): PictureWords | undefined {
		const { chart, zonedCaption } = this.state;
		return chart && wordsAround(zonedCaption, chart, this.widgets.footnote.text);
	}

	private report(purpose: PicturePurpose, work: Promise<void>): void {
		work.catch((error: unknown) => {
			this.host.post("problem", { message: describe(error) });
			this.host.post("imageFailed", { purpose });
		});
	}
}

/** What is written around the chart in a picture of it. */
export function wordsAround(
	{ market, source, detail, notes }: PanelCaption,
	{ figures, legend, notices = [] }: ChartContent,
	footnote: string,
): PictureWords {
	const subtitle = [source, detail].filter((part) => part !== "").join(" · ");
	// On the page these stand above the chart.
	const partial = notes.filter(({ kind }) => kind === "partial");
	const below = [...[...partial, ...notices].map(({ text }) => text), footnote].join(" · ");
	return { title: market, subtitle, figures, legend, footnote: below };
}

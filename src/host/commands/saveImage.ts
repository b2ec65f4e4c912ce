import * as vscode from "vscode";
import type { PictureWish } from "../../protocol/messages";
import type { ChartPanel } from "../panels/chartPanel";
import { pickOne } from "../prompts/steps/pick";
import { inform } from "../inform";

/** Asks for a format, and has the page of a chart make that picture; it comes back to be saved. */
export async function saveImage(panel: ChartPanel): Promise<void> {
	if (!panel.controller.hasAnswer) {
		inform(vscode.l10n.t("This chart has no data yet. Refresh it, then save the image."));
		return;
	}
	const wish = await askWish();
	if (wish !== undefined) panel.makePicture(wish);
}

async function askWish(): Promise<PictureWish | undefined> {
	const theme = vscode.l10n.t("in the colors of your theme");
	const print = vscode.l10n.t("for print, on white");
	const choice = (format: PictureWish["format"], look: PictureWish["look"]) => ({
		code: `${format} ${look}`,
		label: format.toUpperCase(),
		description: look === "theme" ? theme : print,
		value: { format, look },
	});
	const answer = await pickOne<PictureWish>({
		position: { title: vscode.l10n.t("Save image of chart"), canGoBack: false },
		placeholder: vscode.l10n.t("Format"),
		sections: [
			{
				choices: [
					choice("png", "theme"),
					choice("png", "print"),
					choice("svg", "theme"),
					choice("svg", "print"),
				],
			},
		],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

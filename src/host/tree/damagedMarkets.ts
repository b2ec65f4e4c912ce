import * as vscode from "vscode";
import type { MarketStore } from "../../app/markets/marketStore";

/**
 * Tells the person which saved markets could not be read, and leads to the first one's file.
 *
 * @param report tells the person about a failure
 */
export function followDamagedMarkets(
	store: MarketStore,
	report: (error: unknown) => void,
): vscode.Disposable {
	return vscode.Disposable.from(
		store.onDidFindDamaged((paths) => {
			tell(paths).catch(report);
		}),
	);
}

async function tell(paths: readonly string[]): Promise<void> {
	const [first] = paths;
	if (first === undefined) return;
	const show = vscode.l10n.t("Show");
	const words =
		paths.length === 1
			? vscode.l10n.t("1 saved market could not be read. Its file is kept.")
			: vscode.l10n.t("{0} saved markets could not be read. Their files are kept.", paths.length);
	const chosen = await vscode.window.showWarningMessage(words, show);
	if (chosen === show) await vscode.window.showTextDocument(vscode.Uri.file(first));
}

import * as vscode from "vscode";
import type { QueryService } from "../../app/queryService";

/** Removes the answers that charts keep on disk for the next window. Open charts stay as they are. */
export function clearCache({ service }: { readonly service: Pick<QueryService, "clear"> }) {
	return async (): Promise<void> => {
		const count = await service.clear();
		vscode.window.setStatusBarMessage(
			count === 0
				? vscode.l10n.t("No answers were kept.")
				: vscode.l10n.t("Kept answers that were removed: {0}.", count),
			5_000,
		);
	};
}

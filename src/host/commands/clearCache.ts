import * as vscode from "vscode";
import type { QueryService } from "../../app/queryService";
import { countWords, sizeWords } from "../words/amounts";

/** Removes what is kept of answers on the disk. Open charts stay as they are. */
export function clearCache({ service }: { readonly service: Pick<QueryService, "clear"> }) {
	return async (): Promise<void> => {
		const { files, bytes } = await service.clear();
		vscode.window.setStatusBarMessage(
			files === 0
				? vscode.l10n.t("No answers were kept.")
				: vscode.l10n.t(
						"Removed kept answers: {0} in {1} files.",
						sizeWords(bytes),
						countWords(files),
					),
			5_000,
		);
	};
}

import * as vscode from "vscode";

/** The folders of the workspace on this machine, none of a workspace that the person does not trust. */
export function trustedFolders(): readonly string[] {
	if (!vscode.workspace.isTrusted) return [];
	return (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
		uri.scheme === "file" ? [uri.fsPath] : [],
	);
}

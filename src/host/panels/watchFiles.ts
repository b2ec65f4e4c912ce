import * as vscode from "vscode";
import type { WatchedFiles } from "../../app/following/watchedFiles";

/** Calls back when something of these files is created, changed or removed, inside of the workspace or not. */
export function watchFiles(
	files: readonly WatchedFiles[],
	onChange: () => void,
): vscode.Disposable {
	return vscode.Disposable.from(
		...files.flatMap(({ folder, pattern }) => {
			const base = vscode.Uri.file(folder);
			const watcher = vscode.workspace.createFileSystemWatcher(
				new vscode.RelativePattern(base, pattern),
			);
			return [
				watcher,
				watcher.onDidCreate(onChange),
				watcher.onDidChange(onChange),
				watcher.onDidDelete(onChange),
			];
		}),
	);
}

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { EditorFolders } from "../../editor/folders";
import { runCommand } from "./openView";
import { marketsFolder } from "./savedMarkets";
import { FIRST_THEME, type Session } from "./session";
import { until } from "./until";

/** Files by which {@link runCommand} talks with its extension. */
const OF_COMMANDS = /^command.*\.json(\.part)?$/;

function removeFiles(folder: string, but?: RegExp): void {
	if (!existsSync(folder)) return;
	for (const name of readdirSync(folder)) {
		if (but?.test(name) !== true) rmSync(join(folder, name), { recursive: true });
	}
}

export interface NewBeginning {
	/** What is set, and nothing else of what earlier beginnings set. */
	readonly settings: Readonly<Record<string, unknown>>;
	/** Settings that an earlier beginning had and this one does not. */
	readonly gone: readonly string[];
	/** Puts files where the window finds them. */
	readonly prepare?: ((folders: EditorFolders) => void) | undefined;
}

/**
 * Leaves nothing of an earlier `describe` in a window: no question, editor or notification, no file of the workspace,
 * no saved market, no setting and no theme. The window needs the extension of {@link runCommand}.
 */
export async function beginAnew(
	{ folders, workbench }: Session,
	{ settings, gone, prepare }: NewBeginning,
): Promise<void> {
	await workbench.settle();
	await runCommand(folders, "workbench.action.closeAllEditors");
	await until("no editor is open", async () => (await workbench.editorTitles()).length === 0);
	await runCommand(folders, "notifications.clearAll");
	removeFiles(folders.workspace, OF_COMMANDS);
	removeFiles(marketsFolder(folders));
	await runCommand(folders, "valueAreaCommand.set", {
		...Object.fromEntries(gone.map((name) => [name, null])),
		...settings,
	});
	if (!(await workbench.wears(FIRST_THEME))) await workbench.setTheme(FIRST_THEME);
	prepare?.(folders);
}

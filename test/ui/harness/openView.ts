import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EditorFolders } from "../../editor/folders";
import { REPOSITORY } from "../../editor/repository";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import type { ChartPage } from "./chartPage";
import type { Session } from "./session";
import { until } from "./until";

/** Installs the extension that {@link runCommand} needs; goes into a session's `prepare`. */
export function addCommandExtension(folders: EditorFolders): void {
	folders.addExtension(join(REPOSITORY, "test", "fixtures", "command-extension"));
}

/** Runs a command with arguments, as another extension would, and waits for its end. */
export async function runCommand(
	{ workspace }: EditorFolders,
	command: string,
	...args: unknown[]
): Promise<void> {
	const [wish, done] = [join(workspace, "command.json"), join(workspace, "command-done.json")];
	rmSync(done, { force: true });
	writeFileSync(`${wish}.part`, JSON.stringify({ command, args }));
	renameSync(`${wish}.part`, wish);
	await until(`${command} has run`, () => Promise.resolve(existsSync(done)));
	const { error } = JSON.parse(readFileSync(done, "utf8")) as { error?: string };
	assert.equal(error, undefined);
}

/** Opens the panel of some queries alone, looked at in a way, whatever becomes of them. */
export async function openPanel(
	{ folders, workbench }: Session,
	queries: readonly object[],
	view: ViewOptions = {},
): Promise<ChartPage> {
	await runCommand(folders, "workbench.action.closeAllEditors");
	await until("no editor is open", async () => (await workbench.editorTitles()).length === 0);
	await runCommand(folders, "valueArea.openQuery", { queries, view });
	return workbench.chart();
}

/** The same, once the chart is drawn. */
export async function openView(...asked: Parameters<typeof openPanel>): Promise<ChartPage> {
	const chart = await openPanel(...asked);
	await chart.state("chart");
	return chart;
}

import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EditorFolders } from "../../editor/folders";
import { REPOSITORY } from "../../editor/repository";
import { until } from "./until";

/** Installs the extension that {@link whileHostIsBusy} needs; goes into a session's `prepare`. */
export function addBusyExtension(folders: EditorFolders): void {
	folders.addExtension(join(REPOSITORY, "test", "fixtures", "busy-extension"));
}

/** Does something while the extension host answers nothing, as when another extension computes. */
export async function whileHostIsBusy(
	{ workspace }: EditorFolders,
	act: () => Promise<void>,
): Promise<void> {
	const [busy, held] = [join(workspace, "busy"), join(workspace, "held")];
	writeFileSync(busy, "");
	try {
		await until("the extension host is busy", () => Promise.resolve(existsSync(held)));
		await act();
	} finally {
		rmSync(busy);
	}
	await until("the extension host goes on", () => Promise.resolve(!existsSync(held)));
}

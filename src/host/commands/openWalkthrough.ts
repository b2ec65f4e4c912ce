import * as vscode from "vscode";
import { EXTENSION_ID, WALKTHROUGH } from "../ids";

/** Opens the first steps: sample data, key, query, saved market. */
export async function openWalkthrough(): Promise<void> {
	await vscode.commands.executeCommand(
		"workbench.action.openWalkthrough",
		`${EXTENSION_ID}#${WALKTHROUGH}`,
		false,
	);
}

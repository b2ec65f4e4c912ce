import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import type { RunCommand } from "./runCommand";

/** Registers every command. */
export function registerCommands(run: RunCommand): vscode.Disposable {
	return vscode.Disposable.from(
		...Object.values(COMMANDS).map((id) =>
			vscode.commands.registerCommand(id, (argument?: unknown, selection?: unknown) =>
				run(id, argument, selection),
			),
		),
	);
}

import * as vscode from "vscode";
import type { Log } from "../core/log";
import { createRedactor, redactedLog } from "../core/redact";

export interface OutputLog extends Log, vscode.Disposable {
	show(): void;
}

/** The "Value Area" output channel. Every line passes the redactor first. */
export function createOutputLog(liveKeys: () => Iterable<string>): OutputLog {
	const channel = vscode.window.createOutputChannel("Value Area", { log: true });
	const redact = createRedactor(liveKeys);
	return {
		...redactedLog(channel, redact),
		show: () => channel.show(true),
		dispose: () => channel.dispose(),
	};
}

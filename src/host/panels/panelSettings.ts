import * as vscode from "vscode";
import type { PanelSettings } from "../../protocol/messages";
import { chartSettings } from "../config";
import { webviewStrings } from "../words/uiText";

/** What a page needs to know besides the data, as the settings and the language are now. */
export function panelSettings(): PanelSettings {
	return { strings: webviewStrings(), locale: vscode.env.language, ...chartSettings() };
}

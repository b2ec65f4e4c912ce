import * as vscode from "vscode";
import type { DataSetSettings } from "../../protocol/dataSet/messages";
import type { PanelSettings } from "../../protocol/messages";
import { chartSettings } from "../config";
import { ownSessions } from "../ownSessions";
import { dataSetStrings, webviewStrings } from "../words/uiText";
import { panelHtml } from "./html";

/** Everything that pages load, and nothing else. */
function assets(extensionUri: vscode.Uri, ...path: string[]): vscode.Uri {
	return vscode.Uri.joinPath(extensionUri, "dist", "page", ...path);
}

/** What a page may do: run our script, read our asset folder, nothing else. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
	return {
		enableScripts: true,
		enableForms: false,
		enableCommandUris: false,
		localResourceRoots: [assets(extensionUri)],
	};
}

/** Loads the page of a chart into a webview. It says `ready` when it listens. */
export function loadPage(webview: vscode.Webview, extensionUri: vscode.Uri): void {
	load(webview, extensionUri, "webview.js", "panel.css");
}

/** Loads the page of a data set into a webview. It says `ready` when it listens. */
export function loadDataSetPage(webview: vscode.Webview, extensionUri: vscode.Uri): void {
	load(webview, extensionUri, "dataSet.js", "dataSetPanel.css");
}

function load(
	webview: vscode.Webview,
	extensionUri: vscode.Uri,
	script: string,
	styles: string,
): void {
	const resource = (name: string) => webview.asWebviewUri(assets(extensionUri, name)).toString();
	webview.options = pageOptions(extensionUri);
	webview.html = panelHtml({
		cspSource: webview.cspSource,
		script: resource(script),
		styles: [resource("codicon.css"), resource(styles)],
		language: vscode.env.language,
	});
}

/** What the page of a chart needs to know besides the data, as the settings and the language are now. */
export function panelSettings(): PanelSettings {
	return {
		strings: webviewStrings(),
		locale: vscode.env.language,
		...chartSettings(),
		sessions: ownSessions().sessions,
	};
}

/** What the page of a data set needs to know besides the data set, as the settings and the language are now. */
export function dataSetSettings(of: "files" | "table"): DataSetSettings {
	const { timeZone } = chartSettings();
	return { strings: dataSetStrings(of), locale: vscode.env.language, timeZone };
}

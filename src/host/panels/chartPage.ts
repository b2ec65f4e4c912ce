import * as vscode from "vscode";
import type { PanelSettings } from "../../protocol/messages";
import { chartSettings } from "../config";
import { webviewStrings } from "../words/uiText";
import { panelHtml } from "./html";

/** Everything that the page loads, and nothing else. */
function assets(extensionUri: vscode.Uri, ...path: string[]): vscode.Uri {
	return vscode.Uri.joinPath(extensionUri, "dist", "page", ...path);
}

/** What the page may do: run our script, read our asset folder, nothing else. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
	return {
		enableScripts: true,
		enableForms: false,
		enableCommandUris: false,
		localResourceRoots: [assets(extensionUri)],
	};
}

/** Loads our page into a webview. It says `ready` when it listens. */
export function loadPage(webview: vscode.Webview, extensionUri: vscode.Uri): void {
	const resource = (name: string) => webview.asWebviewUri(assets(extensionUri, name)).toString();
	webview.options = pageOptions(extensionUri);
	webview.html = panelHtml({
		cspSource: webview.cspSource,
		script: resource("webview.js"),
		styles: [resource("codicon.css"), resource("panel.css")],
		language: vscode.env.language,
	});
}

/** What a page needs to know besides the data, as the settings and the language are now. */
export function panelSettings(): PanelSettings {
	return { strings: webviewStrings(), locale: vscode.env.language, ...chartSettings() };
}

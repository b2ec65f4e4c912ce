import * as vscode from "vscode";
import { panelHtml } from "./html";

/** What the page may do: run our script, read our two asset folders, nothing else. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
	return {
		enableScripts: true,
		enableForms: false,
		enableCommandUris: false,
		localResourceRoots: [
			vscode.Uri.joinPath(extensionUri, "dist"),
			vscode.Uri.joinPath(extensionUri, "media"),
		],
	};
}

/** Loads our page into a webview. It says `ready` when it listens. */
export function loadPage(webview: vscode.Webview, extensionUri: vscode.Uri): void {
	const resource = (...path: string[]) =>
		webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
	webview.options = pageOptions(extensionUri);
	webview.html = panelHtml({
		cspSource: webview.cspSource,
		script: resource("dist", "webview.js"),
		styles: [resource("dist", "codicon.css"), resource("media", "panel.css")],
		language: vscode.env.language,
	});
}

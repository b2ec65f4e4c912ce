import * as vscode from "vscode";
import type { ProviderId } from "../core/providers/ids";

/** The icon of a provider in light and dark themes. */
export function providerIcon(
	extensionUri: vscode.Uri,
	provider: ProviderId,
): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
	const icon = (theme: "light" | "dark") =>
		vscode.Uri.joinPath(extensionUri, "media", "icons", `${provider}-${theme}.svg`);
	return { light: icon("light"), dark: icon("dark") };
}

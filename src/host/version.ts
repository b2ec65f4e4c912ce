import * as vscode from "vscode";
import { EXTENSION_ID } from "./ids";

/** The version of this extension; `unknown` where the editor does not tell it. */
export function ownVersion(): string {
	const manifest: unknown = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON;
	const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
	return isManifest && typeof manifest.version === "string" ? manifest.version : "unknown";
}

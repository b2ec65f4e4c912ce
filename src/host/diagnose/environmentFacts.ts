import { arch, platform, release } from "node:os";
import * as vscode from "vscode";
import { EXTENSION_ID } from "../ids";
import { ownVersion } from "../version";

/** Versions, and where the extension runs. */
export function environmentFacts(): Readonly<Record<string, string>> {
	const { env, version, workspace } = vscode;
	const own = vscode.extensions.getExtension(EXTENSION_ID);
	const kind = own?.extensionKind === vscode.ExtensionKind.Workspace ? "workspace" : "ui";
	const folders = workspace.workspaceFolders ?? [];
	return {
		"Value Area": ownVersion(),
		"VS Code": version,
		application: `${env.appName} (${env.appHost})`,
		Node: process.versions.node,
		system: `${platform()} ${release()} ${arch()}`,
		remote: remoteKind(env.remoteName),
		"extension runs as": kind,
		language: env.language,
		"workspace is trusted": workspace.isTrusted ? "yes" : "no",
		folders: String(folders.length),
		"folders on this machine": String(folders.filter(({ uri }) => uri.scheme === "file").length),
	};
}

/** `ssh-remote`, `wsl`, `dev-container`: the kind alone, since an address may stand in its place. */
function remoteKind(name: string | undefined): string {
	if (name === undefined) return "none";
	return /^[a-z]+(-[a-z]+)*$/.test(name) ? name : "another machine";
}

import { fetchStableVersions } from "@vscode/test-electron/out/download.js";

/** Whether VS Code's download service answers, or an earlier download is there to be used. */
export async function canDownloadDesktop() {
	try {
		return (await fetchStableVersions(true, 10_000)).length > 0;
	} catch {
		return false;
	}
}

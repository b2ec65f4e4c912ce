import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { findProgram } from "./browser.mjs";
import { OUT, ROOT } from "./paths.mjs";

const editor = (module) => import(join(OUT, "test", "editor", `${module}.js`));

/** The `code` program of desktop VS Code, if there is one on PATH. */
export const findDesktop = () => findProgram(process.platform === "win32" ? "code.cmd" : "code");

/**
 * Opens desktop VS Code with folders of its own.
 *
 * @returns {Promise<{sentence: string, ended: Promise<unknown>, stop(): Promise<void>}>}
 */
export async function openDesktop(program, folders) {
	const child = spawn(
		program,
		[
			"--user-data-dir",
			join(folders.userData),
			"--extensions-dir",
			folders.extensions,
			`--extensionDevelopmentPath=${ROOT}`,
			"--disable-workspace-trust",
			// Fresh user data has no key ring entry, and asking for one would open a dialog.
			...(process.platform === "linux" ? ["--password-store=basic"] : []),
			"--new-window",
			"--wait",
			folders.workspace,
		],
		{
			stdio: "inherit",
			shell: process.platform === "win32",
			detached: process.platform !== "win32",
		},
	);
	const ended = Promise.race([
		once(child, "exit"),
		once(child, "error").then(([error]) => {
			throw new Error(`VS Code did not start: ${error.message}`);
		}),
	]);
	return {
		sentence: "VS Code is open in a window of its own.",
		ended,
		async stop() {
			if (child.exitCode !== null || child.pid === undefined) return;
			try {
				process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGTERM");
				await ended;
			} catch {
				// It has ended already.
			}
		},
	};
}

/**
 * Serves VS Code to a browser on this machine.
 *
 * @returns {Promise<{sentence: string, ended: Promise<unknown>, stop(): Promise<void>}>}
 */
export async function serveInBrowser(folders, port) {
	const { EditorServer } = await editor("server");
	const { openFrontDoor } = await editor("frontDoor");
	const { workbenchAddress } = await editor("workbenchAddress");
	const server = await EditorServer.start({ folders });
	const door = await openFrontDoor(server.port, port);
	const address = workbenchAddress({
		origin: door.origin,
		folder: folders.workspace,
		extension: folders.linkExtension(ROOT),
	});
	return {
		sentence: `Open VS Code in a browser on this machine:\n\n  ${address}`,
		ended: server.ended,
		async stop() {
			door.stop();
			await server.stop();
		},
	};
}

/** Temporary folders with a small workspace, and with the extension that opens the two sample charts. */
export async function startFolders(settings) {
	const { EditorFolders } = await editor("folders");
	const folders = new EditorFolders({ settings, workspace: { "README.md": WORKSPACE_README } });
	folders.addExtension(join(ROOT, "scripts", "start-extension"));
	return folders;
}

const WORKSPACE_README = `# Markets

A small folder to try Value Area in. Open the Value Area view in the activity bar for the saved
markets, or press F1 and type "Value Area".
`;

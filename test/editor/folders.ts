import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** User settings that keep a window quiet: no welcome page, no chat, no look-ups, a trusted folder. */
const QUIET: Readonly<Record<string, unknown>> = {
	"workbench.startupEditor": "none",
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"workbench.tips.enabled": false,
	"workbench.enableExperiments": false,
	// What fades out is still there for a while, and takes no input.
	"workbench.reduceMotion": "on",
	"chat.disableAIFeatures": true,
	"security.workspace.trust.enabled": false,
	"telemetry.telemetryLevel": "off",
	"update.mode": "none",
	"extensions.autoCheckUpdates": false,
	"extensions.ignoreRecommendations": true,
	"git.enabled": false,
	// Looks for ports through the files of every process on the machine, again and again.
	"remote.autoForwardPorts": false,
	// A window in the browser has no local host that could run an extension under development.
	"remote.extensionKind": { "value-area.value-area": ["workspace"] },
};

export interface FolderOptions {
	/** Added to the quiet user settings. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Files of the workspace: text by name. */
	readonly workspace?: Readonly<Record<string, string>>;
}

/** Fresh temporary folders for one VS Code, so that nothing of the user's is read or touched. */
export class EditorFolders {
	readonly root: string;
	readonly userData: string;
	readonly extensions: string;
	readonly workspace: string;
	private settings: Readonly<Record<string, unknown>>;

	constructor({ settings = {}, workspace = {} }: FolderOptions = {}) {
		this.root = mkdtempSync(join(tmpdir(), "value-area-"));
		this.userData = join(this.root, "user-data");
		this.extensions = join(this.root, "extensions");
		this.workspace = join(this.root, "markets");
		for (const folder of [this.extensions, this.workspace]) mkdirSync(folder, { recursive: true });
		for (const [name, text] of Object.entries(workspace)) {
			writeFileSync(join(this.workspace, name), text);
		}
		this.settings = { ...QUIET, ...settings };
		this.writeSettings(this.settings);
	}

	/** Sets some settings otherwise, as a person does in their file; a window follows, at the latest with its reload. */
	changeSettings(settings: Readonly<Record<string, unknown>>): void {
		this.settings = { ...this.settings, ...settings };
		this.writeSettings(this.settings);
	}

	/**
	 * Below it each extension keeps its files, by its id. VS Code's server and a desktop window with
	 * `--user-data-dir` agree on every path below `User`; the server's user data is its `data`.
	 */
	globalStorage(host: "server" | "desktop"): string {
		return join(this.userOf(host), "globalStorage");
	}

	/**
	 * Installs an unpacked extension, before the first start: VS Code takes over what it then finds in
	 * its folder. The window's address can name one extension under development alone.
	 */
	addExtension(folder: string): void {
		const manifest = readFileSync(join(folder, "package.json"), "utf8");
		const { publisher, name, version } = JSON.parse(manifest) as Record<string, string>;
		const installed = join(this.extensions, `${publisher}.${name}-${version}`);
		cpSync(folder, installed, { recursive: true });
	}

	/**
	 * A path of its own to an extension under development. VS Code takes any colour theme below such
	 * an extension's path for one under development too, and ours holds all that VS Code ships.
	 */
	linkExtension(folder: string): string {
		const link = join(this.root, "extension");
		symlinkSync(folder, link);
		return link;
	}

	remove(): void {
		rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	}

	private userOf(host: "server" | "desktop"): string {
		return join(this.userData, ...(host === "server" ? ["data", "User"] : ["User"]));
	}

	private settingsFile(host: "server" | "desktop"): string {
		return join(this.userOf(host), "settings.json");
	}

	private writeSettings(settings: object): void {
		for (const host of ["server", "desktop"] as const) {
			mkdirSync(this.userOf(host), { recursive: true });
			writeFileSync(this.settingsFile(host), `${JSON.stringify(settings, undefined, "\t")}\n`);
		}
		// Settings of a machine are those of the one that the server runs on.
		const machine = join(this.userData, "data", "Machine");
		mkdirSync(machine, { recursive: true });
		writeFileSync(join(machine, "settings.json"), `${JSON.stringify(settings, undefined, "\t")}\n`);
	}
}

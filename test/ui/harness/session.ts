import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { launchBrowser, workbenchContext } from "../../editor/browser";
import { EditorFolders } from "../../editor/folders";
import { REPOSITORY, TEST_RESULTS } from "../../editor/repository";
import { EditorServer, installExtension } from "../../editor/server";
import { workbenchAddress } from "../../editor/workbenchAddress";
import { Workbench } from "./workbench";

export interface SessionOptions {
	/** Added to the quiet user settings. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** A package to install; without it the repository itself is loaded as an extension under development. */
	readonly vsix?: string;
	/** Added to the environment of the extension host. */
	readonly env?: Readonly<Record<string, string>>;
	/** Puts files into the folders before VS Code starts. */
	readonly prepare?: (folders: EditorFolders) => void;
	readonly viewport?: { readonly width: number; readonly height: number };
}

/** A VS Code of its own with a browser window on it. */
export class Session {
	private constructor(
		readonly folders: EditorFolders,
		private readonly server: EditorServer,
		private readonly browser: Browser,
		private readonly context: BrowserContext,
		readonly workbench: Workbench,
		/** What the window, its frames and the extension host printed. */
		readonly console: readonly string[],
	) {}

	static async start({
		settings,
		vsix,
		env = {},
		prepare,
		viewport,
	}: SessionOptions = {}): Promise<Session> {
		const folders = new EditorFolders({
			settings: { "workbench.colorTheme": "Dark Modern", ...settings },
		});
		prepare?.(folders);
		if (vsix !== undefined) await installExtension(folders, vsix);
		const server = await EditorServer.start({ folders, env });
		const browser = await launchBrowser();
		const context = await workbenchContext(browser, viewport);
		await context.addInitScript(recordMessages);
		const page = await context.newPage();
		const lines: string[] = [];
		page.on("console", (message) => lines.push(`${message.type()}: ${message.text()}`));
		page.on("pageerror", (error) => lines.push(`pageerror: ${error.stack ?? error.message}`));
		const workbench = new Workbench(
			page,
			workbenchAddress({
				origin: server.origin,
				folder: folders.workspace,
				...(vsix === undefined ? { extension: folders.linkExtension(REPOSITORY) } : {}),
			}),
		);
		const session = new Session(folders, server, browser, context, workbench, lines);
		try {
			await workbench.open();
		} catch (error) {
			await session.keepTrace("start");
			await session.stop();
			throw error;
		}
		return session;
	}

	/** Everything that was posted to any frame of the window, as JSON. */
	async messages(): Promise<string[]> {
		const all: string[] = [];
		for (const frame of this.workbench.page.frames()) {
			const recorded = await frame
				.evaluate(() => (window as { recordedMessages?: string[] }).recordedMessages ?? [])
				// The frame has gone meanwhile.
				.catch(() => []);
			all.push(...recorded);
		}
		return all;
	}

	/** Another window of the same browser profile on the same folder. */
	async secondWindow(): Promise<Workbench> {
		const page = await this.context.newPage();
		const workbench = new Workbench(page, this.workbench.page.url());
		await workbench.open();
		return workbench;
	}

	/** A window of the same VS Code in which no folder is open. */
	async windowWithoutFolder(): Promise<Workbench> {
		const page = await this.context.newPage();
		const address = new URL(this.workbench.page.url());
		address.searchParams.delete("folder");
		address.searchParams.set("ew", "true");
		const workbench = new Workbench(page, address.href);
		await workbench.open();
		return workbench;
	}

	/** Keeps a picture in `test-results/`, to be looked at. */
	async picture(name: string): Promise<void> {
		mkdirSync(TEST_RESULTS, { recursive: true });
		await this.workbench.page.screenshot({ path: join(TEST_RESULTS, `${name}.png`) });
	}

	/** What a failed test leaves behind: a picture, the console, the server's output. What the window shows is printed. */
	async keepTrace(name: string): Promise<void> {
		const seen = await this.workbench.described().catch((error: unknown) => String(error));
		console.log(`The window when "${name}" failed:\n${seen}`);
		const base = join(TEST_RESULTS, `failed-${name.replace(/[^\w]+/g, "-").slice(0, 80)}`);
		mkdirSync(TEST_RESULTS, { recursive: true });
		writeFileSync(`${base}.log`, this.console.join("\n"));
		appendFileSync(`${base}.log`, `\n\n--- server ---\n${this.server.output.join("")}`);
		await this.workbench.page.screenshot({ path: `${base}.png` }).catch(() => undefined);
	}

	/** Ends the extension host as a crash does. */
	crashExtensionHost(): void {
		if (this.server.crashExtensionHosts() === 0) throw new Error("There was no extension host.");
	}

	async stop(): Promise<void> {
		await this.browser.close();
		await this.server.stop();
		this.folders.remove();
	}
}

/** Runs in every frame before its own scripts. */
function recordMessages(): void {
	const recorded: string[] = [];
	Object.assign(window, { recordedMessages: recorded });
	window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
		try {
			recorded.push(JSON.stringify(data) ?? "");
		} catch {
			// A message with a cycle is none of ours.
		}
	});
}

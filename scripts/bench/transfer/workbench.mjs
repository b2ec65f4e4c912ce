import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../../lib/build.mjs";
import { OUT } from "../../lib/paths.mjs";

const EXTENSION = fileURLToPath(new URL("./extension", import.meta.url));
const DEADLINE_MS = 180_000;

/**
 * Opens VS Code in the browser with an extension that posts the same points to a webview as rows and
 * as a buffer, again and again.
 *
 * @returns {Promise<Record<"rows" | "columns", {answered: number[], arrived: number[]}>>} milliseconds
 *   until the host has the answer, and until the page has the message
 */
export async function insideWorkbench(count, repetitions) {
	if ((await compile("test/editor")) !== 0) throw new Error("test/editor does not compile.");
	// Compiled only now.
	const editor = (name) => import(join(OUT, "test", "editor", `${name}.js`));
	const { EditorFolders } = await editor("folders");
	const { EditorServer } = await editor("server");
	const { launchBrowser, workbenchContext } = await editor("browser");
	const { workbenchAddress } = await editor("workbenchAddress");

	const folders = new EditorFolders();
	const answer = join(folders.root, "transfer.json");
	let server, browser;
	try {
		server = await EditorServer.start({
			folders,
			env: {
				VALUE_AREA_TRANSFER_ANSWER: answer,
				VALUE_AREA_TRANSFER_COUNT: String(count),
				VALUE_AREA_TRANSFER_REPETITIONS: String(repetitions),
			},
		});
		browser = await launchBrowser();
		const page = await (await workbenchContext(browser)).newPage();
		const extension = folders.linkExtension(EXTENSION);
		const folder = folders.workspace;
		await page.goto(workbenchAddress({ origin: server.origin, folder, extension }));
		return await measured(answer);
	} finally {
		await browser?.close();
		await server?.stop();
		folders.remove();
	}
}

/** Waits for the file that the extension writes when it has measured. */
async function measured(file) {
	const until = Date.now() + DEADLINE_MS;
	while (Date.now() < until) {
		const text = await readFile(file, "utf8").catch(() => undefined);
		if (text !== undefined) {
			const { problem, samples } = JSON.parse(text);
			if (problem !== undefined) throw new Error(problem);
			return samples;
		}
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
	throw new Error("The extension in the workbench did not answer in time.");
}

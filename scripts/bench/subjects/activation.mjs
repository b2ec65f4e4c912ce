import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../../lib/build.mjs";
import { OUT, ROOT } from "../../lib/paths.mjs";
import { capture } from "../../lib/processes.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";

const folderOf = (name) => fileURLToPath(new URL(`../activation/${name}`, import.meta.url));
const OURS = "value-area.value-area";
const EMPTY = "value-area-bench.empty";
/** Whoever comes first pays for what the host does once. */
const FIRST = "value-area-bench.first";
const DEADLINE_MS = 180_000;

/** The package that people install. */
async function makePackage(file) {
	const { code, output } = await capture(process.execPath, ["scripts/package.mjs", "--out", file], {
		cwd: ROOT,
	});
	if (code !== 0) throw new Error(`The package was not built:\n${output}`);
}

/** One more host: a window is opened anew, and the extension in it measures. */
async function sample(page, address, answer) {
	rmSync(answer, { force: true });
	await page.goto(address);
	const until = Date.now() + DEADLINE_MS;
	while (!existsSync(answer)) {
		if (Date.now() > until)
			throw new Error("The extension in the workbench did not answer in time.");
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
	const { times, problem } = JSON.parse(readFileSync(answer, "utf8"));
	if (problem !== undefined) throw new Error(problem);
	return times;
}

/**
 * Activation inside a real VS Code: the installed package against an extension that does nothing, in the same host,
 * a fresh one for each sample.
 */
export async function activation({ repetitions }) {
	if ((await compile("test/editor")) !== 0) throw new Error("test/editor does not compile.");
	// Compiled only now.
	const editor = (name) => import(join(OUT, "test", "editor", `${name}.js`));
	const { EditorFolders } = await editor("folders");
	const { EditorServer, installExtension } = await editor("server");
	const { launchBrowser, workbenchContext } = await editor("browser");
	const { workbenchAddress } = await editor("workbenchAddress");

	const folders = new EditorFolders();
	const answer = join(folders.root, "activation.json");
	const vsix = join(folders.root, "value-area.vsix");
	let server, browser;
	try {
		await makePackage(vsix);
		folders.addExtension(folderOf("empty"));
		folders.addExtension(folderOf("first"));
		await installExtension(folders, vsix);
		server = await EditorServer.start({
			folders,
			env: {
				VALUE_AREA_ACTIVATION_ANSWER: answer,
				VALUE_AREA_ACTIVATION_IDS: [FIRST, EMPTY, OURS].join(","),
			},
		});
		browser = await launchBrowser();
		const page = await (await workbenchContext(browser)).newPage();
		const extension = folders.linkExtension(folderOf("measurer"));
		const folder = folders.workspace;
		const address = workbenchAddress({ origin: server.origin, folder, extension });
		const samples = [];
		for (let repetition = 0; repetition < repetitions; repetition++) {
			samples.push(await sample(page, address, answer));
		}
		const timesOf = (id) => samples.map((times) => times[id]);
		printTable(
			"Activation inside VS Code",
			["extension", "median ms"],
			[
				["an empty one", median(timesOf(EMPTY)).toFixed(2)],
				["Value Area, installed from its package", median(timesOf(OURS)).toFixed(2)],
			],
		);
		return [
			goalRow({
				id: "P15",
				what: "Activation in a real host, against an empty extension in the same host",
				measured: medianRatio(timesOf(OURS), timesOf(EMPTY)),
				bound: 10,
			}),
		];
	} finally {
		await browser?.close();
		await server?.stop();
		folders.remove();
	}
}

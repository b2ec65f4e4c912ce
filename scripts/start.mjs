// Runs the extension on a fresh machine: `npm start`, or `npm start -- --browser --port 3000`.
import { parseArgs } from "node:util";
import { bootstrap } from "./lib/bootstrap.mjs";
import { bundle, compile } from "./lib/build.mjs";
import { customOrigins } from "./lib/customOrigins.mjs";
import { startMarketDataService } from "./lib/marketDataService.mjs";
import { saveMarkets } from "./lib/savedMarkets.mjs";
import { findDesktop, openDesktop, serveInBrowser, startFolders } from "./lib/startWindow.mjs";
import { SetupError, main, say, withProgress } from "./lib/terminal.mjs";
import { layTrades } from "./lib/tradesFiles.mjs";
import { tryThis } from "./lib/tryThis.mjs";

/** Resolves at Ctrl+C, or when the program is asked to end. */
const interrupted = new Promise((resolve) => {
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, resolve);
});

await main(async () => {
	const { values } = parseArgs({
		options: { browser: { type: "boolean" }, port: { type: "string", default: "0" } },
	});
	const desktop = values.browser === true ? undefined : findDesktop();
	await bootstrap({ server: desktop === undefined });
	await withProgress("Building", async () => {
		if ((await compile("test/editor", "test/support")) === 0 && (await bundle()) === 0) return;
		throw new SetupError("The build failed; the messages above say where.");
	});
	const stops = [];
	try {
		const service = await startMarketDataService();
		stops.push(() => service.stop());
		const folders = await startFolders(customOrigins(service));
		stops.push(() => folders.remove());
		const tape = layTrades(folders.workspace);
		const host = desktop === undefined ? "server" : "desktop";
		await saveMarkets(folders.globalStorage(host));
		const window =
			desktop === undefined
				? await serveInBrowser(folders, Number(values.port))
				: await openDesktop(desktop, folders);
		stops.push(() => window.stop());
		process.stdout.write(`\n${window.sentence}\n\n${tryThis(tape)}\n`);
		await Promise.race([interrupted, window.ended]);
		say("\nStopping …");
	} finally {
		for (const stop of stops.reverse()) await stop();
	}
});

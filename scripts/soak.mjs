// Load and endurance on loopback: `npm run test:soak [-- share [part]]`. Takes some minutes; a share of 0.1 does a
// tenth of everything. Prints figures, and fails where something is lost, leaked or grows.
import { bootstrap } from "./lib/bootstrap.mjs";
import { compile } from "./lib/build.mjs";
import { OUT, ROOT } from "./lib/paths.mjs";
import { run } from "./lib/processes.mjs";
import { SetupError, main } from "./lib/terminal.mjs";

const LONGEST_RUN_MS = 30 * 60_000;

await main(async () => {
	await bootstrap({});
	if ((await compile("test/unit")) !== 0) throw new SetupError("The project does not compile.");
	const soak = ["--expose-gc", `${OUT}/test/unit/soak/main.js`, ...process.argv.slice(2)];
	return run(process.execPath, soak, { cwd: ROOT, timeout: LONGEST_RUN_MS });
});

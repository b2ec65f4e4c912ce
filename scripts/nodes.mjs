// Runs the tests that must hold on every version of Node (network, bodies, pages, hostile input, storage) on each
// of them: `npm run test:nodes [-- 22]`. VS Code brings 22 or 24; the development of this project begins with 20.
import { bootstrap } from "./lib/bootstrap.mjs";
import { compile } from "./lib/build.mjs";
import { ROOT, installed } from "./lib/paths.mjs";
import { run } from "./lib/processes.mjs";
import { SetupError, main, say } from "./lib/terminal.mjs";
import { provisionNode } from "./lib/tools.mjs";
import { OTHER_NODES } from "./lib/versions.mjs";

const TESTS = [
	"out/test/unit/net/**/*.test.js",
	"out/test/unit/reading/**/*.test.js",
	"out/test/unit/core/feeds/**/*.test.js",
	"out/test/unit/core/reader/**/*.test.js",
	"out/test/unit/core/access/**/*.test.js",
	"out/test/unit/core/export/**/*.test.js",
	"out/test/unit/app/files/**/*.test.js",
	"out/test/unit/app/markets/**/*.test.js",
	"out/test/unit/app/queryService.test.js",
];
const LONGEST_RUN_MS = 15 * 60_000;

await main(async () => {
	const [wanted = ""] = process.argv.slice(2);
	const versions = [...OTHER_NODES, "24"].filter((version) => version.startsWith(wanted));
	if (versions.length === 0) throw new SetupError(`There is no Node ${wanted} to run tests on.`);
	await bootstrap({});
	if ((await compile("test/unit")) !== 0) throw new SetupError("The project does not compile.");
	const failed = [];
	for (const version of versions) {
		const node = await provisionNode(version);
		say(`Node ${version}`);
		const mocha = [installed("mocha", "bin", "mocha.js"), "--exit", "--timeout", "60000"];
		const code = await run(node, [...mocha, "--reporter", "dot", ...TESTS], {
			cwd: ROOT,
			timeout: LONGEST_RUN_MS,
		});
		if (code !== 0) failed.push(version);
	}
	say(failed.length === 0 ? `All pass on Node ${versions.join(", ")}.` : `Failed on ${failed}.`);
	return failed.length === 0 ? 0 : 1;
});

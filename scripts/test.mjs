// Runs the tests: `node scripts/test.mjs [check | unit | integration | ui | desktop | golden]`, all but
// the last two by default. "golden" draws the golden pictures anew. Ends with "N passed, N failed",
// and ", N skipped" where this machine cannot have what tests need.
import { bootstrap } from "./lib/bootstrap.mjs";
import { build, check, golden, integration, pack, ui, unit } from "./lib/steps.mjs";
import { Tally } from "./lib/tally.mjs";
import { SetupError, main, say } from "./lib/terminal.mjs";

const EDITOR = { server: true, browser: true };
const DATABASES = { clickHouse: true };

const RUNS = {
	all: {
		needs: { ...EDITOR, ...DATABASES },
		steps: [(tally) => check(tally, pack), unit, build, (tally) => integration(tally), ui],
	},
	check: { needs: {}, steps: [(tally) => check(tally)] },
	unit: { needs: { node24: true, ...DATABASES }, steps: [pack, unit] },
	golden: { needs: {}, steps: [golden] },
	integration: { needs: EDITOR, steps: [build, (tally) => integration(tally)] },
	ui: { needs: EDITOR, steps: [pack, build, ui] },
	desktop: { needs: {}, steps: [build, (tally) => integration(tally, "desktop")] },
};

/** Loaded late, because it comes with the dependencies. */
async function isDesktopInReach() {
	const { canDownloadDesktop } = await import("./lib/desktop.mjs");
	return canDownloadDesktop();
}

await main(async () => {
	const [name = "all"] = process.argv.slice(2);
	const chosen = RUNS[name];
	if (chosen === undefined) {
		throw new SetupError(`There is no test run "${name}". Choose ${Object.keys(RUNS).join(", ")}.`);
	}
	await bootstrap(chosen.needs);
	if (name === "desktop" && !(await isDesktopInReach())) {
		say(
			"Desktop VS Code cannot be downloaded from here, so nothing was tested. " +
				'"npm run test:integration" runs the same suite in VS Code\'s own server.',
		);
		return 0;
	}
	const tally = new Tally();
	for (const step of chosen.steps) {
		if ((await step(tally)) === false) break;
	}
	return tally.close();
});

import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { REPOSITORY } from "../editor/repository";
import { dataSetPage } from "./harness/dataSetPage";
import { itAfter } from "./harness/itAfter";
import { numberIn } from "./harness/numbers";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

/** `npm test` builds it for the machine that it runs on (scripts/lib/steps.mjs). */
const VSIX = join(REPOSITORY, "out", "value-area-engine.vsix");
const START = Date.parse("2024-03-05T12:00:00Z");
const NAME = "BTC-USDT-trades-2024-03-05";

interface TargetsScript {
	readonly ownTarget: () => string | undefined;
}

/** An hour of trades, one a second: two bought for each one that was sold, 0.5 each, most of them at 65,010. */
function tape(): string {
	const rows = Array.from({ length: 3_600 }, (_, second) => {
		const price = second % 2 === 0 ? "65010.0" : (65_000 + ((second * 7) % 90)).toFixed(1);
		return `${second + 1},${price},0.5,${START + second * 1_000},${second % 3 === 0 ? "sell" : "buy"}`;
	});
	return ["id,price,size,time,side", ...rows, ""].join("\n");
}

describe("the package with an engine, installed", () => {
	before("it is there where this machine is one of its targets", async function () {
		const script = join(REPOSITORY, "scripts", "lib", "targets.mjs");
		const { ownTarget } = (await import(pathToFileURL(script).href)) as TargetsScript;
		const target = ownTarget();
		if (target === undefined) {
			process.stdout.write("    There is no engine for this machine, hence no package with one.\n");
			this.skip();
		}
		assert.ok(existsSync(VSIX), `build it: npm run package -- --target ${target} --out ${VSIX}`);
	});
	const editor = useEditor({
		vsix: VSIX,
		prepare: ({ workspace }) => writeFileSync(join(workspace, `${NAME}.csv`), tape()),
	});

	it("brings the engine and no folder of packages", () => {
		const { extensions } = editor().session.folders;
		const [installed, ...others] = readdirSync(extensions).filter((name) =>
			name.startsWith("value-area."),
		);
		assert.ok(installed !== undefined && others.length === 0);
		const files = readdirSync(join(extensions, installed), { recursive: true, encoding: "utf8" });
		assert.ok(files.includes(join("dist", "native", "duckdb.node")));
		assert.deepEqual(
			files.filter((file) => file.includes("node_modules")),
			[],
		);
	});

	it("opens a file of trades, and says what is in it", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.openContainer("Explorer");
		await workbench.treeAction(`${NAME}.csv`, "Open trades");
		const page = await dataSetPage(workbench, NAME);
		await page.getByText("3,600 trades").first().waitFor();
		await session.picture("packaged-engine-described");
	});

	const itOnceOpen = itAfter("opens a file of trades, and says what is in it");

	itOnceOpen("charts its volume profile to the last trade", async () => {
		const { session } = editor();
		const { workbench } = session;
		const page = await dataSetPage(workbench, NAME);
		await page.locator('[data-testid="open-volumeProfile"]:enabled').click();
		const chart = await workbench.chart("BTC-USDT volume profile");
		await chart.state("chart");
		await session.picture("packaged-engine-chart");
		const values = await Promise.all(
			["total", "buy", "sell", "poc"].map((name) => chart.value(name)),
		);
		assert.deepEqual(values.map(numberIn), [1_800, 1_200, 600, 65_010]);
	});

	it("reads the sample, and the second venue of it", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.run("Value Area: Open sample data");
		await workbench.input.pick("One coin at two venues");
		const chart = await workbench.chart("BTC-USDT VWAPs");
		await chart.state("chart");
		// What compares lines is a part of the page that comes later.
		await until("both venues are named", async () =>
			/second venue|sample-b/.test(await chart.legend()),
		);
		await session.picture("packaged-engine-venues");
	});
});

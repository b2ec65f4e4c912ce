import { build } from "esbuild";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROVISIONED, ROOT } from "../../lib/paths.mjs";
import { answerTo } from "../trades/programs.mjs";

/** What of ClickHouse this machine has, and why it has not all of it. */
export async function clickHouseHere() {
	const tools = JSON.parse(await readFile(join(PROVISIONED, "tools.json"), "utf8"));
	return tools.clickHouse ?? { missing: ["ClickHouse was not provisioned."] };
}

/**
 * Runs a program of test/bench/clickHouse to its end.
 *
 * @param {"run" | "pair"} name
 * @returns {Promise<any>} the JSON that it prints
 */
export async function measured(name, order) {
	const folder = await mkdtemp(join(tmpdir(), "value-area-bench-clickhouse-"));
	try {
		await build({
			entryPoints: {
				[name]: join(ROOT, "test", "bench", "clickHouse", `${name}.ts`),
				// It is begun as a process of its own and looked for beside whoever begins it.
				embeddedProcess: join(ROOT, "test", "support", "clickHouse", "embeddedProcess.ts"),
			},
			outdir: folder,
			bundle: true,
			minify: true,
			platform: "node",
			format: "cjs",
			target: "node20",
			define: { VALUE_AREA_PRODUCTION: "true" },
			logLevel: "warning",
		});
		return await answerTo(join(folder, `${name}.js`), order);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

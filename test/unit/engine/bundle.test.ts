import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { findEngine } from "../../../src/engine/findEngine";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { judged, startEngine, UNTIL_DONE } from "./engineTools";
import { VWAP } from "./madeTape";

interface EngineBundle {
	readonly ENGINE_OPTIONS: BuildOptions;
	readonly copyEngine: (outdir: string) => void;
}

describe("the engine's bundle", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();

	it("runs from its own folder, with the binding beside it and nothing else", async () => {
		const script = pathToFileURL(join(process.cwd(), "scripts", "lib", "engineBundle.mjs")).href;
		const { ENGINE_OPTIONS, copyEngine } = (await import(script)) as EngineBundle;
		await build({
			...ENGINE_OPTIONS,
			entryPoints: { engine: join(process.cwd(), "src/engine/duckdb/main.ts") },
			outdir: folder(),
			bundle: true,
			platform: "node",
			format: "cjs",
			minify: true,
			logLevel: "silent",
		});
		assert.equal(findEngine(folder()), undefined);
		copyEngine(folder());
		assert.ok(!existsSync(join(folder(), "node_modules")));
		const file = findEngine(folder());
		assert.ok(file !== undefined);
		const engine = startEngine(folder(), { file });
		try {
			const rows = `h,h,h,h,h\n${VWAP.range.from},1.5,"2",buy,1\n`;
			const trades = await judged(engine, join(folder(), "trades.csv"), rows);
			const sums = await engine.sum(VWAP, [trades], UNTIL_DONE);
			assert.ok("notional" in sums);
			assert.deepEqual(sums.notional, [30n]);
		} finally {
			await engine.dispose();
		}
	});
});

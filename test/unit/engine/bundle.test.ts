import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { findEngine } from "../../../src/engine/findEngine";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { GENERIC, judged, startEngine, UNTIL_DONE, withoutIds } from "./engineTools";
import { VWAP } from "./madeTape";

interface EngineBundle {
	readonly ENGINE_ENTRIES: Readonly<Record<string, string>>;
	readonly ENGINE_OPTIONS: BuildOptions;
	readonly copyEngine: (outdir: string) => void;
}

describe("the engine's bundle", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();

	it("runs from its own folder, with the binding beside it and nothing else", async () => {
		const script = pathToFileURL(join(process.cwd(), "scripts", "lib", "engineBundle.mjs")).href;
		const { ENGINE_ENTRIES, ENGINE_OPTIONS, copyEngine } = (await import(script)) as EngineBundle;
		await build({
			...ENGINE_OPTIONS,
			entryPoints: ENGINE_ENTRIES,
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

			// Large enough for threads, which run a file of their own.
			const padding = "p".repeat(4_000);
			const row = (at: number) => `${VWAP.range.from + at},1.5,2,buy,${padding}\n`;
			const large = Array.from({ length: 20_000 }, (_, at) => row(at));
			const layout = withoutIds(GENERIC);
			const { trades: count } = await judged(
				engine,
				join(folder(), "large.csv"),
				`h,h,h,h,h\n${large.join("")}`,
				layout,
			);
			assert.equal(count, large.length);
		} finally {
			await engine.dispose();
		}
	});
});

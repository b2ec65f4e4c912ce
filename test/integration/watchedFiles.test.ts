import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { watchedFiles } from "../../src/app/following/watchedFiles";
import { watchFiles } from "../../src/host/panels/watchFiles";

/** A watcher is asked for at once and set up by VS Code a moment later: until then a change is made again and again. */
const TRY_AGAIN_MS = 500;

describe("files of a data set that is followed", () => {
	const folder = mkdtempSync(join(tmpdir(), "value-area-watched-"));
	after(() => rmSync(folder, { recursive: true, force: true }));

	/** Resolves once a watcher for these paths has called back. */
	async function seen(paths: readonly string[], change: (attempt: number) => void): Promise<void> {
		let attempt = 0;
		let timer: NodeJS.Timeout | undefined;
		let watcher: { dispose(): unknown } | undefined;
		try {
			await new Promise<void>((resolve) => {
				watcher = watchFiles(watchedFiles(paths), resolve);
				timer = setInterval(() => change(attempt++), TRY_AGAIN_MS);
			});
		} finally {
			clearInterval(timer);
			watcher?.dispose();
		}
	}

	it("are seen to grow, outside of the workspace too", async () => {
		const path = join(folder, "BTC-USDT.csv");
		writeFileSync(path, "time,price,size,side\n");
		await seen([path], (attempt) =>
			writeFileSync(path, `${attempt},100.1,0.1,buy\n`, { flag: "a" }),
		);
	});

	it("are seen where a whole new file takes the place of the old one", async () => {
		const path = join(folder, "ETH-USDT.csv");
		writeFileSync(path, "time,price,size,side\n");
		await seen([path], (attempt) => {
			writeFileSync(`${path}.new`, `${attempt},100.1,0.1,buy\n`);
			renameSync(`${path}.new`, path);
		});
	});

	it("are seen to appear where a pattern may match them, whatever signs the names of folders hold", async () => {
		const year = join(folder, "trades {2024} [spot]", "2024");
		mkdirSync(year, { recursive: true });
		await seen([join(folder, "trades {2024} [spot]", "**", "*.csv")], (attempt) =>
			writeFileSync(join(year, `${attempt}.csv`), "time,price,size,side\n"),
		);
	});

	it("are not asked about once nobody follows them", async () => {
		const path = join(folder, "quiet.csv");
		writeFileSync(path, "");
		let calls = 0;
		watchFiles(watchedFiles([path]), () => calls++).dispose();
		// A watcher of the same file that lives on has seen the changes by now.
		await seen([path], (attempt) => writeFileSync(path, `${attempt}\n`, { flag: "a" }));
		assert.equal(calls, 0);
	});
});

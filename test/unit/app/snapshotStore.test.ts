import assert from "node:assert/strict";
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SNAPSHOTS_KEPT, SnapshotStore } from "../../../src/app/snapshotStore";
import type { QueryResult } from "../../../src/core/result";
import { FaultyFs } from "./faultyFs";
import { KeptLog } from "./keptLog";
import { queryResult } from "./results";
import { useTemporaryFolder } from "./temporaryFolder";

/** Columns as plain values: a packed text column is no array. */
function plain(result: QueryResult | undefined) {
	return result?.series.map((series) =>
		series.kind === "vwap"
			? {
					...series,
					rawPrice: Array.from({ length: series.rawPrice.length }, (_, at) =>
						series.rawPrice.at(at),
					),
				}
			: series,
	);
}

const NOW = Date.UTC(2026, 2, 29);

describe("snapshots", () => {
	const folder = useTemporaryFolder();
	const snapshots = () => join(folder(), "snapshots");
	let log = new KeptLog();
	beforeEach(() => (log = new KeptLog()));
	const open = (fs = new FaultyFs({})) =>
		new SnapshotStore({ folder: snapshots(), log, now: () => NOW, fs });
	const only = () => join(snapshots(), readdirSync(snapshots())[0] ?? "");

	it("give back what was saved, gaps and decimal texts included", async () => {
		const result = queryResult([100.5, NaN, 101.25]);
		await open().save("view", result);
		const loaded = await open().load("view");
		assert.deepEqual(plain(loaded), plain(result));
		assert.deepEqual([loaded?.query, loaded?.fetchedAt], [result.query, result.fetchedAt]);
	});

	it("are none for another view and where nothing was saved", async () => {
		assert.equal(await open().load("view"), undefined);
		await open().save("view", queryResult([1]));
		assert.equal(await open().load("another"), undefined);
		assert.deepEqual(log.lines, []);
	});

	const damages: readonly (readonly [string, (path: string) => void])[] = [
		["truncated", (path) => truncateSync(path, 300)],
		["empty", (path) => writeFileSync(path, "")],
		[
			"of one changed byte",
			(path) => {
				const content = readFileSync(path);
				content.writeUInt8(content.readUInt8(content.length - 3) ^ 1, content.length - 3);
				writeFileSync(path, content);
			},
		],
		["of another kind", (path) => writeFileSync(path, "\n\n{}")],
	];
	for (const [what, damage] of damages) {
		it(`read as none and go away when a file is ${what}`, async () => {
			await open().save("view", queryResult([1, 2, 3]));
			damage(only());
			assert.equal(await open().load("view"), undefined);
			assert.deepEqual(readdirSync(snapshots()), []);
			assert.equal(log.lines.length, 1);
		});
	}

	it("are kept for the newest views only", async () => {
		const store = open();
		for (let view = 0; view < SNAPSHOTS_KEPT + 3; view++) {
			await store.save(`view ${view}`, queryResult([view + 1]));
		}
		assert.equal(readdirSync(snapshots()).length, SNAPSHOTS_KEPT);
		assert.notEqual(await store.load(`view ${SNAPSHOTS_KEPT + 2}`), undefined);
	});

	it("keep the old one and never reject when the disk is full", async () => {
		await open().save("view", queryResult([1]));
		await open(new FaultyFs({ write: "ENOSPC" })).save("view", queryResult([2]));
		assert.deepEqual(plain(await open().load("view")), plain(queryResult([1])));
		assert.equal(log.lines.length, 1);
	});

	it("can all be removed", async () => {
		const store = open();
		await store.save("one", queryResult([1]));
		await store.save("two", queryResult([2]));
		assert.equal(await store.clear(), 2);
		assert.deepEqual(readdirSync(snapshots()), []);
	});
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
	chmodSync,
	copyFileSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { SNAPSHOTS_KEPT, SnapshotStore } from "../../../src/app/snapshotStore";
import type { PackedResult } from "../../../src/core/result/packedResult";
import { asNobody } from "./files/asNobody";
import { type AtomicFs, nodeAtomicFs } from "../../../src/app/files/atomicWrite";
import { FaultyFs } from "./files/faultyFs";
import { KeptLog } from "./keptLog";
import { NOTHING_REJECTED } from "../../../src/core/result/series";
import { HOUR_MS } from "../../../src/core/time";
import { opened } from "../../support/packed";
import { packedResult } from "./results";
import { useTemporaryFolder } from "./temporaryFolder";

/** Columns as plain values: a packed text column is no array. */
function plain(result: PackedResult | undefined) {
	return (result ? opened(result).series : undefined)?.map((series) =>
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

/** What the snapshots hold that version 0.2 wrote. */
const FORMER: Readonly<Record<string, object>> = {
	profile: {
		kind: "volumeProfile",
		id: "BINANCE_FUTURES BTCUSDT",
		market: { exchange: "BINANCE_FUTURES", symbol: "BTCUSDT", coin: "BTC" },
		interval: HOUR_MS,
		open: true,
		rejected: {
			points: 0,
			levels: 1,
			duplicates: 2,
			outOfRange: 3,
			strays: { count: 1, first: 5, last: 5 },
		},
		unit: "base",
		step: 0.5,
		rowPrice: "lowerEdge",
		times: Float64Array.of(NOW, NOW + HOUR_MS),
		offsets: Uint32Array.of(0, 2, 3),
		prices: Float64Array.of(100, 100.5, 101),
		buy: Float64Array.of(1, 2, 3),
		sell: Float64Array.of(0.5, 0.25, 0),
	},
	vwap: {
		kind: "vwap",
		id: "cbse btc-usd",
		market: { exchange: "cbse", symbol: "btc-usd", instrumentClass: "spot" },
		interval: HOUR_MS,
		open: false,
		rejected: NOTHING_REJECTED,
		times: Float64Array.of(NOW, NOW + HOUR_MS),
		price: Float64Array.of(15_880.0187, NaN),
		rawPrice: ["15880.01870000", null],
		volume: Float64Array.of(7, 0),
	},
};

describe("snapshots", () => {
	const folder = useTemporaryFolder();
	const snapshots = () => join(folder(), "snapshots");
	let log = new KeptLog();
	beforeEach(() => (log = new KeptLog()));
	const open = (fs: AtomicFs = new FaultyFs({}), bytesKept?: number) =>
		new SnapshotStore({
			folder: snapshots(),
			log,
			now: () => NOW,
			fs,
			...(bytesKept === undefined ? {} : { bytesKept }),
		});
	const only = () => join(snapshots(), readdirSync(snapshots())[0] ?? "");

	it("give back what was saved, gaps and decimal texts included", async () => {
		const result = packedResult([100.5, NaN, 101.25]);
		await open().save("view", result);
		const loaded = await open().load("view");
		assert.deepEqual(plain(loaded), plain(result));
		assert.deepEqual([loaded?.query, loaded?.fetchedAt], [result.query, result.fetchedAt]);
	});

	it("do not exist for another query, or when nothing was saved", async () => {
		assert.equal(await open().load("view"), undefined);
		await open().save("view", packedResult([1]));
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
		it(`read as none and are removed when a file is ${what}`, async () => {
			await open().save("view", packedResult([1, 2, 3]));
			damage(only());
			assert.equal(await open().load("view"), undefined);
			assert.deepEqual(readdirSync(snapshots()), []);
			assert.equal(log.lines.length, 1);
		});
	}

	/** Writes a whole snapshot with another header, as another version of the extension would. */
	const rewrite = (path: string, change: (header: Record<string, unknown>) => void, format = 2) => {
		const content = readFileSync(path);
		const first = content.indexOf(10);
		const second = content.indexOf(10, first + 1);
		const header = JSON.parse(content.toString("utf8", first + 1, second)) as Record<
			string,
			unknown
		>;
		change(header);
		const headerText = JSON.stringify(header);
		const data = content.subarray(second + 1);
		const checksum = createHash("sha256").update(headerText).update(data).digest("hex");
		const head = Buffer.from(`value-area-snapshot ${format} ${checksum}\n${headerText}\n`);
		writeFileSync(path, Buffer.concat([head, data]));
	};
	const versions: readonly (readonly [string, (path: string) => void])[] = [
		["a newer format", (path) => rewrite(path, () => undefined, 3)],
		[
			"a format of another build",
			(path) => writeFileSync(path, "value-area-snapshot 12 zstd 9f\n\0"),
		],
		["a newer form of the numbers", (path) => rewrite(path, (header) => (header["format"] = 99))],
		[
			"a series of another kind",
			(path) =>
				rewrite(path, ({ chunks }) => {
					const [chunk] = chunks as { series: unknown }[];
					if (chunk !== undefined) chunk.series = [{ kind: "footprint" }];
				}),
		],
	];
	for (const [what, write] of versions) {
		it(`read as none and stay when they are of ${what}`, async () => {
			await open().save("view", packedResult([1, 2, 3]));
			write(only());
			const before = readFileSync(only());
			assert.equal(await open().load("view"), undefined);
			assert.deepEqual(readFileSync(only()), before);
		});
	}

	for (const kind of ["profile", "vwap"]) {
		it(`of a ${kind} that version 0.2 wrote are shown with all of their numbers (L10)`, async () => {
			const fixture = join(process.cwd(), "test/fixtures", `snapshot-0.2-${kind}.bin`);
			await open().save("view", packedResult([1]));
			copyFileSync(fixture, only());
			const loaded = await open().load("view");
			assert.ok(loaded !== undefined);
			const [from, to] = [Date.UTC(2026, 2, 29), Date.UTC(2026, 2, 29, 2)];
			assert.deepEqual(
				loaded.chunks.map(({ header }) => [header.stretch, header.origin, header.fetchedAt]),
				[[{ from, to }, "asked", to]],
			);
			assert.deepEqual(loaded.partial, { code: "rowLimit", completeFrom: from });
			assert.deepEqual(loaded.resolved, { dataVersion: "v1" });
			const [series] = plain(loaded) ?? [];
			assert.deepEqual(series, FORMER[kind]);
			await open().save("view", loaded);
			assert.deepEqual(plain(await open().load("view")), plain(loaded));
		});
	}

	it("are read although a newer version added fields", async () => {
		const result = packedResult([1, 2, 3]);
		await open().save("view", result);
		rewrite(only(), (header) => (header["footprint"] = { rows: 3 }));
		assert.deepEqual(plain(await open().load("view")), plain(result));
	});

	it("stay when they cannot be read for a moment", async () => {
		const result = packedResult([1, 2, 3]);
		await open().save("view", result);
		chmodSync(only(), 0);
		await asNobody(folder(), async () => {
			assert.equal(await open().load("view"), undefined);
		});
		assert.match(log.lines.join(), /could not be read \(EACCES\)/);
		chmodSync(only(), 0o600);
		assert.deepEqual(plain(await open().load("view")), plain(result));
	});

	it("are kept up to a size, the most recently used ones, and always the one just written", async () => {
		const store = open(new FaultyFs({}), 2_500);
		const tenPrices = Array.from({ length: 10 }, (_, at) => at + 1);
		for (const name of ["a", "b", "c"]) {
			await store.save(name, packedResult(tenPrices));
			const newest = readdirSync(snapshots()).map((file) => join(snapshots(), file));
			// Files of the same millisecond have no order.
			for (const [at, path] of newest.entries()) utimesSync(path, at, at);
		}
		const sizes = () =>
			readdirSync(snapshots()).map((file) => statSync(join(snapshots(), file)).size);
		assert.ok(sizes().reduce((sum, size) => sum + size, 0) <= 2_500);
		assert.notEqual(await store.load("c"), undefined);
		const large = packedResult(Array.from({ length: 5_000 }, (_, at) => at + 1));
		await store.save("large", large);
		assert.deepEqual(plain(await store.load("large")), plain(large));
		assert.equal(readdirSync(snapshots()).length, 1);
	});

	it("make room for the new one on a full disk, the oldest first", async () => {
		const fs = new FaultyFs({});
		const store = open(fs);
		for (const [at, name] of ["old", "older", "new"].entries()) {
			await store.save(name, packedResult([at + 1]));
			const [path] = readdirSync(snapshots())
				.map((file) => join(snapshots(), file))
				.filter((file) => statSync(file).mtimeMs > 1e12);
			assert.ok(path !== undefined);
			utimesSync(path, name === "older" ? 1 : 1_000 + at, name === "older" ? 1 : 1_000 + at);
		}
		fs.faults = { write: "ENOSPC", writes: 1 };
		await store.save("newest", packedResult([9]));
		assert.deepEqual(plain(await store.load("newest")), plain(packedResult([9])));
		assert.equal(await store.load("older"), undefined);
		assert.notEqual(await store.load("old"), undefined);
		assert.notEqual(await store.load("new"), undefined);
		assert.deepEqual(log.lines, []);
	});

	it("are saved although a foreign entry in the folder cannot be removed", async () => {
		await open().save("one", packedResult([1]));
		const stray = join(snapshots(), "x.tmp-0123456789abcdef");
		mkdirSync(stray);
		utimesSync(stray, 1, 1);
		mkdirSync(join(snapshots(), `${"0".repeat(64)}.bin`));
		await open().save("two", packedResult([2]));
		assert.deepEqual(log.lines, []);
		assert.notEqual(await open().load("two"), undefined);
	});

	it("are kept for the newest views only", async () => {
		const store = open();
		for (let view = 0; view < SNAPSHOTS_KEPT + 3; view++) {
			await store.save(`view ${view}`, packedResult([view + 1]));
		}
		assert.equal(readdirSync(snapshots()).length, SNAPSHOTS_KEPT);
		assert.notEqual(await store.load(`view ${SNAPSHOTS_KEPT + 2}`), undefined);
	});

	it("keep the old one and never reject when the disk is full", async () => {
		await open().save("view", packedResult([1]));
		await open(new FaultyFs({ write: "ENOSPC" })).save("view", packedResult([2]));
		assert.deepEqual(plain(await open().load("view")), plain(packedResult([1])));
		assert.equal(log.lines.length, 1);
	});

	it("are saved although another window removes them at once", async () => {
		const fs: AtomicFs = {
			...nodeAtomicFs,
			rename: async (from, to) => {
				await nodeAtomicFs.rename(from, to);
				await nodeAtomicFs.rm(to);
			},
		};
		await open(fs).save("view", packedResult([1]));
		assert.deepEqual(log.lines, []);
	});

	it("can all be removed", async () => {
		const store = open();
		await store.save("one", packedResult([1]));
		await store.save("two", packedResult([2]));
		const { files, bytes } = await store.clear();
		assert.equal(files, 2);
		assert.ok(bytes > 200);
		assert.deepEqual(readdirSync(snapshots()), []);
	});
});

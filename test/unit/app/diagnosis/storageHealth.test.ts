import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { storageHealth } from "../../../../src/app/diagnosis/storageHealth";
import { useTemporaryFolder } from "../temporaryFolder";

describe("the health of storage", () => {
	const folder = useTemporaryFolder();

	it("counts files, bytes and what was put aside, and leaves nothing behind", async () => {
		const markets = join(folder(), "markets");
		mkdirSync(join(markets, "damaged"), { recursive: true });
		writeFileSync(join(markets, "one.json"), "12345");
		writeFileSync(join(markets, "damaged", "two.json"), "123");
		mkdirSync(join(folder(), "snapshots"));
		const { writable, freeBytes, folders } = await storageHealth(folder());
		assert.equal(writable, "yes");
		assert.ok((freeBytes ?? 0) > 0);
		assert.deepEqual(folders, [
			{ name: "markets", files: 2, bytes: 8, damaged: 1 },
			{ name: "snapshots", files: 0, bytes: 0, damaged: 0 },
		]);
		assert.deepEqual(readdirSync(folder()).sort(), ["markets", "snapshots"]);
	});

	it("says by its code why nothing can be written", async () => {
		const file = join(folder(), "file");
		writeFileSync(file, "");
		const { writable, folders } = await storageHealth(join(file, "below"));
		assert.match(writable, /^E[A-Z]+$/);
		assert.deepEqual(folders, []);
	});
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sweepTemporaries, writeFileAtomic } from "../../../../src/app/files/atomicWrite";
import { type Faults, FaultyFs } from "./faultyFs";
import { useTemporaryFolder } from "../temporaryFolder";

describe("atomic write", () => {
	const folder = useTemporaryFolder();
	const target = () => join(folder(), "market.json");

	it("creates a file that only its owner reads, and leaves nothing else behind", async () => {
		await writeFileAtomic(target(), "größer");
		assert.equal(readFileSync(target(), "utf8"), "größer");
		assert.deepEqual(readdirSync(folder()), ["market.json"]);
		if (process.platform !== "win32") assert.equal(statSync(target()).mode & 0o777, 0o600);
	});

	const failures: readonly (readonly [string, Faults, string])[] = [
		["the disk is full while writing", { write: "ENOSPC" }, "ENOSPC"],
		["the disk takes less than it says", { shortWrite: 4 }, "ENOSPC"],
		["flushing fails", { sync: "EIO" }, "EIO"],
		["the folder may not be written to", { open: "EACCES" }, "EACCES"],
		["the target stays held", { rename: { code: "EPERM" } }, "EPERM"],
		["the target is a folder", { rename: { code: "EISDIR" } }, "EISDIR"],
	];
	for (const [what, faults, code] of failures) {
		it(`leaves the old content byte for byte when ${what} (D5)`, async () => {
			writeFileSync(target(), "old content");
			await assert.rejects(writeFileAtomic(target(), "new content", new FaultyFs(faults)), {
				code,
			});
			assert.equal(readFileSync(target(), "utf8"), "old content");
			assert.deepEqual(readdirSync(folder()), ["market.json"]);
		});
	}

	it("waits out a scanner that holds the file for a moment (D7)", async () => {
		const fs = new FaultyFs({ rename: { code: "EPERM", times: 2 } });
		await writeFileAtomic(target(), "new", fs);
		assert.equal(readFileSync(target(), "utf8"), "new");
		assert.equal(fs.renames, 3);
		assert.ok(fs.waited < 1_000);
	});

	it("gives up on a held file after about three seconds (D7)", async () => {
		const fs = new FaultyFs({ rename: { code: "EBUSY" } });
		await assert.rejects(writeFileAtomic(target(), "new", fs), { code: "EBUSY" });
		assert.ok(fs.waited > 2_500 && fs.waited < 4_000, String(fs.waited));
	});

	it("reports a missing folder and creates nothing (D6)", async () => {
		await assert.rejects(writeFileAtomic(join(folder(), "none", "x.json"), "x"), {
			code: "ENOENT",
		});
		assert.deepEqual(readdirSync(folder()), []);
	});

	it("removes files that killed writers left an hour ago, and no younger or other files", async () => {
		const names = ["a.json.tmp-0123456789abcdef", "b.json.tmp-fedcba9876543210", "c.tmp-mine"];
		for (const name of names) writeFileSync(join(folder(), name), "");
		const now = Date.now();
		const old = new Date(now - 3_700_000);
		utimesSync(join(folder(), names[0] ?? ""), old, old);
		utimesSync(join(folder(), names[2] ?? ""), old, old);
		await sweepTemporaries(folder(), now);
		assert.deepEqual(readdirSync(folder()), names.slice(1));
	});
});

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDatabases } from "../../../src/engine/duckdb/duckDatabases";
import { sql, textList } from "../../../src/engine/sql/sql";
import { useTemporaryFolder } from "../app/temporaryFolder";

describe("databases over files", () => {
	const folder = useTemporaryFolder();
	const task = { signal: new AbortController().signal, onProgress: () => undefined };
	const made = () => {
		const databases = new DuckDatabases({
			memoryMb: 128,
			threads: 1,
			spillFolder: join(folder(), "spill"),
			spillMb: 64,
		});
		const paths = ["one.csv", "two.csv", "other.csv"].map((name) => join(folder(), name));
		for (const path of paths) writeFileSync(path, "1\n");
		const [one = "", two = "", other = ""] = paths;
		return { databases, one, two, other };
	};

	it("are one for the files of a call that are read one by one", async () => {
		const { databases, one, two } = made();
		const among = [one, two];
		const [first, second] = await Promise.all(among.map((path) => databases.open([path], among)));
		assert.equal(first, second);
		assert.equal(await databases.open(among), first);
	});

	it("read no file that they were not opened for", async () => {
		const { databases, one, two, other } = made();
		const among = [one, two];
		const database = await databases.open([one], among);
		const read = (path: string) =>
			database.session(task, (session) =>
				session.query(
					sql`SELECT a FROM read_csv(${textList([path])}, auto_detect=false, header=false, columns={'a': 'VARCHAR'})`,
				),
			);
		assert.deepEqual(await read(two), [["1"]]);
		await assert.rejects(read(other));
		// What was unpacked for a file is none of the call's.
		assert.notEqual(await databases.open([other], among), database);
	});
});

import assert from "node:assert/strict";
import {
	appendFileSync,
	chmodSync,
	mkdirSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileStates } from "../../../../src/app/dataSets/fileStates";
import { asNobody } from "../files/asNobody";
import { useTemporaryFolder } from "../temporaryFolder";

describe("what became of files", () => {
	const folder = useTemporaryFolder();

	function file(name: string) {
		const path = join(folder(), name);
		writeFileSync(path, "time,price\n");
		const { size, mtimeMs } = statSync(path);
		return { path, size, mtimeMs };
	}

	it("is told for each of them, with its present size", async () => {
		const names = Array.from({ length: 70 }, (_, at) => `same-${at}.csv`);
		const same = names.map(file);
		const [longer, touched, gone, folded] = ["a", "b", "c", "d"].map(file);
		assert.ok(longer && touched && gone && folded);
		appendFileSync(longer.path, "1,2\n");
		utimesSync(touched.path, new Date(0), new Date(0));
		rmSync(gone.path);
		rmSync(folded.path);
		mkdirSync(folded.path);
		const below = { ...gone, path: join(same[0]?.path ?? "", "below.csv") };
		assert.deepEqual(await fileStates([longer, touched, gone, folded, below, ...same]), [
			{ state: "changed", size: 15 },
			{ state: "changed", size: 11 },
			{ state: "missing" },
			{ state: "unreadable" },
			{ state: "missing" },
			...same.map(({ size }) => ({ state: "ok", size })),
		]);
	});

	it("is that they cannot be read where that is not allowed", async function () {
		if (process.platform === "win32") this.skip();
		const closed = file("closed.csv");
		chmodSync(closed.path, 0o000);
		await asNobody(folder(), async () => {
			assert.deepEqual(await fileStates([closed]), [{ state: "unreadable" }]);
		});
	});
});

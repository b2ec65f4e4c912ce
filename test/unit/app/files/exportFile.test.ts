import assert from "node:assert/strict";
import {
	chmodSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeExportFile } from "../../../../src/app/files/exportFile";
import { asNobody } from "./asNobody";
import { FaultyFs } from "./faultyFs";
import { useTemporaryFolder } from "../temporaryFolder";

describe("export file", () => {
	const folder = useTemporaryFolder();
	const at = (name: string) => join(folder(), name);
	const mode = (name: string) => statSync(at(name)).mode & 0o7777;

	it("is made with the rights that any new file of the person has", async () => {
		writeFileSync(at("by another program.csv"), "");
		await writeExportFile(at("new.csv"), "a,b\n");
		assert.equal(mode("new.csv"), mode("by another program.csv"));
		assert.equal(readFileSync(at("new.csv"), "utf8"), "a,b\n");
	});

	for (const rights of [0o600, 0o640, 0o664, 0o666, 0o755]) {
		it(`keeps the rights ${rights.toString(8)} of the file that it replaces`, async () => {
			writeFileSync(at("data.csv"), "old");
			chmodSync(at("data.csv"), rights);
			await writeExportFile(at("data.csv"), "new");
			assert.deepEqual([mode("data.csv"), readFileSync(at("data.csv"), "utf8")], [rights, "new"]);
			assert.deepEqual(readdirSync(folder()), ["data.csv"]);
		});
	}

	const links: readonly (readonly [string, (name: string) => void, string])[] = [
		["a link", (name) => symlinkSync("real/data.csv", name), "data.csv"],
		[
			"a link to a link",
			(name) => {
				symlinkSync("data.csv", at("real/link.csv"));
				symlinkSync(at("real/link.csv"), name);
			},
			"data.csv",
		],
		["a link whose file is not there yet", (name) => symlinkSync("real/new.csv", name), "new.csv"],
	];
	it("follows a relative link in a folder that is itself a link", async () => {
		for (const name of ["typed", "real", "real/inner"]) mkdirSync(at(name));
		symlinkSync(at("real/inner"), at("typed/folder"));
		symlinkSync("../data.csv", at("real/inner/data.csv"));
		writeFileSync(at("real/data.csv"), "old");
		writeFileSync(at("typed/data.csv"), "another file");
		await writeExportFile(at("typed/folder/data.csv"), "new");
		assert.equal(readFileSync(at("real/data.csv"), "utf8"), "new");
		assert.equal(readFileSync(at("typed/data.csv"), "utf8"), "another file");
	});

	for (const [what, make, target] of links) {
		it(`is written through ${what}, which stays (D10)`, async () => {
			mkdirSync(at("real"));
			writeFileSync(at("real/data.csv"), "old");
			make(at("link.csv"));
			const before = readlinkSync(at("link.csv"));
			await writeExportFile(at("link.csv"), "new");
			assert.equal(lstatSync(at("link.csv")).isSymbolicLink(), true);
			assert.equal(readlinkSync(at("link.csv")), before);
			assert.equal(readFileSync(at(`real/${target}`), "utf8"), "new");
		});
	}

	it("leaves a file alone that is locked against writing (D10)", async () => {
		writeFileSync(at("data.csv"), "old");
		chmodSync(at("data.csv"), 0o444);
		await asNobody(folder(), () =>
			assert.rejects(writeExportFile(at("data.csv"), "new"), { code: "EACCES" }),
		);
		assert.equal(readFileSync(at("data.csv"), "utf8"), "old");
	});

	it("fails when a link leads to itself, and when the path is a folder", async () => {
		symlinkSync(at("loop.csv"), at("loop.csv"));
		await assert.rejects(writeExportFile(at("loop.csv"), "x"), { code: "ELOOP" });
		mkdirSync(at("folder.csv"));
		await assert.rejects(writeExportFile(at("folder.csv"), "x"), { code: "EISDIR" });
		assert.deepEqual(readdirSync(folder()).sort(), ["folder.csv", "loop.csv"]);
	});

	it("leaves the old content and rights on a full disk (D10)", async () => {
		writeFileSync(at("data.csv"), "old");
		chmodSync(at("data.csv"), 0o640);
		const fs = new FaultyFs({ write: "ENOSPC" });
		await assert.rejects(writeExportFile(at("data.csv"), "new", fs), { code: "ENOSPC" });
		assert.deepEqual([mode("data.csv"), readFileSync(at("data.csv"), "utf8")], [0o640, "old"]);
		assert.deepEqual(readdirSync(folder()), ["data.csv"]);
	});

	it("is written piece by piece, with room for other work between them", async () => {
		let turns = 0;
		let next = setImmediate(function turn() {
			turns += 1;
			next = setImmediate(turn);
		});
		const seen: number[] = [];
		function* pieces() {
			for (let piece = 0; piece < 20; piece++) {
				seen.push(turns);
				yield `${piece}\n`;
			}
		}
		const path = join(folder(), "pieces.csv");
		await writeExportFile(path, pieces());
		clearImmediate(next);
		assert.equal(
			readFileSync(path, "utf8"),
			Array.from({ length: 20 }, (_, at) => `${at}\n`).join(""),
		);
		assert.equal(new Set(seen).size, seen.length, "the event loop turns between any two pieces");
	});

	it("leaves the old content when a piece cannot be made", async () => {
		const path = join(folder(), "broken.csv");
		writeFileSync(path, "old");
		function* pieces() {
			yield "new";
			throw new Error("no more");
		}
		await assert.rejects(writeExportFile(path, pieces()), /no more/);
		assert.deepEqual([readFileSync(path, "utf8"), readdirSync(folder())], ["old", ["broken.csv"]]);
	});
});

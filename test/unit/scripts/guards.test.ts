import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { REPOSITORY } from "../package/repository";

/** Finds each guard in the sources; prints how many there are, and what became of one that has moved. */
const SCRIPT = `import { GUARDS, withoutGuard } from "./scripts/lib/guards.mjs";
	const found = GUARDS.map((guard) => withoutGuard(guard).size);
	const [{ name, edits: [{ file }] }] = GUARDS;
	let moved;
	try {
		withoutGuard({ name, edits: [{ file, from: "no such line", to: "" }] });
	} catch (error) {
		moved = error.message;
	}
	console.log(JSON.stringify({ found, moved }));`;

describe("guards that are proven by taking them out", () => {
	it("stand where the script looks for them, which says so when one has moved", () => {
		const node = ["--input-type=module", "--eval", SCRIPT];
		const { found, moved } = JSON.parse(
			execFileSync(process.execPath, node, { cwd: REPOSITORY, encoding: "utf8" }),
		) as { found: number[]; moved: string };
		assert.ok(found.length >= 8 && found.every((files) => files > 0), String(found));
		assert.match(moved, /is no longer where .* has it: src\/net\/keyHeader\.ts holds 0 times/);
	});
});

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { MarketStore } from "../../../src/app/markets/marketStore";
import { KeptLog } from "../app/keptLog";
import type { SavedEdit } from "../app/markets/marketEditor";
import { PROFILE_VIEW } from "../app/views";

const EDITOR = join(__dirname, "marketsEditor.js");
const run = promisify(execFile);

/** Two processes rename all markets of one list at once. Every rename that was called saved is there, or was seen and replaced. */
export async function editors(folder: string, markets: number): Promise<void> {
	const store = new MarketStore({ folder, log: new KeptLog(), now: Date.now });
	const ids: string[] = [];
	for (let count = 0; count < markets; count++) {
		ids.push((await store.add(`market ${count}`, PROFILE_VIEW)).id);
	}
	const outputs = await Promise.all(
		[
			["left", "1"],
			["right", "-1"],
		].map((window) =>
			run(process.execPath, [EDITOR, folder, ...window], { maxBuffer: 16 * 1024 * 1024 }),
		),
	);
	const edits = outputs.flatMap(
		({ stdout }) => JSON.parse(stdout) as (SavedEdit & { readonly of: string })[],
	);
	assert.equal(edits.length, 2 * markets);
	await store.rescan();
	const names = new Map(
		store.entries.flatMap((entry) =>
			entry.state === "ok" ? [[entry.id, entry.market.name] as const] : [],
		),
	);
	const copies = edits.filter(({ conflict }) => conflict);
	for (const { id, name } of copies) assert.equal(names.get(id), name, "a copy is lost");
	for (const id of ids) {
		const direct = edits
			.filter((edit) => edit.of === id && !edit.conflict)
			.sort((one, other) => one.rev - other.rev);
		assert.equal(new Set(direct.map(({ rev }) => rev)).size, direct.length, "a revision was lost");
		assert.equal(names.get(id), direct.at(-1)?.name, "an edit is lost");
	}
	assert.equal(names.size, markets + copies.length);
	console.log(
		`  ${markets} markets, ${edits.length} edits of two processes, ${copies.length} kept as copies, none lost`,
	);
}

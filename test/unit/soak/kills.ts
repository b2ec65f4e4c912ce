import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { decodeSavedMarket } from "../../../src/core/query/savedMarket";

const WRITER = join(__dirname, "..", "app", "markets", "marketWriter.js");
/** Events of the folder after which a process is killed, more with each; then it begins anew. */
const LATEST_EVENT = 40;

/** Kills processes in the middle of their writes into one folder. No file of it is ever unreadable or lost. */
export async function kills(folder: string, count: number): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const names = () => readdirSync(folder).filter((name) => name.endsWith(".json"));
	const known = new Set<string>();
	let killed = 0;
	for (let kill = 0; kill < count; kill++) {
		// A list has room for 500, so that every process finds room for its own.
		const place = join(folder, String(kill % 10));
		mkdirSync(place, { recursive: true });
		const child = spawn(process.execPath, [WRITER, place, String(kill + 1), "30"], {
			stdio: "ignore",
		});
		let events = 0;
		const watcher = watch(place, () => {
			events += 1;
			if (events === 2 + (kill % LATEST_EVENT)) child.kill("SIGKILL");
		});
		await once(child, "exit");
		watcher.close();
		if (child.signalCode === "SIGKILL") killed += 1;
		for (const name of readdirSync(place).filter((one) => one.endsWith(".json"))) {
			const content: unknown = JSON.parse(readFileSync(join(place, name), "utf8"));
			assert.equal(decodeSavedMarket(content).state, "ok", `${name} after kill ${kill}`);
			known.add(name);
		}
	}
	assert.deepEqual(names(), []);
	console.log(
		`  ${killed} of ${count} processes killed while writing, ${known.size} files, none unreadable`,
	);
	assert.ok(killed >= count * 0.9, "too few were killed in time");
}

// A window of its own, for marketProcesses.test.ts: renames one market a hundred times and moves it in
// between, as fast as it can, and prints what was called saved.
import { MarketStore } from "../../../../src/app/markets/marketStore";
import { KeptLog } from "../keptLog";

const [folder = "", id = "", window = ""] = process.argv.slice(2);

export interface SavedEdit {
	readonly id: string;
	readonly name: string;
	readonly rev: number;
	/** Whether it was told that both were kept. */
	readonly conflict: boolean;
}

async function main(): Promise<void> {
	const store = new MarketStore({ folder, log: new KeptLog(), now: Date.now });
	await store.rescan();
	const saved: SavedEdit[] = [];
	for (let count = 0; count < 100; count++) {
		const { market, conflict } = await store.update(id, { name: `${window} ${count}` });
		saved.push({ id: market.id, name: market.name, rev: market.rev, conflict });
		if (count % 10 === 0) await store.move([id], {});
	}
	process.stdout.write(JSON.stringify(saved));
}

main().catch((error: unknown) => {
	process.stderr.write(String(error));
	process.exitCode = 1;
});

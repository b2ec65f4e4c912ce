// A window of its own, for editors.ts: renames every market of a list once, in an order of its own, and prints
// what was called saved.
import { MarketStore } from "../../../src/app/markets/marketStore";
import { KeptLog } from "../app/keptLog";
import type { SavedEdit } from "../app/markets/marketEditor";

const [folder = "", window = "", step = "1"] = process.argv.slice(2);

async function main(): Promise<void> {
	const store = new MarketStore({ folder, log: new KeptLog(), now: Date.now });
	await store.rescan();
	const ids = store.entries.map(({ id }) => id).sort();
	const saved: (SavedEdit & { readonly of: string })[] = [];
	for (let count = 0; count < ids.length; count++) {
		// Both windows meet at every market, from two sides.
		const of = ids[(count * Number(step) + ids.length) % ids.length] ?? "";
		const { market, conflict } = await store.update(of, { name: `${window} ${count}` });
		saved.push({ of, id: market.id, name: market.name, rev: market.rev, conflict });
	}
	process.stdout.write(JSON.stringify(saved));
}

main().catch((error: unknown) => {
	process.stderr.write(String(error));
	process.exitCode = 1;
});

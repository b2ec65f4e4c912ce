// A window of its own, for marketProcesses.test.ts: adds markets, renames any, removes some of its own,
// and prints which of its own must be there at the end.
import { MarketStore } from "../../../../src/app/markets/marketStore";
import { KeptLog } from "../keptLog";
import { PROFILE_VIEW } from "../views";

const [folder = "", seed = "1", additions = "50"] = process.argv.slice(2);
let state = Number(seed);
/** Park and Miller's generator: the same course in every run. */
const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;

async function main(): Promise<void> {
	const store = new MarketStore({ folder, log: new KeptLog(), now: Date.now });
	const mine = new Set<string>();
	for (let count = 0; count < Number(additions); count++) {
		const { id } = await store.add(`${seed} ${count}`, PROFILE_VIEW);
		mine.add(id);
		const any = store.entries[random(store.entries.length)];
		if (any !== undefined && count % 3 === 0) await store.update(any.id, { name: `by ${seed}` });
		const own = [...mine][random(mine.size)];
		if (own !== undefined && count % 5 === 0 && (await store.remove(own)) === "removed") {
			mine.delete(own);
		}
	}
	process.stdout.write(JSON.stringify([...mine]));
}

main().catch((error: unknown) => {
	process.stderr.write(String(error));
	process.exitCode = 1;
});

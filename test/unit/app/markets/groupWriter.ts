// A window of its own, for marketProcesses.test.ts: makes groups, fills and moves them, removes some, and prints
// what must be there at the end.
import { MarketStore } from "../../../../src/app/markets/marketStore";
import { KeptLog } from "../keptLog";
import { PROFILE_VIEW } from "../views";

const [folder = "", window = ""] = process.argv.slice(2);

export interface WrittenGroups {
	/** Ids of groups that were made and not removed. */
	readonly groups: readonly string[];
	/** The group that each market was moved to last. */
	readonly places: Readonly<Record<string, string>>;
}

async function main(): Promise<void> {
	const store = new MarketStore({ folder, log: new KeptLog(), now: Date.now });
	await store.rescan();
	const groups: string[] = [];
	const places: Record<string, string> = {};
	for (let count = 0; count < 15; count++) {
		const group = await store.groups.add(`${window} ${count}`);
		groups.push(group.id);
		const market = await store.add(`${window} ${count}`, PROFILE_VIEW);
		await store.move([market.id], { group: group.id });
		places[market.id] = group.id;
		if (count % 3 === 0) await store.groups.move(groups.slice(0, 2), {});
		if (count % 5 === 4) {
			const removed = groups.shift();
			if (removed !== undefined) await store.groups.remove(removed);
		}
	}
	process.stdout.write(JSON.stringify({ groups, places } satisfies WrittenGroups));
}

main().catch((error: unknown) => {
	process.stderr.write(String(error));
	process.exitCode = 1;
});

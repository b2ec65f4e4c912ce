import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What scripts/lib/clickhouse.mjs provisioned; what this machine cannot have is absent. */
export interface ClickHouseTools {
	/** An old server, as Debian packs it. */
	readonly server?: { readonly program: string; readonly libraries: readonly string[] };
	/** A current engine as a Node module. */
	readonly embedded?: { readonly module: string };
	/** Why something is absent. */
	readonly missing: readonly string[];
}

/** Reads where ClickHouse stands; nothing of it where it was never provisioned. */
export function clickHouseTools(): ClickHouseTools {
	const file = join(process.cwd(), ".vscode-test", "tools.json");
	const none = { missing: ['Run "node scripts/bootstrap.mjs": ClickHouse was not provisioned.'] };
	try {
		const tools = JSON.parse(readFileSync(file, "utf8")) as { clickHouse?: ClickHouseTools };
		return tools.clickHouse ?? none;
	} catch {
		return none;
	}
}

import type { Log } from "../../core/log";
import { viewKey } from "../../core/query/canonical";
import type { MarketQuery } from "../../core/query/query";

export interface CostLinesDeps {
	/** What queries cost together, in one line; nothing where that is not known. */
	readonly lineOf: (queries: readonly MarketQuery[]) => Promise<string | undefined>;
	readonly log: Log;
	/** What asking for these queries costs is other than it was said. */
	readonly onDidChange: (queries: readonly MarketQuery[]) => void;
}

/**
 * What asking again costs, for charts that say so beside their numbers. It is found out in the background, since the
 * cache may have some of it: until then what was found last is said, or nothing.
 */
export class CostLines {
	private readonly lines = new Map<string, string | undefined>();
	/** Views whose cost is being found out, with whether it has to be found out once more. */
	private readonly running = new Map<string, { isStale: boolean }>();

	constructor(private readonly deps: CostLinesDeps) {}

	/** What was found last. It is found out anew, and told where it is another. */
	of(queries: readonly MarketQuery[]): string | undefined {
		this.check(queries);
		return this.lines.get(viewKey(queries));
	}

	/** The cost may be another: time has passed, or the cache has changed. */
	check(queries: readonly MarketQuery[]): void {
		const key = viewKey(queries);
		const running = this.running.get(key);
		if (running !== undefined) {
			running.isStale = true;
			return;
		}
		this.running.set(key, { isStale: false });
		this.find(key, queries).catch((error: unknown) => {
			this.running.delete(key);
			this.deps.log.warn(`a cost could not be told (${String(error)})`);
		});
	}

	private async find(key: string, queries: readonly MarketQuery[]): Promise<void> {
		const { lineOf, onDidChange } = this.deps;
		const running = this.running.get(key);
		let line: string | undefined;
		do {
			if (running !== undefined) running.isStale = false;
			line = await lineOf(queries);
		} while (running?.isStale === true);
		// Whoever is told may ask at once.
		this.running.delete(key);
		if (line === this.lines.get(key)) return;
		this.lines.set(key, line);
		onDidChange(queries);
	}
}

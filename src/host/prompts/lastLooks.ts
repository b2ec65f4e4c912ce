import type { Log } from "../../core/log";
import type * as vscode from "vscode";
import { canonicalJson } from "../../core/query/canonical";
import { chartKind, rememberedLooks } from "../../core/query/looks";
import type { ChartView, MarketQuery } from "../../core/query/query";
import type { ViewOptions } from "../../core/query/viewOptions";
import { viewOptions } from "../../core/query/viewRules";
import { DecodeError, own, recordOf } from "../../core/reader";
import { LAST_LOOKS_STATE } from "../ids";

/** How charts of each kind were looked at last: what the next chart of the kind begins with. */
export class LastLooks {
	constructor(
		private readonly state: vscode.Memento,
		private readonly log: Log,
	) {}

	/** View options for a new chart of these queries. */
	of(queries: readonly MarketQuery[]): ViewOptions {
		const kept = own(this.kept, chartKind(queries));
		if (kept === undefined) return {};
		try {
			return rememberedLooks(viewOptions(kept));
		} catch (error) {
			if (!(error instanceof DecodeError)) throw error;
			return {};
		}
	}

	/** A person looks at a chart in another way. */
	remember({ queries, view }: ChartView): void {
		const looks = rememberedLooks(view);
		if (canonicalJson(looks) === canonicalJson(this.of(queries))) return;
		this.state
			.update(LAST_LOOKS_STATE, { ...this.kept, [chartKind(queries)]: looks })
			.then(undefined, (error: unknown) => {
				this.log.warn(`how a chart is looked at was not remembered (${String(error)})`);
			});
	}

	private get kept(): Readonly<Record<string, unknown>> {
		return recordOf(this.state.get(LAST_LOOKS_STATE)) ?? {};
	}
}

import { isProviderError } from "../../core/errors/errors";
import { factsOf } from "../../core/providers/facts";
import type { MarketQuery } from "../../core/query/query";
import { isCancel } from "./panelErrors";
import type { PanelController } from "./panelController";
import type { PanelPart } from "./panelPart";

/** The same question with volumes in its answer; `undefined` where they come already or never do. */
export function withVolume(query: MarketQuery): MarketQuery | undefined {
	return factsOf(query).withVolume?.(query);
}

/** Whether the provider knows the key but does not let it read this. */
function isRefusal(error: unknown): boolean {
	return isProviderError(error) && ["notEntitled", "planLimit", "badKey"].includes(error.kind);
}

/** What loading volumes needs of its panel. */
export interface VolumePanel {
	readonly controller: Pick<PanelController, "view" | "tryOut" | "refuseVolume" | "failAside">;
}

export interface LoadVolumeDeps<Panel> {
	readonly changeChart: (panel: Panel, queries: MarketQuery[]) => Promise<unknown>;
	/** Why volumes cannot be had, in one sentence. */
	readonly refusedWords: (error: unknown) => string;
}

/**
 * Asks for the volumes that anchoring a VWAP needs, and changes the panel to the queries that have them.
 * Where the key may not read them the chart stays and the panel remembers why.
 */
export function createLoadVolume<Panel extends VolumePanel>(deps: LoadVolumeDeps<Panel>) {
	const load = async (panel: Panel, part?: number): Promise<void> => {
		const { controller } = panel;
		const { queries } = controller.view;
		const wished = queries.map((query, at) =>
			part === undefined || part === at ? withVolume(query) : undefined,
		);
		const asked = wished.flatMap((query) => query ?? []);
		const tried = asked.length > 0 ? await controller.tryOut(asked) : [];
		const outcomeOf = (at: number): PanelPart | undefined =>
			tried.find(({ query }) => query === wished[at]);
		const next = queries.map((query, at) => {
			const outcome = outcomeOf(at);
			return outcome?.answer === undefined ? query : outcome.query;
		});
		if (next.some((query, at) => query !== queries[at])) await deps.changeChart(panel, next);
		for (const [at, of] of queries.entries()) {
			const outcome = outcomeOf(at);
			if (outcome?.failure === undefined) continue;
			const { error, words } = outcome.failure;
			if (isRefusal(error)) controller.refuseVolume({ of, text: deps.refusedWords(error) });
			else if (!isCancel(error)) {
				controller.failAside({ error, words, query: of, again: () => load(panel, at) });
			}
		}
	};
	return load;
}

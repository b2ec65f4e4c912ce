import type { QueryResult } from "../core/result/result";
import { factsOf } from "../core/providers/facts";
import { timeText } from "../core/chart/zone";
import type { MessageAction, PanelCaption } from "../protocol/messages";
import { ageWords } from "./ageWords";
import type { Notice } from "./content/types";
import type { Banner } from "./widgets/banners";
import type { Words } from "./words";

/** What the host is doing for this page. */
export type PageStatus =
	| { readonly kind: "idle" }
	| { readonly kind: "busy"; readonly text: string }
	| {
			readonly kind: "failed";
			readonly text: string;
			readonly actions: readonly MessageAction[];
	  };

/**
 * The lines above the chart. Without data the status stands in the chart's place instead.
 *
 * @param results answers that are shown: a snapshot is as old as the oldest of those that may have changed since
 * @param now epoch milliseconds
 * @param notices what the chart says of itself
 */
export function bannersOf(
	status: PageStatus,
	caption: PanelCaption,
	results: readonly QueryResult[],
	words: Words,
	now: number,
	notices: readonly Notice[] = [],
): Banner[] {
	if (results.length === 0) return [];
	const { say } = words;
	const changing = results.filter(({ query }) => factsOf(query).isFixed?.(query) !== true);
	const fetchedAt = Math.min(...changing.map((result) => result.fetchedAt));
	const banners: Banner[] = [];
	if (status.kind === "failed") banners.push(status);
	for (const { kind, text, actions = [] } of caption.notes) {
		// While something is being fetched, one can only wait or cancel.
		const offered = status.kind === "busy" ? [] : actions;
		if (kind === "partial") banners.push({ kind, text, actions: offered });
	}
	for (const { text, actions } of notices) {
		banners.push({ kind: "notice", text, actions: status.kind === "busy" ? [] : actions });
	}
	if (status.kind === "busy") {
		banners.push({
			kind: "busy",
			text: status.text === "" ? say("loading") : status.text,
			actions: [{ id: "cancel", label: say("cancel") }],
		});
	} else if (caption.fromSnapshot && changing.length > 0) {
		const fetched = timeText(words.zone)(Math.floor(fetchedAt / 60_000) * 60_000);
		banners.push({
			kind: "stale",
			text: say(
				"snapshotOf",
				fetched,
				words.zone.name,
				ageWords(Math.max(0, now - fetchedAt), words),
			),
			actions: [{ id: "refresh", label: say("refresh") }],
		});
	}
	return banners;
}

import * as vscode from "vscode";
import type { QueryService } from "../../app/queryService";
import type { KeyPlace } from "../../core/access/places";
import { credentialOf, type RemoteProviderId } from "../../core/providers/credentials";
import type { MarketQuery } from "../../core/query/query";
import { pickOne } from "../prompts/steps/pick";
import type { EnterKey } from "./enterKey";

export interface NeedKeysDeps {
	readonly service: Pick<QueryService, "keys" | "places">;
	readonly enterKey: EnterKey;
}

/**
 * The outcome of asking for the keys of queries. `sample`: the person chose the sample data in place of this
 * query's.
 */
export type KeysOutcome =
	| { readonly kind: "ready" }
	| { readonly kind: "left" }
	| { readonly kind: "sample"; readonly query: MarketQuery };

/** Asks for each key that queries need and that was never saved. */
export function createNeedKeys({ service, enterKey }: NeedKeysDeps) {
	const { keys, places } = service;
	const missingPlace = async (query: MarketQuery): Promise<KeyPlace | undefined> => {
		// When there is no usable place, the panel explains what is wrong with the settings.
		const place = places.ofQuery(query);
		if (place === undefined) return undefined;
		// A key that was saved and cannot be read any more is explained by the panel.
		const isThere = keys.savedAt(place) !== undefined || (await keys.read(place)) !== undefined;
		return isThere ? undefined : place;
	};
	return async (
		queries: readonly MarketQuery[],
		{ offersSample }: { readonly offersSample: boolean },
	): Promise<KeysOutcome> => {
		await keys.refresh();
		for (const query of queries) {
			const place = await missingPlace(query);
			if (place === undefined) continue;
			const way = offersSample ? await askForKey(place.provider) : "key";
			if (way === "sample") return { kind: "sample", query };
			if (way === undefined || !(await enterKey(place))) return { kind: "left" };
		}
		return { kind: "ready" };
	};
}

async function askForKey(provider: RemoteProviderId): Promise<"key" | "sample" | undefined> {
	const name = credentialOf(provider).label;
	const answer = await pickOne<"key" | "sample">({
		position: { title: vscode.l10n.t("{0} needs an API key", name), canGoBack: false },
		placeholder: vscode.l10n.t("Enter your key to go on, or look at the sample data"),
		sections: [
			{
				choices: [
					{
						code: "key",
						label: vscode.l10n.t("Enter API key"),
						description: vscode.l10n.t("kept in the system's secret storage"),
						value: "key",
					},
					{
						code: "sample",
						label: vscode.l10n.t("Use sample data"),
						description: vscode.l10n.t("synthetic trades, no key needed"),
						value: "sample",
					},
				],
			},
		],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

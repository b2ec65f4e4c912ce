import * as vscode from "vscode";
import { PROVIDER_NAMES, type RemoteProviderId } from "../core/errors";
import type { ChartView } from "../core/query/schema";
import type { ApiKeys } from "./keys";
import type { ChartPanel } from "./panels/chartPanel";
import type { ChartPanels, OpenOptions } from "./panels/chartPanels";
import type { LastQueries } from "./prompts/lastQueries";
import { type HostChoice, type Place, placeOfQuery } from "./places";
import { pickOne } from "./prompts/pick";
import { sampleQuery } from "./sampleQueries";

export interface OpenChartDeps {
	readonly panels: ChartPanels;
	readonly keys: ApiKeys;
	readonly hosts: () => HostChoice;
	readonly lastQueries: LastQueries;
	/** Asks for the key of a place; true when there is a usable one now. */
	readonly enterKey: (place: Place) => Promise<boolean>;
}

/** Opens the chart of a view for a person: `undefined` when they leave. */
export type OpenChart = (view: ChartView, options?: OpenOptions) => Promise<ChartPanel | undefined>;

async function askForKey(provider: RemoteProviderId): Promise<"key" | "sample" | undefined> {
	const name = PROVIDER_NAMES[provider];
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

/** Binds {@link OpenChart}: has the query remembered once it is answered, offers to set a missing key, and goes on. */
export function createOpenChart(deps: OpenChartDeps): OpenChart {
	const { panels, keys, hosts, lastQueries, enterKey } = deps;
	return async (view, options) => {
		const [query] = view.queries;
		if (query === undefined) return undefined;
		const open = async () => {
			lastQueries.expect(query);
			const panel = panels.open(view, options);
			if (panel.controller.result !== undefined) await lastQueries.answered(query);
			return panel;
		};
		// Without a usable place the panel says what is wrong with the settings.
		const place = placeOfQuery(hosts(), query);
		// A key that was saved and cannot be read any more is explained by the panel.
		const isMissing =
			place !== undefined &&
			keys.savedAt(place) === undefined &&
			(await keys.read(place)) === undefined;
		if (!isMissing) return open();
		const way = await askForKey(place.provider);
		if (way === undefined) return undefined;
		if (way === "sample") return panels.open({ queries: [sampleQuery(query.kind)], view: {} });
		return (await enterKey(place)) ? open() : undefined;
	};
}

import * as vscode from "vscode";
import { providerOf } from "../../core/providers/providers";
import { messageActions } from "../actions";
import type { FollowWords } from "../panels/panelFollow";
import { translate } from "./uiText";

/** What following says in a chart. */
export const followWords: FollowWords = {
	translate,
	ofSample: () => vscode.l10n.t("The sample data never change. There is nothing to follow."),
	noWay: () =>
		vscode.l10n.t("There is nothing to follow: the data set of this chart is not there any more."),
	over: () => vscode.l10n.t("This range is over: the chart is complete and not followed any more."),
	ended: ({ text, actions }) => ({
		text: vscode.l10n.t("The chart is not followed any more. {0}", text),
		actions,
	}),
	question: (query) => ({
		text: vscode.l10n.t(
			"What your plan of {0} gives in a day is used up, as far as this machine knows. Go on all the same?",
			providerOf(query).label,
		),
		actions: messageActions(["followAnyway", "follow"]),
	}),
	delayed: (why) => {
		switch (why) {
			case "rateLimited":
				return vscode.l10n.t("later: the limit of requests is reached");
			case "server":
				return vscode.l10n.t("later: the server failed");
			case "timeout":
			case "stalled":
				return vscode.l10n.t("later: the server did not answer in time");
			case "offline":
			case "dns":
			case "refused":
			case "reset":
			case "proxy":
			case "portal":
				return vscode.l10n.t("later: no connection");
			default:
				return vscode.l10n.t("later, because requests failed");
		}
	},
};

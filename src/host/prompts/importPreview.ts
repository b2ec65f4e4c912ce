import * as vscode from "vscode";
import {
	type ImportChoice,
	type ImportPlan,
	type PlannedMarket,
	suggestedChoice,
} from "../../app/markets/importPlan";
import type { RefusedMarket } from "../../core/query/marketsFile";
import type { Text } from "../../core/text";
import { escapedIcons } from "../words/escapedIcons";
import { intervalAndRange, viewTitle } from "../words/titles";
import { translate } from "../words/uiText";
import { ask } from "./steps/question";

/** Markets that cannot be taken are listed up to this many. */
const MOST_REFUSED_SHOWN = 20;

export interface ImportQuestion {
	/** Name of the file. */
	readonly name: string;
	readonly plan: ImportPlan;
	readonly refused: readonly RefusedMarket[];
	/** Names of the groups that the list has. */
	readonly knownGroups: readonly string[];
	/** Why a choice cannot be imported. */
	readonly problem: (choice: ImportChoice) => Text | undefined;
}

interface Row extends vscode.QuickPickItem {
	readonly market?: PlannedMarket["market"];
	readonly emptyGroup?: string;
}

/**
 * Shows what a file would add, with all that is new ticked. What is saved already stands there unticked, what
 * cannot be taken with its reason. `undefined` when the person leaves: nothing has changed then.
 */
export async function askImport(question: ImportQuestion): Promise<ImportChoice | undefined> {
	const { plan, problem } = question;
	const suggested = suggestedChoice(plan);
	const rows = rowsOf(question);
	const pick = vscode.window.createQuickPick<Row>();
	pick.canSelectMany = true;
	pick.matchOnDescription = true;
	pick.matchOnDetail = true;
	pick.placeholder = summary(question, suggested);
	pick.items = rows;
	pick.selectedItems = rows.filter(
		({ market, emptyGroup }) =>
			(market !== undefined && suggested.markets.includes(market)) || emptyGroup !== undefined,
	);
	const isTaken = ({ market, emptyGroup }: Row) => (market ?? emptyGroup) !== undefined;
	const title = vscode.l10n.t("Import markets");
	const answer = await ask<ImportChoice>(pick, { title, canGoBack: false }, (give) => {
		pick.onDidChangeSelection((items) => {
			if (!items.every(isTaken)) pick.selectedItems = items.filter(isTaken);
		});
		pick.onDidAccept(() => {
			const choice = {
				markets: pick.selectedItems.flatMap(({ market }) => market ?? []),
				emptyGroups: pick.selectedItems.flatMap(({ emptyGroup }) => emptyGroup ?? []),
			};
			const refusal = problem(choice);
			if (refusal === undefined) return give(choice);
			pick.placeholder = translate(refusal);
			pick.value = "";
		});
	});
	if (typeof answer === "string") return undefined;
	const { markets, emptyGroups } = answer.value;
	return markets.length + emptyGroups.length === 0 ? undefined : answer.value;
}

/** `Import 500 of 1,000 markets? 12 are saved already.` */
function summary({ plan, refused, name }: ImportQuestion, suggested: ImportChoice): string {
	const { markets, room } = plan;
	const count = new Intl.NumberFormat(vscode.env.language);
	const all = markets.length + refused.length;
	const taken = suggested.markets.length;
	const saved = markets.filter(({ duplicateOf }) => duplicateOf === "list").length;
	const added = markets.filter(({ duplicateOf }) => duplicateOf === undefined).length;
	const parts = [
		taken === all
			? vscode.l10n.t("Import all {0} of {1}?", count.format(all), name)
			: vscode.l10n.t("Import {0} of {1} of {2}?", count.format(taken), count.format(all), name),
	];
	if (saved > 0) parts.push(vscode.l10n.t("{0} are saved already.", count.format(saved)));
	if (added > room) parts.push(vscode.l10n.t("There is room for {0}.", count.format(room)));
	if (refused.length > 0) {
		parts.push(vscode.l10n.t("{0} cannot be taken.", count.format(refused.length)));
	}
	return parts.join(" ");
}

function rowsOf({ plan, refused, knownGroups }: ImportQuestion): Row[] {
	const sections = new Map<string | undefined, PlannedMarket[]>();
	for (const planned of plan.markets) {
		const { group } = planned.market;
		sections.set(group, [...(sections.get(group) ?? []), planned]);
	}
	const rows = [...sections].flatMap(([group, markets]) => [
		heading(
			group === undefined
				? vscode.l10n.t("Without a group")
				: knownGroups.includes(group)
					? vscode.l10n.t("{0} (group that is there)", group)
					: vscode.l10n.t("{0} (new group)", group),
		),
		...markets.map(marketRow),
	]);
	return [
		...rows,
		...(plan.emptyGroups.length === 0 ? [] : [heading(vscode.l10n.t("Empty groups"))]),
		...plan.emptyGroups.map((name) => ({ label: escapedIcons(name), emptyGroup: name })),
		...(refused.length === 0 ? [] : [heading(vscode.l10n.t("Cannot be taken"))]),
		...refused.slice(0, MOST_REFUSED_SHOWN).map(({ name, problem }) => ({
			label: `$(error) ${escapedIcons(name === "" ? vscode.l10n.t("No name") : name)}`,
			detail: translate(problem),
		})),
	];
}

function heading(label: string): Row {
	return { label, kind: vscode.QuickPickItemKind.Separator };
}

function marketRow({ market, duplicateOf }: PlannedMarket): Row {
	const { name, isCleaned, leftOut, queries } = market;
	const notes = [
		...(duplicateOf === "list" ? [vscode.l10n.t("saved already")] : []),
		...(duplicateOf === "file" ? [vscode.l10n.t("twice in the file")] : []),
		...(isCleaned ? [vscode.l10n.t("name without hidden characters")] : []),
		...(leftOut.length > 0 ? [vscode.l10n.t("left out: {0}", leftOut.join(", "))] : []),
	];
	return {
		label: escapedIcons(name),
		description: intervalAndRange(queries),
		// A description is cut where it is long, the line below it has room for the notes.
		detail: escapedIcons([viewTitle(market), ...notes].join(" · ")),
		market,
	};
}

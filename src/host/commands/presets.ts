import * as vscode from "vscode";
import {
	isLike,
	LONGEST_PRESET_NAME,
	MOST_PRESETS,
	presetOptions,
	readPresets,
	RULE_PRESETS,
	withPreset,
} from "../../core/query/looks";
import { cleanMarketName } from "../../core/query/marketFormat";
import type { ViewOptions } from "../../core/query/viewOptions";
import { own, recordOf } from "../../core/reader";
import { type Text, text } from "../../core/text";
import { SETTINGS } from "../ids";
import { inform } from "../inform";
import type { ChangeChart } from "../openChart";
import type { ChartPanel } from "../panels/chartPanel";
import { inputLine } from "../prompts/steps/inputLine";
import { ask } from "../prompts/steps/question";
import { escapedIcons } from "../words/escapedIcons";

export interface PresetsDeps {
	readonly changeChart: ChangeChart;
}

type Wish =
	| { readonly kind: "apply"; readonly view: ViewOptions }
	| { readonly kind: "save" }
	| { readonly kind: "reset" }
	| { readonly kind: "remove"; readonly name: string };

interface Row extends vscode.QuickPickItem {
	readonly wish?: Wish;
	/** Name of the preset that the row is about. */
	readonly preset?: string;
}

/** Shows what charts can be looked at by name: the rules that everybody has, one's own presets, and what can be done with them. */
export function presets({ changeChart }: PresetsDeps) {
	return async (panel: ChartPanel): Promise<void> => {
		const { queries, view } = panel.controller.view;
		const wish = await askWish(view);
		if (wish === undefined) return;
		if (wish.kind === "save") return savePreset(view);
		if (wish.kind === "remove") return removePreset(wish.name);
		const next = wish.kind === "reset" ? withPreset(view, {}) : wish.view;
		await changeChart(panel, queries, next);
	};
}

async function askWish(view: ViewOptions): Promise<Wish | undefined> {
	const pick = vscode.window.createQuickPick<Row>();
	pick.items = rowsOf(view);
	pick.placeholder = vscode.l10n.t("How this chart is looked at");
	pick.matchOnDescription = true;
	const position = { title: vscode.l10n.t("Presets"), canGoBack: false };
	const answer = await ask<Wish>(pick, position, (give) => {
		pick.onDidAccept(() => {
			const [row] = pick.activeItems;
			if (row?.wish !== undefined) give(row.wish);
		});
		pick.onDidTriggerItemButton(({ item }) => {
			if (item.preset !== undefined) give({ kind: "remove", name: item.preset });
		});
	});
	return typeof answer === "string" ? undefined : answer.value;
}

function rowsOf(view: ViewOptions): Row[] {
	const heading = (label: string): Row => ({ label, kind: vscode.QuickPickItemKind.Separator });
	const current = (isCurrent: boolean) =>
		isCurrent ? { description: vscode.l10n.t("as it is now") } : {};
	const { presets: own, problems } = ownPresets();
	const rules = RULE_PRESETS.map((rule): Row => {
		const words = rule.method === "pairs" ? vscode.l10n.t("Pairs") : vscode.l10n.t("Single rows");
		const isCurrent = view.method === rule.method && view.percent === rule.percent;
		return {
			label: vscode.l10n.t("{0}, {1} %", words, rule.percent),
			...current(isCurrent),
			wish: { kind: "apply", view: { ...view, ...rule } },
		};
	});
	return [
		heading(vscode.l10n.t("value area by rule")),
		...rules,
		...(own.length + problems.length === 0 ? [] : [heading(vscode.l10n.t("your presets"))]),
		...own.map((preset): Row => ({
			label: escapedIcons(preset.name),
			preset: preset.name,
			...current(isLike(view, preset.view)),
			wish: { kind: "apply", view: withPreset(view, preset.view) },
			buttons: [
				{ iconPath: new vscode.ThemeIcon("trash"), tooltip: vscode.l10n.t("Remove preset") },
			],
		})),
		...problems.map(({ name, reason }): Row => ({
			label: `$(warning) ${escapedIcons(name)}`,
			detail: vscode.l10n.t("Cannot be used: {0}. Correct it in the settings.", reason),
		})),
		heading(""),
		{ label: `$(add) ${vscode.l10n.t("Save as a preset…")}`, wish: { kind: "save" } },
		{
			label: `$(discard) ${vscode.l10n.t("Reset view options")}`,
			detail: vscode.l10n.t("Chosen intervals, selections and hidden marks stay."),
			wish: { kind: "reset" },
		},
	];
}

function ownPresets() {
	return readPresets(vscode.workspace.getConfiguration().get(SETTINGS.presets));
}

async function savePreset(view: ViewOptions): Promise<void> {
	const names = new Set(ownPresets().presets.map(({ name }) => name));
	if (names.size >= MOST_PRESETS) {
		inform(vscode.l10n.t("There are {0} presets. Remove one first.", MOST_PRESETS));
		return;
	}
	const line = await inputLine({
		position: { title: vscode.l10n.t("Save as a preset"), canGoBack: false },
		prompt: vscode.l10n.t("Name of the preset"),
		problem: nameProblem,
		warning: (typed) =>
			names.has(cleanMarketName(typed))
				? text("There is a preset of this name. Press Enter to replace it.")
				: undefined,
	});
	if (typeof line === "string") return;
	await write({ name: cleanMarketName(line.value), view: presetOptions(view) });
}

function nameProblem(typed: string): Text | undefined {
	const name = cleanMarketName(typed);
	if (name === "") return text("Enter a name.");
	return name.length > LONGEST_PRESET_NAME
		? text("A name has at most {0} characters.", LONGEST_PRESET_NAME)
		: undefined;
}

async function removePreset(name: string): Promise<void> {
	const before = own(kept(), name);
	await write({ name, view: undefined });
	const undo = vscode.l10n.t("Undo");
	const answer = await vscode.window.showInformationMessage(
		vscode.l10n.t("The preset {0} is removed.", name),
		undo,
	);
	if (answer === undo) await write({ name, view: before });
}

/** Those of the person; what a workspace sets is not ours to change. */
function kept(): Readonly<Record<string, unknown>> {
	const { globalValue } = vscode.workspace.getConfiguration().inspect(SETTINGS.presets) ?? {};
	return recordOf(globalValue) ?? {};
}

/** Writes one of them; without a view it is removed. */
async function write({ name, view }: { name: string; view: unknown }): Promise<void> {
	const others = Object.fromEntries(Object.entries(kept()).filter(([one]) => one !== name));
	await vscode.workspace
		.getConfiguration()
		.update(
			SETTINGS.presets,
			view === undefined ? others : { ...others, [name]: view },
			vscode.ConfigurationTarget.Global,
		);
}

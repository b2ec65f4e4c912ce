import { homedir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import { type FileContent, wholeFile } from "../../app/files/atomicWrite";
import { writeExportFile } from "../../app/files/exportFile";
import { toStorageError } from "../../app/files/storageError";
import { type CsvOptions, tableCsv, checkCsv, csvHeadings, seriesCsv } from "../../core/export/csv";
import { resultJson } from "../../core/export/json";
import type { ChartView } from "../../core/query/query";
import { isCheck } from "../../core/query/combinations";
import { type ExchangeNames, queryLabel } from "../../core/query/words/label";
import type { ViewOptions } from "../../core/query/viewOptions";
import type { QueryResult } from "../../core/result/result";
import { openResult } from "../../core/result/openResult";
import type { Series } from "../../core/result/series";
import { checkTable } from "../../core/table/checkTable";
import type { DataTable } from "../../core/table/dataTable";
import { tableOf } from "../../core/table/copied";
import { layoutOf } from "../../core/table/layouts";
import { shownSelections } from "../../core/table/selectionTable";
import { profileVolumeUnit } from "../../core/table/units";
import { type Part, profilesOf } from "../../core/table/parts";
import { epochMs, toIso } from "../../core/time";
import { checkForm } from "../../core/vendorCheck/checkForm";
import { shownCheck } from "../../core/vendorCheck/shownCheck";
import { knownZone } from "../../core/chart/zone";
import { chartSettings } from "../config";
import { copyWords } from "../words/copyWords";
import { exportSource } from "../words/caption";
import type { ChartPanel } from "../panels/chartPanel";
import { askPart } from "../prompts/steps/askPart";
import { pickOne } from "../prompts/steps/pick";
import { exportWords, suggestedFileName } from "./fileName";
import { inform } from "../inform";

type Format = "csv" | "csvWithSource" | "json";

/**
 * Writes the numbers of a chart to a file that the person chooses; of several markets, those of one.
 *
 * @param nameOf what venues and data sets are called
 * @param part which of the chart's markets, where that is known
 */
export async function exportData(
	panel: ChartPanel,
	nameOf: ExchangeNames,
	part?: number,
): Promise<void> {
	const { results, view, hasAnswer } = panel.controller;
	const title = vscode.l10n.t("Export data");
	const check = part === undefined ? shownTable(panel) : undefined;
	if (check !== undefined) {
		const what = await askWhat(title, {
			all: vscode.l10n.t("All intervals of the check"),
			about: vscode.l10n.t("CSV: state, differences and both sides"),
			rest: vscode.l10n.t("The numbers of one side"),
		});
		if (what === undefined) return;
		if (what === "all") return exportCheck(title, check);
	}
	const selections = part === undefined ? selectionsOf(panel) : undefined;
	if (selections !== undefined) {
		const what = await askWhat(title, {
			all: vscode.l10n.t("All selections"),
			about: vscode.l10n.t("CSV: totals, delta and levels of each"),
			rest: vscode.l10n.t("The rows of each interval"),
		});
		if (what === undefined) return;
		if (what === "all") return exportBeside(title, selections);
	}
	const sessions = part === undefined ? sessionsOf(panel) : undefined;
	if (sessions !== undefined) {
		const what = await askWhat(title, {
			all: vscode.l10n.t("All sessions that the chart shows"),
			about: vscode.l10n.t("CSV: times, intervals, state, totals and levels"),
			rest: vscode.l10n.t("The rows of each interval"),
		});
		if (what === undefined) return;
		if (what === "all") return exportBeside(title, sessions);
	}
	const at =
		part ?? (await askPart(title, view.queries, nameOf, (one) => results[one] !== undefined));
	// There were markets to choose from, so the person left.
	if (at === undefined && hasAnswer) return;
	const packed = at === undefined ? undefined : results[at];
	const result = packed && openResult(packed);
	const series = result?.series.find(({ id }) => id === view.view.series) ?? result?.series[0];
	if (result === undefined || series === undefined) {
		inform(vscode.l10n.t("This chart has no data yet. Refresh it, then export."));
		return;
	}
	const options = { view: shownAlone(view), zone: zoneNameOf(view.view) };
	const format = await askFormat(result, series, options);
	if (format === undefined) return;
	const extension = format === "json" ? "json" : "csv";
	const name = suggestedFileName(exportWords(result, series), extension);
	await saveFile({
		title,
		name,
		filters: { [extension.toUpperCase()]: [extension] },
		data: content(result, series, format, options),
	});
}

/** The intervals of a vendor check, and the words around them. */
interface CheckExport {
	readonly table: DataTable;
	readonly sides: Parameters<typeof checkCsv>[1];
	readonly words: readonly string[];
}

function shownTable({ controller }: ChartPanel): CheckExport | undefined {
	const { view, queries } = controller.view;
	if (view.layout !== "vendorCheck" || !isCheck(queries)) return undefined;
	const { parts, agreement } = controller.shown(view);
	const shown = shownCheck(parts, agreement);
	if (shown === undefined || "refusal" in shown) return undefined;
	const { vendor, own } = shown;
	const [first, last] = [shown.check.intervals[0], shown.check.intervals.at(-1)];
	const dayOf = (time = 0) => toIso(epochMs(time)).slice(0, 10);
	return {
		table: checkTable(shown.check, checkForm(shown)),
		sides: { vendor: sideOf(vendor), own: sideOf(own) },
		words: [queryLabel(own.query).market, "check", dayOf(first?.time), "to", dayOf(last?.time)],
	};
}

const sideOf = ({ query, result }: Part) => ({ result, source: exportSource(query) });

/** The sessions that stand side by side, or selections, and the answer that they are of. */
interface BesideExport {
	readonly table: DataTable;
	readonly part: Part;
	readonly name: "sessions" | "selections";
}

/** The selections of a chart over time, with totals and levels; where sessions stand side by side, these come first. */
function selectionsOf({ controller }: ChartPanel): BesideExport | undefined {
	const { view } = controller.view;
	const { parts, area } = controller.shown(view);
	const layout = layoutOf(parts, view);
	const [part] = profilesOf(parts);
	if (part === undefined || (layout !== "timePrice" && layout !== "overProfile")) return undefined;
	if (view.profileOf === "sessions") return undefined;
	const table = shownSelections(part, view, area, profileVolumeUnit(part.series, part.query));
	return table && { table, part, name: "selections" };
}

/** The zone whose days, weeks and months a view shows. */
function zoneNameOf({ zone }: ViewOptions): string {
	return knownZone(zone ?? chartSettings().timeZone).name;
}

function sessionsOf({ controller }: ChartPanel): BesideExport | undefined {
	const { view } = controller.view;
	if (view.profileOf !== "sessions") return undefined;
	const zoneName = zoneNameOf(view);
	const shown = controller.shown(view);
	const [part] = profilesOf(shown.parts);
	const table = tableOf({ ...shown, view, zoneName, words: copyWords().chart }, "sessions");
	return part === undefined || table === undefined ? undefined : { table, part, name: "sessions" };
}

function exportBeside(title: string, { table, part, name }: BesideExport): Promise<void> {
	const words = [...exportWords(part.result, part.series), name];
	return saveFile({
		title,
		name: suggestedFileName(words, "csv"),
		filters: { CSV: ["csv"] },
		data: tableCsv(table, sideOf(part)),
	});
}

/** Whether what stands in the chart's table is exported, or what it is made of. */
async function askWhat(
	title: string,
	{ all, about, rest }: { readonly all: string; readonly about: string; readonly rest: string },
): Promise<"all" | "rest" | undefined> {
	const answer = await pickOne<"all" | "rest">({
		position: { title, canGoBack: false },
		placeholder: vscode.l10n.t("What to export"),
		sections: [
			{
				choices: [
					{
						code: "check",
						label: all,
						description: about,
						value: "all",
					},
					{
						code: "side",
						label: rest,
						description: "CSV, JSON",
						value: "rest",
					},
				],
			},
		],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

function exportCheck(title: string, { table, sides, words }: CheckExport): Promise<void> {
	return saveFile({
		title,
		name: suggestedFileName(words, "csv"),
		filters: { CSV: ["csv"] },
		data: checkCsv(table, sides),
	});
}

/** When several markets are shown, a VWAP has no anchored VWAP. */
function shownAlone({ queries, view }: ChartView): ViewOptions {
	return queries.filter(({ kind }) => kind === "vwap").length === 1 ? view : {};
}

async function askFormat(
	result: QueryResult,
	series: Series,
	options: CsvOptions,
): Promise<Format | undefined> {
	const columns = csvHeadings(result, series, options);
	const answer = await pickOne<Format>({
		position: { title: vscode.l10n.t("Export data"), canGoBack: false },
		placeholder: vscode.l10n.t("Format"),
		sections: [
			{
				choices: [
					{ code: "csv", label: "CSV", description: columns, value: "csv" },
					{
						code: "csvWithSource",
						label: vscode.l10n.t("CSV with a source line"),
						description: `# ${exportSource(result.query)} …`,
						value: "csvWithSource",
					},
					{
						code: "json",
						label: "JSON",
						description: vscode.l10n.t("the whole answer, all series"),
						value: "json",
					},
				],
			},
		],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

function content(
	result: QueryResult,
	series: Series,
	format: Format,
	options: CsvOptions,
): Iterable<string> {
	if (format === "json") return resultJson(result);
	const source = format === "csv" ? {} : { source: exportSource(result.query) };
	return seriesCsv(result, series, { ...options, ...source });
}

export interface FileToSave {
	/** Title of the dialog. */
	readonly title: string;
	/** Suggested name; the person chooses the folder. */
	readonly name: string;
	readonly filters: Record<string, string[]>;
	readonly data: FileContent;
}

/** Asks where to save, then writes all or nothing. */
export async function saveFile({ title, name, filters, data }: FileToSave): Promise<void> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
	const uri = await vscode.window.showSaveDialog({
		defaultUri: vscode.Uri.joinPath(folder, name),
		filters,
		title,
	});
	if (uri === undefined) return;
	try {
		if (uri.scheme === "file") await writeExportFile(uri.fsPath, data);
		else await vscode.workspace.fs.writeFile(uri, wholeFile(data));
	} catch (error) {
		throw toStorageError(error, path.basename(uri.path));
	}
	vscode.window.setStatusBarMessage(vscode.l10n.t("Saved {0}", path.basename(uri.path)), 5_000);
}

import * as vscode from "vscode";
import type { DataSets } from "../../app/dataSets/dataSets";
import type { Definitions } from "../../app/dataSets/definitions";
import { forgottenWords } from "../../app/dataSets/forgottenWords";
import { tableEntries } from "../../app/dataSets/tableEntries";
import type { SignIns } from "../../app/signIns";
import { isProviderError } from "../../core/errors/errors";
import { TABLE_FORMAT } from "../../core/trades/dataSet/definition";
import { firstQuery } from "../../core/trades/dataSet/firstQuery";
import { isDataSetId } from "../../core/trades/dataSet/dataSetId";
import type { QueryKind } from "../../core/query/query";
import { text } from "../../core/text";
import { ArgumentError } from "../commands/argument";
import type { SumOptions } from "../../core/trades/source";
import type { OpenChart } from "../openChart";
import type { LastLooks } from "../prompts/lastLooks";
import { pickOne } from "../prompts/steps/pick";
import { countWords } from "../words/amounts";
import { translate } from "../words/uiText";
import type { DataSetPanels } from "./dataSetPanels";

export interface DataSetCommandDeps {
	readonly dataSets: DataSets;
	readonly definitions: Pick<Definitions, "get" | "list">;
	readonly signIns: Pick<SignIns, "connections" | "remove">;
	readonly panels: DataSetPanels;
	/** Whether a saved market or an open chart has a data set by its id. */
	readonly isNamed: (id: string) => Promise<boolean>;
	readonly openChart: OpenChart;
	/** How charts of each kind were looked at last. */
	readonly lastLooks: Pick<LastLooks, "of">;
	/** The list of data sets is other than it was. */
	readonly onDidChange: () => void;
}

/** The id of a data set: given as such or as a row of the view. Throws `ArgumentError`. */
function idOf(argument: unknown): string {
	const id: unknown =
		typeof argument === "object" && argument !== null && "id" in argument ? argument.id : argument;
	if (typeof id === "string" && isDataSetId(id)) return id;
	throw new ArgumentError(text("Choose a data set in the view of trades."));
}

/** Charts an instrument of a data set, all of its trades as the first query chooses them. */
export function createOpenDataSetChart({
	dataSets,
	openChart,
	lastLooks,
}: Pick<DataSetCommandDeps, "dataSets" | "openChart" | "lastLooks">) {
	return async (
		kind: QueryKind,
		id: string,
		symbol: string,
		signal: SumOptions["signal"] = new AbortController().signal,
	): Promise<void> => {
		const { symbols } = await dataSets.judge(await dataSets.get(id), { signal });
		const found = symbols.find((one) => one.symbol === symbol);
		if (found === undefined) return;
		const queries = [firstQuery(kind, id, found)] as const;
		await openChart({ queries, view: lastLooks.of(queries) });
	};
}

/** What can be done with a data set of the view. */
export function dataSetCommands(deps: DataSetCommandDeps) {
	const { dataSets, definitions, signIns, panels, onDidChange } = deps;
	const chart = createOpenDataSetChart(deps);
	return {
		open: (argument?: unknown): void => panels.open(idOf(argument)),
		chart:
			(kind: QueryKind) =>
			async (argument?: unknown): Promise<void> => {
				const id = idOf(argument);
				try {
					const symbol = await askSymbol(dataSets, id, panels);
					if (symbol !== undefined) await chart(kind, id, symbol);
				} catch (error) {
					// Its page offers what helps where a server is in the way.
					if (!isOfServer(error)) throw error;
					panels.open(id);
				}
			},
		rename: async (argument?: unknown): Promise<void> => {
			const id = idOf(argument);
			const { definition } = await dataSets.get(id);
			const name = await vscode.window.showInputBox({
				title: vscode.l10n.t("Rename data set"),
				value: definition.name,
				prompt: vscode.l10n.t("A name for the list. The id stays {0}.", id),
				validateInput: (typed) =>
					typed.trim() === "" ? vscode.l10n.t("Enter a name.") : undefined,
			});
			if (name === undefined || name === definition.name) return;
			await dataSets.rename(id, name);
			onDidChange();
		},
		forget: async (argument?: unknown): Promise<void> => {
			const id = idOf(argument);
			const lastOf = await serverWithoutOthers(deps, id);
			const isUsed = await deps.isNamed(id);
			const isTable = (await definitions.get(id))?.definition?.schema === TABLE_FORMAT;
			const whatGoes = forgottenWords({ isTable, lastOf, isUsed });
			const forget = vscode.l10n.t("Forget");
			const withSignIn = vscode.l10n.t("Forget, and remove the sign-in");
			const answer = await vscode.window.showWarningMessage(
				vscode.l10n.t("Forget {0}?", await dataSets.nameOf(id)),
				{ modal: true, detail: whatGoes.map(translate).join("\n\n") },
				forget,
				...(lastOf === undefined ? [] : [withSignIn]),
			);
			if (answer === undefined) return;
			await dataSets.forget(id);
			panels.close(id);
			onDidChange();
			if (answer === withSignIn && lastOf !== undefined) await signIns.remove(lastOf);
		},
	};
}

/**
 * The server of a data set, by its origin, where somebody has signed in to it and no other data set is of it;
 * `undefined` else.
 */
async function serverWithoutOthers(
	{ definitions, signIns }: DataSetCommandDeps,
	id: string,
): Promise<string | undefined> {
	const entries = await tableEntries(definitions);
	const connection = entries.find((entry) => entry.id === id)?.definition.connection;
	if (connection === undefined || !signIns.connections().includes(connection)) return undefined;
	const others = entries.filter((one) => one.definition.connection === connection);
	return others.length === 1 ? connection : undefined;
}

function isOfServer(error: unknown): boolean {
	return isProviderError(error) && error.facts.server !== undefined && error.kind !== "cancelled";
}

/** The one instrument of a data set, or the one that the person chooses. A data set with a question open is shown. */
async function askSymbol(
	dataSets: DataSets,
	id: string,
	panels: DataSetPanels,
): Promise<string | undefined> {
	const entry = await dataSets.get(id);
	const signal = new AbortController().signal;
	const { understood } = await dataSets.lookAt(entry, { signal });
	if (understood.questions.length > 0) {
		panels.open(id);
		return undefined;
	}
	const { symbols } = await vscode.window.withProgress(
		{
			location: vscode.ProgressLocation.Notification,
			title: vscode.l10n.t("Reading {0}", entry.definition.name),
			cancellable: true,
		},
		(report, token) => {
			const cancel = new AbortController();
			token.onCancellationRequested(() => cancel.abort());
			return dataSets.judge(entry, {
				signal: cancel.signal,
				onProgress: (share) => report.report({ message: `${Math.floor(share * 100)} %` }),
			});
		},
	);
	const [first, second] = symbols;
	if (second === undefined) return first?.symbol;
	const answer = await pickOne<string>({
		position: { title: entry.definition.name, canGoBack: false },
		placeholder: vscode.l10n.t("Symbol: choose or type"),
		sections: [
			{
				choices: symbols.map(({ symbol, trades }) => ({
					code: symbol,
					label: symbol,
					description: vscode.l10n.t("{0} trades", countWords(trades)),
					value: symbol,
				})),
			},
		],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

import * as vscode from "vscode";
import type { DataSets } from "../../../app/dataSets/dataSets";
import type { Definitions } from "../../../app/dataSets/definitions";
import { entryOfTable, namedServers } from "../../../app/dataSets/tableEntries";
import type { SignIns } from "../../../app/signIns";
import { isProviderError } from "../../../core/errors/errors";
import type { TableRef } from "../../../core/trades/table/tables";
import { withLongProgress } from "../../fetchProgress";
import { chooseTable, type ChooseTableDeps } from "./chooseTable";
import { askServer } from "./serverStep";

export interface AddConnectionDeps extends Omit<ChooseTableDeps, "signIns"> {
	readonly signIns: Pick<SignIns, "read" | "connections">;
	readonly dataSets: Pick<DataSets, "add">;
	readonly definitions: Pick<Definitions, "list">;
	/** Shows a data set that was added. */
	readonly show: (id: string) => void;
	readonly onDidAdd: () => void;
}

/**
 * Makes a data set of a table of a ClickHouse server and shows how its rows are read; a table that is a data set already
 * is shown as that. Whoever leaves has at most signed in to a server.
 */
export function addConnection(deps: AddConnectionDeps) {
	return async (): Promise<void> => {
		const title = vscode.l10n.t("Add ClickHouse connection");
		for (;;) {
			const server = await askServer({ title, canGoBack: false }, await knownServers(deps));
			if (typeof server === "string") return;
			const outcome = await addTableOf(deps, server.value, title);
			if (outcome !== "back") return;
		}
	};
}

async function knownServers({ signIns, definitions }: AddConnectionDeps) {
	const signedIn = signIns.connections();
	const named = (await namedServers(definitions)).filter((one) => !signedIn.includes(one));
	return { signedIn, named };
}

async function addTableOf(
	deps: AddConnectionDeps,
	connection: string,
	title: string,
): Promise<"added" | "back" | "cancel"> {
	let selected: TableRef | undefined;
	for (;;) {
		const chosen = await chooseTable(deps, connection, { title, canGoBack: true }, selected);
		if (typeof chosen === "string") return chosen;
		const next = await addTable(deps, chosen.value);
		if (next !== "another") return next;
		selected = chosen.value;
	}
}

async function addTable(
	{ dataSets, definitions, describe, showLog, show, onDidAdd }: AddConnectionDeps,
	ref: TableRef,
): Promise<"added" | "another" | "cancel"> {
	const known = await entryOfTable(definitions, ref);
	if (known !== undefined) {
		show(known.id);
		return "added";
	}
	try {
		const { entry } = await withLongProgress(
			vscode.l10n.t("Looking at the table {0}…", `${ref.database}.${ref.table}`),
			(signal) => dataSets.add(ref, { signal }),
		);
		onDidAdd();
		show(entry.id);
		return "added";
	} catch (error) {
		if (isProviderError(error) && error.kind === "cancelled") return "cancel";
		const another = vscode.l10n.t("Choose another table");
		const log = vscode.l10n.t("Show log");
		const chosen = await vscode.window.showErrorMessage(describe(error).text, another, log);
		if (chosen === log) showLog();
		return chosen === another ? "another" : "cancel";
	}
}

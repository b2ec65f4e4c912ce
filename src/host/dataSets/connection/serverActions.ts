import * as vscode from "vscode";
import type { DataSets } from "../../../app/dataSets/dataSets";
import type { Definitions } from "../../../app/dataSets/definitions";
import { TABLE_FORMAT, type TableDefinition } from "../../../core/trades/dataSet/definition";
import type { TableRef } from "../../../core/trades/table/tables";
import { chooseTable, type ChooseTableDeps } from "./chooseTable";

export interface ServerActionsDeps extends ChooseTableDeps {
	readonly dataSets: Pick<DataSets, "change">;
	readonly definitions: Pick<Definitions, "get">;
}

/** What helps a data set of a table whose server or table is in the way; nothing for one of files. */
export interface ServerActions {
	/** Asks for user and password; true when they work. */
	signIn(id: string): Promise<boolean>;
	/** Asks for another table of the same server; `undefined` when the person leaves. */
	askTable(id: string): Promise<TableRef | undefined>;
	/** Reads another table from now on; true when there is one. */
	chooseTable(id: string): Promise<boolean>;
}

/** Binds {@link ServerActions}. */
export function createServerActions(deps: ServerActionsDeps): ServerActions {
	const definitionOf = async (id: string): Promise<TableDefinition | undefined> => {
		const definition = (await deps.definitions.get(id))?.definition;
		return definition?.schema === TABLE_FORMAT ? definition : undefined;
	};
	const ask = async (id: string): Promise<TableRef | undefined> => {
		const definition = await definitionOf(id);
		if (definition === undefined) return undefined;
		const { connection, name } = definition;
		const title = vscode.l10n.t("Choose the table of {0}", name);
		const chosen = await chooseTable(deps, connection, { title, canGoBack: false }, definition);
		return typeof chosen === "string" ? undefined : chosen.value;
	};
	return {
		signIn: async (id) => {
			const definition = await definitionOf(id);
			if (definition === undefined) return false;
			return (await deps.signInTo(definition.connection)) === "signedIn";
		},
		askTable: ask,
		chooseTable: async (id) => {
			const ref = await ask(id);
			if (ref === undefined) return false;
			await deps.dataSets.change(id, { ref }, { signal: new AbortController().signal });
			return true;
		},
	};
}

import * as vscode from "vscode";
import type { SignIns } from "../../../app/signIns";
import { isProviderError } from "../../../core/errors/errors";
import type { ListedTable, TableRef, TradesTables } from "../../../core/trades/table/tables";
import type { SignInTo } from "../../access/signInTo";
import { withLongProgress } from "../../fetchProgress";
import type { FailureWords } from "../../panels/panelPart";
import type { Answer, QuestionPosition } from "../../prompts/steps/steps";
import { askTable, OTHER_USER } from "./tableStep";

export interface ChooseTableDeps {
	readonly signIns: Pick<SignIns, "read">;
	readonly tables: Pick<TradesTables, "list">;
	readonly signInTo: SignInTo;
	/** Words of a failure; logs what they do not say. */
	readonly describe: (error: unknown) => FailureWords;
	readonly showLog: () => void;
}

/**
 * Asks for a table of a server, and for a user where none is signed in, or another one is wanted.
 *
 * @param selected the one that the list begins with
 */
export async function chooseTable(
	deps: ChooseTableDeps,
	connection: string,
	position: QuestionPosition,
	selected?: Pick<TableRef, "database" | "table">,
): Promise<Answer<TableRef>> {
	let asksUser = (await deps.signIns.read(connection)) === undefined;
	for (;;) {
		if (asksUser) {
			const outcome = await deps.signInTo(connection, position);
			if (outcome !== "signedIn") return outcome;
		}
		const listed = await listTables(deps, connection);
		if (listed === "otherUser") {
			asksUser = true;
			continue;
		}
		if (listed === "cancel") return "cancel";
		const answer = await askTable(position, listed, selected);
		if (typeof answer === "string") return answer;
		if (answer.value !== OTHER_USER) {
			const { database, table } = answer.value;
			return { value: { connection, database, table } };
		}
		asksUser = true;
	}
}

/** Tables of a server; asks again until it answers or the person gives up. */
async function listTables(
	{ tables, describe, showLog }: ChooseTableDeps,
	connection: string,
): Promise<readonly ListedTable[] | "otherUser" | "cancel"> {
	const { host } = new URL(connection);
	for (;;) {
		try {
			return await withLongProgress(
				vscode.l10n.t("Looking for the tables of {0}…", host),
				(signal) => tables.list(connection, { signal }),
			);
		} catch (error) {
			if (isProviderError(error)) {
				if (error.kind === "cancelled") return "cancel";
				// It has changed since it was saved, or is gone.
				if (error.kind === "badKey" || error.kind === "noKey") return "otherUser";
			}
			const retry = vscode.l10n.t("Retry");
			const other = vscode.l10n.t("Sign in as another user");
			const log = vscode.l10n.t("Show log");
			const chosen = await vscode.window.showErrorMessage(describe(error).text, retry, other, log);
			if (chosen === other) return "otherUser";
			if (chosen === log) showLog();
			if (chosen !== retry) return "cancel";
		}
	}
}

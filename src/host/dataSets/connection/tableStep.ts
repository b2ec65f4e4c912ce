import * as vscode from "vscode";
import type { ListedTable } from "../../../core/trades/table/tables";
import type { Section } from "../../prompts/steps/choices";
import { pickOne } from "../../prompts/steps/pick";
import type { Answer, QuestionPosition } from "../../prompts/steps/steps";

/** Another user may see other tables. */
export const OTHER_USER = "otherUser";

/** Asks for a table of those that a user may see. */
export function askTable(
	position: QuestionPosition,
	tables: readonly ListedTable[],
	selected?: Pick<ListedTable, "database" | "table">,
): Promise<Answer<ListedTable | typeof OTHER_USER>> {
	const databases = [...new Set(tables.map(({ database }) => database))];
	const sections = databases.map((heading): Section<ListedTable | typeof OTHER_USER> => ({
		heading,
		choices: tables
			.filter(({ database }) => database === heading)
			.map((one) => ({
				code: codeOf(one),
				label: one.table,
				description: [one.database, one.engine].join(" · "),
				value: one,
			})),
	}));
	const isEmpty = tables.length === 0;
	return pickOne<ListedTable | typeof OTHER_USER>({
		position,
		placeholder: isEmpty
			? vscode.l10n.t("This user may see no table. Its administrator can grant the right to read.")
			: vscode.l10n.t("Table of trades: choose or type"),
		sections: [
			...sections,
			{
				heading: vscode.l10n.t("other tables"),
				choices: [
					{
						code: OTHER_USER,
						label: `$(account) ${vscode.l10n.t("Sign in as another user…")}`,
						value: OTHER_USER,
					},
				],
			},
		],
		...(selected !== undefined && { selected: codeOf(selected) }),
	});
}

const codeOf = ({ database, table }: Pick<ListedTable, "database" | "table">) =>
	`${database}.${table}`;

import { at } from "../../../core/at";
import * as vscode from "vscode";
import type { MarketQuery } from "../../../core/query/query";
import type { ExchangeNames } from "../../../core/query/words/label";
import { intervalAndRange, partNames, sourceWords } from "../../words/titles";
import { pickOne } from "./pick";

/**
 * Asks which of several markets is meant: an index into the queries, or `undefined` when the person
 * leaves. Asks nothing where there is one.
 *
 * @param nameOf what venues and data sets are called
 * @param isOffered which of them can be meant
 */
export async function askPart(
	title: string,
	queries: readonly MarketQuery[],
	nameOf: ExchangeNames,
	isOffered: (part: number) => boolean = () => true,
): Promise<number | undefined> {
	const names = partNames(queries, nameOf);
	const choices = queries.flatMap((query, part) =>
		isOffered(part)
			? [
					{
						code: String(part),
						label: at(names, part),
						description: [sourceWords([query], nameOf), intervalAndRange([query])].join(" · "),
						value: part,
					},
				]
			: [],
	);
	if (choices.length < 2) return choices[0]?.value;
	const answer = await pickOne<number>({
		position: { title, canGoBack: false },
		placeholder: vscode.l10n.t("Which market?"),
		sections: [{ choices }],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

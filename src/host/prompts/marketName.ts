import * as vscode from "vscode";
import { cleanMarketName, MARKET_NAME_LENGTH } from "../../core/query/marketFormat";
import { type Text, text } from "../../core/text";
import { inputLine } from "./steps/inputLine";

/**
 * Asks for the name of a market; `undefined` when the person leaves.
 *
 * @param taken names of the other markets; using one again asks for confirmation
 */
export async function askMarketName(
	title: string,
	value: string,
	taken: readonly string[],
): Promise<string | undefined> {
	const line = await inputLine({
		position: { title, canGoBack: false },
		prompt: vscode.l10n.t("Name in the Markets view"),
		value,
		problem: nameProblem,
		warning: (typed) =>
			taken.includes(cleanMarketName(typed))
				? text("Another market has this name. Press Enter to use it for both.")
				: undefined,
	});
	return typeof line === "string" ? undefined : cleanMarketName(line.value);
}

/**
 * Asks for the name of a group; `undefined` when the person leaves.
 *
 * @param taken names of the other groups, which cannot be told apart from one of the same name
 */
export async function askGroupName(
	title: string,
	value: string,
	taken: readonly string[],
): Promise<string | undefined> {
	const line = await inputLine({
		position: { title, canGoBack: false },
		prompt: vscode.l10n.t("Name of the group"),
		value,
		problem: (typed) =>
			nameProblem(typed) ??
			(taken.includes(cleanMarketName(typed))
				? text("There is a group of this name already.")
				: undefined),
	});
	return typeof line === "string" ? undefined : cleanMarketName(line.value);
}

function nameProblem(typed: string): Text | undefined {
	if (cleanMarketName(typed) === "") return text("Enter a name.");
	return typed.length > MARKET_NAME_LENGTH
		? text("A name has at most {0} characters.", MARKET_NAME_LENGTH)
		: undefined;
}

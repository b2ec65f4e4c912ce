import * as vscode from "vscode";
import { SAMPLE_SYMBOLS } from "../../core/feeds/trades/sample";
import type { QueryKind } from "../../core/query/schema";
import type { OpenChart } from "../openChart";
import type { Choice } from "../prompts/choices";
import { pickOne } from "../prompts/pick";
import { sampleQuery } from "../sampleQueries";

interface SampleChoice {
	readonly symbol: string;
	readonly kinds: readonly QueryKind[];
}

const BOTH: readonly QueryKind[] = ["volumeProfile", "vwap"];

function choices(): Choice<SampleChoice>[] {
	const [first = "BTC-USDT"] = SAMPLE_SYMBOLS;
	return [
		{
			code: "both",
			label: vscode.l10n.t("{0} volume profile and VWAP", first),
			description: vscode.l10n.t("side by side"),
			value: { symbol: first, kinds: BOTH },
		},
		...SAMPLE_SYMBOLS.flatMap((symbol): Choice<SampleChoice>[] => [
			{
				code: `volumeProfile ${symbol}`,
				label: vscode.l10n.t("{0} volume profile", symbol),
				description: vscode.l10n.t("24 hours, hourly"),
				value: { symbol, kinds: ["volumeProfile"] },
			},
			{
				code: `vwap ${symbol}`,
				label: vscode.l10n.t("{0} VWAP", symbol),
				description: vscode.l10n.t("7 days, every 15 minutes"),
				value: { symbol, kinds: ["vwap"] },
			},
		]),
	];
}

async function ask(argument: unknown): Promise<SampleChoice | undefined> {
	const given = choices().find(
		({ code, value }) =>
			code === argument || (value.kinds.length === 1 && value.kinds[0] === argument),
	);
	if (given !== undefined) return given.value;
	const answer = await pickOne<SampleChoice>({
		position: { title: vscode.l10n.t("Open sample data"), canGoBack: false },
		placeholder: vscode.l10n.t("Synthetic trades of one week that ship with Value Area"),
		sections: [{ choices: choices() }],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

/**
 * Charts the sample data: asks which, unless the argument says it (`both`, `volumeProfile` or `vwap`).
 */
export function openSampleData({ openChart }: { openChart: OpenChart }) {
	return async (argument?: unknown): Promise<void> => {
		const chosen = await ask(argument);
		if (chosen === undefined) return;
		const { kinds, symbol } = chosen;
		for (const [index, kind] of kinds.entries()) {
			const view = { queries: [sampleQuery(kind, symbol)], view: {} };
			await openChart(view, index === 0 ? {} : { viewColumn: vscode.ViewColumn.Beside });
		}
	};
}

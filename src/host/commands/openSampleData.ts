import * as vscode from "vscode";
import { SAMPLE_SYMBOLS } from "../../core/sample/sample";
import type { ChartView } from "../../core/query/query";
import type { OpenChart } from "../openChart";
import type { Choice } from "../prompts/steps/choices";
import { pickOne } from "../prompts/steps/pick";
import {
	sampleComparison,
	sampleCrossCheck,
	sampleOverProfile,
	sampleQuery,
	sampleTimePrice,
	sampleVenues,
} from "../sampleQueries";

/** Charts that stand side by side. */
type SampleCharts = readonly ChartView[];

const chartOf = (...query: Parameters<typeof sampleQuery>): ChartView => ({
	queries: [sampleQuery(...query)],
	view: {},
});

function choices(): Choice<SampleCharts>[] {
	const [first = "BTC-USDT", second = "ETH-USDT"] = SAMPLE_SYMBOLS;
	return [
		{
			code: "both",
			label: vscode.l10n.t("{0} volume profile and VWAP", first),
			description: vscode.l10n.t("side by side"),
			value: [chartOf("volumeProfile", first), chartOf("vwap", first)],
		},
		{
			code: "overProfile",
			label: vscode.l10n.t("VWAP over profile"),
			description: vscode.l10n.t("one chart of both, 7 days"),
			value: [sampleOverProfile()],
		},
		{
			code: "timePrice",
			label: vscode.l10n.t("Time × price"),
			description: vscode.l10n.t("hourly profiles over 7 days"),
			value: [sampleTimePrice()],
		},
		{
			code: "compare",
			label: vscode.l10n.t("Compare two markets"),
			description: vscode.l10n.t("VWAP of {0} and {1}", first, second),
			value: [sampleComparison([first, second])],
		},
		{
			code: "venues",
			label: vscode.l10n.t("One coin at two venues"),
			description: vscode.l10n.t("VWAP of {0}, and how far apart", first),
			value: [sampleVenues()],
		},
		{
			code: "crossCheck",
			label: vscode.l10n.t("Cross-check"),
			description: vscode.l10n.t("VWAP against the one that profiles imply"),
			value: [sampleCrossCheck()],
		},
		...SAMPLE_SYMBOLS.flatMap((symbol): Choice<SampleCharts>[] => [
			{
				code: `volumeProfile ${symbol}`,
				label: vscode.l10n.t("{0} volume profile", symbol),
				description: vscode.l10n.t("24 hours, hourly"),
				value: [chartOf("volumeProfile", symbol)],
			},
			{
				code: `vwap ${symbol}`,
				label: vscode.l10n.t("{0} VWAP", symbol),
				description: vscode.l10n.t("7 days, every 15 minutes"),
				value: [chartOf("vwap", symbol)],
			},
		]),
	];
}

async function ask(argument: unknown): Promise<SampleCharts | undefined> {
	const given =
		typeof argument === "string"
			? choices().find(({ code }) => code === argument || code.startsWith(`${argument} `))
			: undefined;
	if (given !== undefined) return given.value;
	const answer = await pickOne<SampleCharts>({
		position: { title: vscode.l10n.t("Open sample data"), canGoBack: false },
		placeholder: vscode.l10n.t("Synthetic trades of four weeks that ship with Value Area"),
		sections: [{ choices: choices() }],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

/**
 * Charts the sample data: asks which, unless the argument says it (`both`, `volumeProfile`, `vwap`,
 * `overProfile`, `timePrice`, `compare`, `venues` or `crossCheck`).
 */
export function openSampleData({ openChart }: { openChart: OpenChart }) {
	return async (argument?: unknown): Promise<void> => {
		const charts = (await ask(argument)) ?? [];
		for (const [index, view] of charts.entries()) {
			await openChart(view, index === 0 ? {} : { viewColumn: vscode.ViewColumn.Beside });
		}
	};
}

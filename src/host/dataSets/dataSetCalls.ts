import { type DataSets, type LookedAt, wrongCount } from "../../app/dataSets/dataSets";
import { providerError } from "../../core/errors/errorText";
import { own, recordOf } from "../../core/reader";
import { formatText, type Text, text } from "../../core/text";
import { MOST_PATHS } from "../../core/trades/dataSet/definition";
import { parseSaidLayout } from "../../core/trades/layout/layoutSchema";
import { saidLayout } from "../../core/trades/layout/saidLayout";
import type { SaidLayout } from "../../core/trades/layout/understood";
import type { SumOptions } from "../../core/trades/source";
import type { DataSet } from "../api";
import type { ApiCalls } from "../createApi";

/** The calls of the API about data sets; what other code passes is checked first. */
export function createDataSetCalls(dataSets: DataSets): Pick<ApiCalls, "addDataSet" | "answer"> {
	return {
		addDataSet: async (dataSet, options) => {
			const { id, name, files, layout } = checkedDataSet(dataSet);
			const wanted = {
				files,
				...(id !== undefined && { id }),
				...(name !== undefined && { name }),
				...(layout !== undefined && { layout }),
			};
			const ways = optionsOf(options);
			return describe(dataSets, await dataSets.add(wanted, ways), ways);
		},
		answer: async (id, layout, options) => {
			const ways = optionsOf(options);
			const said = checkedLayout(layout);
			return describe(dataSets, await dataSets.answer(checkedId(id), { said }, ways), ways);
		},
	};
}

/** Something else in place of a signal would fail in the middle of the work, for all who wait for it. */
function optionsOf(options: unknown): SumOptions {
	const signal = own(recordOf(options) ?? {}, "signal");
	if (signal === undefined) return { signal: new AbortController().signal };
	if (signal instanceof AbortSignal) return { signal };
	throw malformed(text("{0} must be an AbortSignal.", "signal"));
}

function malformed(reason: Text): Error {
	return providerError("badRequest", "trades", { reason });
}

function checkedId(id: unknown): string {
	if (typeof id === "string") return id;
	throw malformed(text("{0} must be text.", "id"));
}

function checkedLayout(layout: unknown): SaidLayout {
	const parsed = parseSaidLayout(layout);
	if (parsed.ok) return parsed.layout;
	throw malformed(parsed.problem);
}

function checkedDataSet(value: unknown): {
	readonly id?: string | undefined;
	readonly name?: string | undefined;
	readonly files: readonly string[];
	readonly layout?: SaidLayout | undefined;
} {
	const given = recordOf(value);
	if (given === undefined) throw malformed(text("{0} must be an object.", "dataSet"));
	const optionalText = (field: string) => {
		const found = own(given, field);
		if (found === undefined || typeof found === "string") return found;
		throw malformed(text("{0} must be text.", field));
	};
	const files = checkedFiles(own(given, "files"));
	const layout = own(given, "layout");
	return {
		id: optionalText("id"),
		name: optionalText("name"),
		files,
		layout: layout === undefined ? undefined : checkedLayout(layout),
	};
}

/** A copy, since whoever calls may change the list while its files are looked at. */
function checkedFiles(value: unknown): readonly string[] {
	if (!Array.isArray(value)) throw malformed(text("{0} must be a list of paths.", "files"));
	if (value.length > MOST_PATHS) throw wrongCount();
	// A place that holds nothing is skipped by `every`, and none by a copy.
	const files: readonly unknown[] = Array.from(value);
	const isPath = (path: unknown): path is string => typeof path === "string" && path !== "";
	if (!files.every(isPath)) throw malformed(text("{0} must be a list of paths.", "files"));
	return files;
}

/** Reads all rows unless a question is open, and tells what is known then. */
async function describe(
	dataSets: DataSets,
	{ entry, understood }: LookedAt,
	options: SumOptions,
): Promise<DataSet> {
	const { questions, sourceName, sideRule, sizeUnit, timeUnit, zone, notes, rowsLookedAt } =
		understood;
	const symbols =
		questions.length > 0
			? understood.symbols
			: (await dataSets.judge(entry, options)).symbols.map(({ symbol }) => symbol);
	return {
		id: entry.id,
		symbols: [...symbols],
		understood: {
			source: formatText(sourceName),
			layout: saidLayout(understood),
			side: formatText(sideRule),
			size: formatText(sizeUnit),
			time: formatText(timeUnit),
			zone: formatText(zone),
			notes: notes.map(formatText),
			rowsLookedAt,
		},
		questions: questions.map(({ id, sentence, choices, recommended }) => ({
			id,
			sentence: formatText(sentence),
			choices: choices.map(({ label, examples, answer }) => ({
				label: formatText(label),
				examples: [...examples],
				answer,
			})),
			...(recommended !== undefined && { recommended }),
		})),
	};
}

import type { LookedAt } from "../../app/dataSets/dataSet";
import { type DataSets, type NewDataSet, wrongCount } from "../../app/dataSets/dataSets";
import { providerError } from "../../core/errors/errorText";
import { own, recordOf } from "../../core/reader";
import { formatText, type Text, text } from "../../core/text";
import { MOST_PATHS } from "../../core/trades/dataSet/definition";
import { parseSaidTableLayout } from "../../core/trades/layout/layoutSchema";
import { saidLayout, saidTableLayout } from "../../core/trades/layout/saidLayout";
import type { SaidTableLayout } from "../../core/trades/layout/understood";
import type { SumOptions } from "../../core/trades/source";
import type { DataSet } from "../api";
import type { ApiCalls } from "../createApi";

/** The calls of the API about data sets; what other code passes is checked first. */
export function createDataSetCalls(dataSets: DataSets): Pick<ApiCalls, "addDataSet" | "answer"> {
	return {
		addDataSet: async (dataSet, options) => {
			const wanted = checkedDataSet(dataSet);
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

/** Which fields a data set has is known to whoever knows the data set. */
function checkedLayout(layout: unknown): SaidTableLayout {
	const parsed = parseSaidTableLayout(layout);
	if (parsed.ok) return parsed.layout;
	throw malformed(parsed.problem);
}

function checkedDataSet(value: unknown): NewDataSet {
	const given = recordOf(value);
	if (given === undefined) throw malformed(text("{0} must be an object.", "dataSet"));
	const optionalText = (field: string) => {
		const found = own(given, field);
		if (found === undefined || typeof found === "string") return found;
		throw malformed(text("{0} must be text.", field));
	};
	const neededText = (field: string) => {
		const found = optionalText(field);
		if (found !== undefined) return found;
		throw malformed(text("{0} is missing. Add it.", field));
	};
	const [id, name, layout] = [optionalText("id"), optionalText("name"), own(given, "layout")];
	const names = {
		...(id !== undefined && { id }),
		...(name !== undefined && { name }),
		...(layout !== undefined && { layout: checkedLayout(layout) }),
	};
	const isTable = ["connection", "database", "table"].some(
		(field) => own(given, field) !== undefined,
	);
	if (!isTable) return { ...names, files: checkedFiles(own(given, "files")) };
	if (own(given, "files") !== undefined) {
		throw malformed(text("A data set is one of files or of a table. Name one of them."));
	}
	return {
		...names,
		connection: neededText("connection"),
		database: neededText("database"),
		table: neededText("table"),
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
	looked: LookedAt,
	options: SumOptions,
): Promise<DataSet> {
	const { entry, understood } = looked;
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
			layout:
				looked.kind === "files"
					? saidLayout(looked.understood)
					: saidTableLayout(understood, looked.understood.table.layout.final === true),
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

import type { QueryResult } from "../core/result/result";
import { openResult } from "../core/result/openResult";
import type { PackedResult } from "../core/result/packedResult";
import type { Series } from "../core/result/series";

/** A result that shares nothing with the packed one: whoever gets it may change and transfer its columns. */
export function copyResult(packed: PackedResult): QueryResult {
	const { series, ...facts } = openResult(packed);
	delete facts.covers;
	delete facts.toldAt;
	return { ...structuredClone(facts), series: series.map(copySeries) };
}

function copySeries(series: Series): Series {
	if (series.kind === "volumeProfile") return copyColumns(series);
	const { rawPrice, ...numbers } = series;
	const texts = Array.from({ length: rawPrice.length }, (_, at) => rawPrice.at(at) ?? null);
	return { ...copyColumns(numbers), rawPrice: texts };
}

/** A copy in which every column has a buffer of its own. */
function copyColumns<S extends object>(series: S): S {
	const copy = Object.entries(series).map(([name, value]: [string, unknown]) => [
		name,
		value instanceof Float64Array || value instanceof Uint32Array
			? value.slice()
			: structuredClone(value),
	]);
	return Object.fromEntries(copy) as S;
}

import type { ValueAreaApi } from "./api";

/** What the API does for its callers, made when the first of them calls. */
export type ApiCalls = Omit<ValueAreaApi, "apiVersion">;

/** The object that `activate` returns. It takes no key and gives none, and loads nothing until it is used. */
export function createApi(load: () => ApiCalls): ValueAreaApi {
	return Object.freeze<ValueAreaApi>({
		apiVersion: 2,
		run: async (query, options) => load().run(query, options),
		estimate: async (query, options) => load().estimate(query, options),
		open: async (query) => load().open(query),
		openCheck: async (check) => load().openCheck(check),
		addDataSet: async (dataSet, options) => load().addDataSet(dataSet, options),
		answer: async (id, layout, options) => load().answer(id, layout, options),
		analyzeProfile: (rows, options) => load().analyzeProfile(rows, options),
		anchoredVwap: (points, options) => load().anchoredVwap(points, options),
	});
}

import type { ValueAreaApi } from "./api";

/** The object that `activate` returns: loads the real one when it is first used. */
export function createLazyApi(load: () => ValueAreaApi): ValueAreaApi {
	return Object.freeze<ValueAreaApi>({
		apiVersion: 1,
		run: async (query, options) => load().run(query, options),
		open: async (query) => load().open(query),
		analyzeProfile: (rows, options) => load().analyzeProfile(rows, options),
		anchoredVwap: (points, options) => load().anchoredVwap(points, options),
	});
}

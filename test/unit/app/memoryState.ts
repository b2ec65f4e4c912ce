import type { StateStore } from "../../../src/app/ports";

/** A state in memory; `kept` is what stands in it. */
export function memoryState(kept = new Map<string, unknown>()): StateStore {
	return {
		get: (name) => kept.get(name),
		keys: () => [...kept.keys()],
		update: (name, value) => {
			kept.set(name, value);
			return Promise.resolve();
		},
	};
}

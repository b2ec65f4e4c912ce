import { Emitter } from "../../../src/app/emitter";
import type { SecretStore } from "../../../src/app/ports";

/** A store of secrets in memory; `kept` is what stands in it. */
export function memorySecrets(kept = new Map<string, string>()): SecretStore {
	const changed = new Emitter<{ readonly key: string }>();
	return {
		get: (name) => Promise.resolve(kept.get(name)),
		store: (name, secret) => {
			kept.set(name, secret);
			changed.fire({ key: name });
			return Promise.resolve();
		},
		delete: (name) => {
			kept.delete(name);
			changed.fire({ key: name });
			return Promise.resolve();
		},
		onDidChange: changed.event,
	};
}

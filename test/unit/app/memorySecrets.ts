import { Emitter } from "../../../src/app/emitter";
import type { SecretStore } from "../../../src/app/ports";

/** A store of secrets in memory. */
export function memorySecrets(): SecretStore {
	const kept = new Map<string, string>();
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

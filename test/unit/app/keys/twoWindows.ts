import { Credentials } from "../../../../src/app/credentials";
import { KeyBook } from "../../../../src/app/keys/keyBook";
import { type ActiveKeyChange, KeyRing } from "../../../../src/app/keys/keyRing";
import type { SecretStore } from "../../../../src/app/ports";
import type { SecretSlot } from "../../../../src/core/access/credential";
import { KeptLog } from "../keptLog";
import { memorySecrets } from "../memorySecrets";
import { memoryState } from "../memoryState";

/** What windows of one person share. */
export interface Shared {
	readonly folder: string;
	readonly secrets?: SecretStore;
	readonly state?: Map<string, unknown>;
	readonly environment?: Record<string, string>;
	readonly standIn?: (slot: SecretSlot) => string | undefined;
}

/** The keys of one window, on real files, with all that it told. */
export function openWindow({
	folder,
	secrets = memorySecrets(),
	state = new Map(),
	environment = {},
	standIn,
}: Shared) {
	const log = new KeptLog();
	const seen = new Set<string>();
	const credentials = new Credentials({
		secrets,
		state: memoryState(state),
		log,
		now: () => Date.UTC(2026, 10, 3),
		seen,
		...(standIn && { standIn }),
	});
	const book = new KeyBook({ folder, log });
	const keys = new KeyRing({ credentials, book, environment });
	const changes: ActiveKeyChange[] = [];
	keys.onDidChangeActive((change) => changes.push(change));
	return { credentials, book, keys, log, seen, changes, state };
}

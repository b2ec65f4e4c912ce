import * as vscode from "vscode";
import type { QueryService } from "../../../app/queryService";
import { credentialLabel, type SecretSlot } from "../../../core/access/credential";
import { CLICKHOUSE_CREDENTIAL } from "../../../core/access/signIn";
import type { Log } from "../../../core/log";
import { inform } from "../../inform";

export interface RemoveAllKeysDeps {
	readonly service: Pick<QueryService, "keys">;
	readonly log: Log;
}

/**
 * Removes every API key and every sign-in, also of servers that the settings no longer name, and reads no key from the
 * environment any more. Asks first, and says what was removed.
 */
export function removeAllKeys({ service: { keys }, log }: RemoveAllKeysDeps) {
	return async (): Promise<void> => {
		const slots = await keys.slots();
		const { usesEnvironment } = keys;
		if (slots.length === 0 && !usesEnvironment) {
			inform(vscode.l10n.t("No API key and no sign-in is saved."));
			return;
		}
		const environment = usesEnvironment
			? [vscode.l10n.t("Keys from the environment are not read any more.")]
			: [];
		const remove = vscode.l10n.t("Remove all");
		const answer = await vscode.window.showWarningMessage(
			vscode.l10n.t("Remove all API keys and sign-ins?"),
			{
				modal: true,
				detail: [
					...byPlace(slots),
					...environment,
					vscode.l10n.t("This cannot be undone. Requests that use them end."),
				].join("\n"),
			},
			remove,
		);
		if (answer !== remove) return;
		const { removed, kept } = await keys.removeAll();
		for (const { slot, error } of kept) {
			log.warn(`the keyring did not drop the secret of ${slot.origin} (${String(error)})`);
		}
		if (kept.length > 0) {
			const left = byPlace(kept.map(({ slot }) => slot)).join("; ");
			const words = vscode.l10n.t(
				"The system keyring did not let go of everything. Still saved: {0}. Try again.",
				left,
			);
			await vscode.window.showErrorMessage(words);
			return;
		}
		const words = removed.length === 0 ? [] : [removedWords(removed)];
		inform([...words, ...environment].join(" "));
	};
}

function removedWords(removed: readonly SecretSlot[]): string {
	return vscode.l10n.t("Removed: {0}.", byPlace(removed).join("; "));
}

/** What stands where, one line per server: `Kaiko at us.market-api.kaiko.io, 2 keys`. */
function byPlace(slots: readonly SecretSlot[]): readonly string[] {
	const counts = new Map<string, { readonly slot: SecretSlot; count: number }>();
	for (const slot of slots) {
		const name = `${slot.credential} ${slot.origin}`;
		const counted = counts.get(name) ?? { slot, count: 0 };
		counted.count += 1;
		counts.set(name, counted);
	}
	return [...counts.values()].map(({ slot: { credential, origin }, count }) => {
		const host = URL.canParse(origin) ? new URL(origin).host : origin;
		if (credential === CLICKHOUSE_CREDENTIAL) {
			return vscode.l10n.t("{0} at {1}, user and password", "ClickHouse", host);
		}
		const label = credentialLabel(credential);
		return count === 1
			? vscode.l10n.t("{0} at {1}, 1 key", label, host)
			: vscode.l10n.t("{0} at {1}, {2} keys", label, host, count);
	});
}

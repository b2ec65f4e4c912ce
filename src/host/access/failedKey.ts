import * as vscode from "vscode";
import type { QueryService } from "../../app/queryService";
import { DEFAULT_KEY, slotOf } from "../../core/access/credential";
import { ENVIRONMENT_KEY } from "../../core/access/environmentKey";
import type { ErrorKind, ProviderError } from "../../core/errors/errors";
import type { FailedKey } from "../reportError";
import { keyInSentence } from "./keyWords";

/** Failures in which it matters which of several keys was sent. */
const ABOUT_A_KEY: readonly ErrorKind[] = [
	"noKey",
	"badKey",
	"notEntitled",
	"planLimit",
	"rateLimited",
];

/** Says which of several keys a failure is about, and whether another one could be used. */
export function createFailedKey({
	credentials,
	keys,
	places,
}: Pick<QueryService, "credentials" | "keys" | "places">) {
	return ({ kind, provider, facts }: ProviderError): FailedKey => {
		const { host, keyId = DEFAULT_KEY } = facts;
		const isMeant = (origin: string) => host === undefined || new URL(origin).host === host;
		const place = places.ofKeys().find((one) => one.provider === provider && isMeant(one.origin));
		if (place === undefined || !ABOUT_A_KEY.includes(kind)) return { hasOther: false };
		const all = keys.all(place);
		const isOfEnvironment = keyId === ENVIRONMENT_KEY;
		const name = keys.nameOf(place, keyId);
		const hasOther = all.some(({ id }) => id !== keyId);
		const words = keyInSentence({ id: keyId, name });
		return {
			hasOther,
			savedAt: isOfEnvironment ? undefined : credentials.savedAt(slotOf(place, keyId)),
			...(isOfEnvironment && kind === "badKey" && facts.code === KEY_FORM
				? {
						unsendable: vscode.l10n.t(
							"Nothing was sent: {0} holds no key that can be. Set it anew, or use a key of your own.",
							name ?? "",
						),
					}
				: (hasOther || name !== undefined) && {
						sentence: vscode.l10n.t("The key was {0}.", words),
					}),
		};
	};
}

/** Code of a key that was not sent because of its form. */
const KEY_FORM = "KEY_FORM";

import * as vscode from "vscode";
import type { EarlierSecret } from "../../app/credentials";
import type { QueryService } from "../../app/queryService";
import type { KeyPlace } from "../../core/access/places";
import { credentialOf } from "../../core/providers/credentials";
import { readTypedKey } from "../../core/access/keyForm";
import { withLongProgress } from "../fetchProgress";
import { inputLine } from "../prompts/steps/inputLine";
import { translate } from "../words/uiText";
import { unwaited } from "../unwaited";

export interface EnterKeyDeps {
	readonly service: Pick<QueryService, "consents" | "credentials" | "probe">;
	readonly showLog: () => void;
	/** Hears of each key that can be worked with. */
	readonly onUsableKey: (place: KeyPlace) => void;
}

/** Asks for the key of one place; true when there is a key to go on with. */
export type EnterKey = (place: KeyPlace) => Promise<boolean>;

/** Binds {@link EnterKey}: a key is saved, read back and tried. */
export function createEnterKey(deps: EnterKeyDeps): EnterKey {
	return (place) => enterKey(deps, place);
}

async function enterKey(deps: EnterKeyDeps, place: KeyPlace): Promise<boolean> {
	const { consents, credentials } = deps.service;
	if (!(await consents.given(place))) return false;
	const name = credentialOf(place.provider).label;
	const earlier = await credentials.earlier(place);
	for (;;) {
		const line = await inputLine({
			position: { title: vscode.l10n.t("Set {0} API key", name), canGoBack: false },
			prompt: vscode.l10n.t(
				"For {0}. Kept in the system's secret storage and sent nowhere else.",
				new URL(place.origin).host,
			),
			placeholder: vscode.l10n.t("Paste the key from your account"),
			password: true,
			problem: (typed) => readTypedKey(typed, place.provider).problem,
			warning: (typed) => readTypedKey(typed, place.provider).notice,
		});
		if (typeof line === "string") return false;
		const { key } = readTypedKey(line.value, place.provider);
		if (!(await keep(deps, place, key))) return false;
		const outcome = await tryKey(deps, place, earlier?.secret === key ? undefined : earlier);
		if (outcome === "again") continue;
		if (outcome === "usable") deps.onUsableKey(place);
		return outcome === "usable";
	}
}

/** Saves the key; where the keyring fails, offers to keep it for this session. False when it is nowhere. */
async function keep(
	{ service: { credentials } }: EnterKeyDeps,
	place: KeyPlace,
	key: string,
): Promise<boolean> {
	if ((await credentials.save(place, key)) === "saved") return true;
	const session = vscode.l10n.t("Use for this session");
	const chosen = await vscode.window.showWarningMessage(
		vscode.l10n.t("The system keyring is not available, so the key was not saved."),
		session,
	);
	if (chosen !== session) return false;
	credentials.keepForSession(place, key);
	return true;
}

/** Tries the key with the provider's cheapest request and says the result in one sentence. */
async function tryKey(
	deps: EnterKeyDeps,
	place: KeyPlace,
	earlier: EarlierSecret | undefined,
): Promise<"usable" | "refused" | "again"> {
	const { service, showLog } = deps;
	const title = vscode.l10n.t("Trying the {0} key…", credentialOf(place.provider).label);
	const { outcome, text } = await withLongProgress(title, (signal) => service.probe(place, signal));
	const sentence = translate(text);
	if (outcome === "accepted") {
		vscode.window.setStatusBarMessage(sentence, 5_000);
		return "usable";
	}
	const log = vscode.l10n.t("Show log");
	if (outcome === "unchecked") {
		const saved = vscode.l10n.t("The key is saved. {0}", sentence);
		unwaited(
			vscode.window.showWarningMessage(saved, log).then((chosen) => {
				if (chosen === log) showLog();
			}),
		);
		return "usable";
	}
	if (earlier !== undefined) return refusedAfter(deps, place, earlier, sentence);
	const again = vscode.l10n.t("Enter key");
	const chosen = await vscode.window.showErrorMessage(sentence, again, log);
	if (chosen === log) showLog();
	return chosen === again ? "again" : "refused";
}

/** The provider refused a key that took the place of another one: offers to bring that one back. */
async function refusedAfter(
	{ service: { credentials } }: EnterKeyDeps,
	place: KeyPlace,
	earlier: EarlierSecret,
	sentence: string,
): Promise<"usable" | "refused" | "again"> {
	const keepEarlier = vscode.l10n.t("Keep the earlier key");
	const again = vscode.l10n.t("Enter again");
	const chosen = await vscode.window.showErrorMessage(
		vscode.l10n.t("{0} It has replaced the key that you saved earlier.", sentence),
		keepEarlier,
		again,
	);
	if (chosen === again) return "again";
	if (chosen !== keepEarlier) return "refused";
	if ((await credentials.restore(place, earlier)) === "unavailable") {
		credentials.keepForSession(place, earlier.secret);
		unwaited(
			vscode.window.showWarningMessage(
				vscode.l10n.t(
					"The system keyring is not available. The earlier key is used until the window closes.",
				),
			),
		);
		return "usable";
	}
	const name = credentialOf(place.provider).label;
	vscode.window.setStatusBarMessage(vscode.l10n.t("The earlier {0} key is back", name), 5_000);
	return "usable";
}

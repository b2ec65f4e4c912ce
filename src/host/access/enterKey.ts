import * as vscode from "vscode";
import type { EarlierSecret } from "../../app/credentials";
import type { ActiveKey } from "../../app/keys/heldKeys";
import type { QueryService } from "../../app/queryService";
import { DEFAULT_KEY } from "../../core/access/credential";
import { ENVIRONMENT_KEY } from "../../core/access/environmentKey";
import type { KeyPlace } from "../../core/access/places";
import { credentialOf } from "../../core/providers/credentials";
import { readTypedKey } from "../../core/access/keyForm";
import { withLongProgress } from "../fetchProgress";
import { inputLine } from "../prompts/steps/inputLine";
import { translate } from "../words/uiText";
import { unwaited } from "../unwaited";
import { askKeyName } from "./askKeyName";
import { enteredKeys, type KeyChoice } from "./chooseKey";
import { keyInSentence } from "./keyWords";

export interface EnterKeyDeps {
	readonly service: Pick<QueryService, "consents" | "keys" | "probe">;
	readonly showLog: () => void;
	/** Hears of each key that can be worked with. */
	readonly onUsableKey: (place: KeyPlace) => void;
}

/**
 * Asks for a key of one place; true when there is a key to go on with.
 *
 * @param which key is replaced, or a new one; the one in use when absent
 */
export type EnterKey = (place: KeyPlace, which?: KeyChoice) => Promise<boolean>;

/** Binds {@link EnterKey}: a key is saved, read back and tried. */
export function createEnterKey(deps: EnterKeyDeps): EnterKey {
	return (place, which) => enterKey(deps, place, which);
}

/** The key that is entered. */
interface Target {
	readonly place: KeyPlace;
	readonly id: string;
	/** Of a new one. */
	readonly name?: string;
}

/** What was in use before, so that it can come back where the provider refuses the new key. */
interface Before {
	/** The key that was in use; `undefined` where there was none. */
	readonly active: ActiveKey | undefined;
	/** The key that the new one takes the place of; `undefined` where nobody entered one. */
	readonly replaced: EarlierSecret | undefined;
}

async function enterKey(
	deps: EnterKeyDeps,
	place: KeyPlace,
	which: KeyChoice | undefined,
): Promise<boolean> {
	const { consents, keys } = deps.service;
	if (!(await consents.given(place))) return false;
	const target = await targetOf(deps, place, which);
	if (target === undefined) return false;
	const before: Before = {
		active: keys.isThere(place) ? keys.active(place) : undefined,
		replaced: await keys.earlier(place, target.id),
	};
	for (;;) {
		const line = await inputLine({
			position: { title: titleOf(target, keys), canGoBack: false },
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
		if (!(await keep(deps, target, key))) return false;
		const isSame = before.replaced?.secret === key && before.active?.id === target.id;
		const outcome = await tryKey(deps, target, isSame ? NOTHING : before);
		if (outcome === "again") continue;
		if (outcome === "usable") deps.onUsableKey(place);
		return outcome === "usable";
	}
}

const NOTHING: Before = { active: undefined, replaced: undefined };

/** Which key is entered, with the name of a new one; `undefined` when the person leaves. */
async function targetOf(
	{ service: { keys } }: EnterKeyDeps,
	place: KeyPlace,
	which: KeyChoice | undefined,
): Promise<Target | undefined> {
	const active = keys.active(place).id;
	const id = which === undefined ? active : which === "new" ? undefined : which.id;
	if (id !== undefined && id !== ENVIRONMENT_KEY) return { place, id };
	// A key of the environment is not replaced: the one that is entered stands beside it, and beside all others.
	if (enteredKeys(keys, place).every((key) => key.id !== DEFAULT_KEY) && which !== "new") {
		return { place, id: DEFAULT_KEY };
	}
	const title = vscode.l10n.t("Add {0} API key", credentialOf(place.provider).label);
	const name = await askKeyName(keys, place, { title });
	return name === undefined ? undefined : { place, id: keys.newId(), name };
}

function titleOf({ place, id, name }: Target, keys: EnterKeyDeps["service"]["keys"]): string {
	const provider = credentialOf(place.provider).label;
	const called = name ?? keys.nameOf(place, id);
	return called === undefined
		? vscode.l10n.t("Set {0} API key", provider)
		: vscode.l10n.t("Set {0} API key {1}", provider, called);
}

/** Saves the key; where the keyring fails, offers to keep it for this session. False when it is nowhere. */
async function keep(
	{ service: { keys } }: EnterKeyDeps,
	{ place, id, name }: Target,
	key: string,
): Promise<boolean> {
	if ((await keys.save(place, id, key, name)) === "saved") return true;
	const session = vscode.l10n.t("Use for this session");
	const chosen = await vscode.window.showWarningMessage(
		vscode.l10n.t("The system keyring is not available, so the key was not saved."),
		session,
	);
	if (chosen !== session) return false;
	keys.keepForSession(place, id, key, name);
	return true;
}

/** Tries the key with the provider's cheapest request and says the result in one sentence. */
async function tryKey(
	deps: EnterKeyDeps,
	target: Target,
	before: Before,
): Promise<"usable" | "refused" | "again"> {
	const { service, showLog } = deps;
	const { place } = target;
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
	const isOther = before.active !== undefined && before.active.id !== target.id;
	if (before.replaced !== undefined || isOther) {
		return refusedAfter(deps, target, before, sentence);
	}
	const again = vscode.l10n.t("Enter key");
	const chosen = await vscode.window.showErrorMessage(sentence, again, log);
	if (chosen === log) showLog();
	return chosen === again ? "again" : "refused";
}

/** The provider refused a key that took the place of another one: offers to bring that one back. */
async function refusedAfter(
	deps: EnterKeyDeps,
	target: Target,
	before: Before,
	sentence: string,
): Promise<"usable" | "refused" | "again"> {
	const keepEarlier = vscode.l10n.t("Keep the earlier key");
	const again = vscode.l10n.t("Enter again");
	const chosen = await vscode.window.showErrorMessage(
		before.replaced === undefined && before.active !== undefined
			? vscode.l10n.t(
					"{0} It took over from {1}, which is still there.",
					sentence,
					keyInSentence(before.active),
				)
			: vscode.l10n.t("{0} It has replaced the key that you saved earlier.", sentence),
		keepEarlier,
		again,
	);
	if (chosen === again) return "again";
	if (chosen !== keepEarlier) return "refused";
	await bringBack(deps, target, before);
	return "usable";
}

/** Puts back what was saved and in use before a key was entered. */
async function bringBack(
	{ service: { keys } }: EnterKeyDeps,
	{ place, id }: Target,
	{ active, replaced }: Before,
): Promise<void> {
	let isKept = true;
	if (replaced === undefined) await keys.remove(place, id);
	else isKept = (await keys.restore(place, id, replaced)) === "saved";
	if (!isKept && replaced !== undefined) keys.keepForSession(place, id, replaced.secret);
	if (active !== undefined && active.id !== id) await keys.use(place, active.id);
	if (isKept) {
		const name = credentialOf(place.provider).label;
		vscode.window.setStatusBarMessage(vscode.l10n.t("The earlier {0} key is back", name), 5_000);
		return;
	}
	unwaited(
		vscode.window.showWarningMessage(
			vscode.l10n.t(
				"The system keyring is not available. The earlier key is used until the window closes.",
			),
		),
	);
}

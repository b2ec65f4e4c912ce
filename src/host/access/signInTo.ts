import * as vscode from "vscode";
import type { SignIns } from "../../app/signIns";
import { passwordProblem, spaceNotice, userProblem } from "../../core/access/signIn";
import { isProviderError } from "../../core/errors/errors";
import type { SignIn, TradesTables } from "../../core/trades/table/tables";
import { withLongProgress } from "../fetchProgress";
import type { FailureWords } from "../panels/panelPart";
import { inputLine } from "../prompts/steps/inputLine";
import type { QuestionPosition } from "../prompts/steps/steps";

export interface SignInToDeps {
	readonly signIns: Pick<SignIns, "read" | "mayGoTo" | "save" | "keepForSession">;
	readonly tables: Pick<TradesTables, "trySignIn">;
	/** Words of a failure; logs what they do not say. */
	readonly describe: (error: unknown) => FailureWords;
	readonly showLog: () => void;
	/** Hears of each server that was signed in to. */
	readonly onSignedIn: (connection: string) => void;
}

/** What came of the questions for user and password. */
export type SignInOutcome = "signedIn" | "back" | "cancel";

/**
 * Asks for user and password of a server, at its origin, and tries them; nothing is kept of what does not work, so that
 * an earlier sign-in stays.
 *
 * @param position that of the questions among others; they have a title of their own when it is absent
 */
export type SignInTo = (connection: string, position?: QuestionPosition) => Promise<SignInOutcome>;

const USUAL_USER = "default";

/** Binds {@link SignInTo}. */
export function createSignInTo(deps: SignInToDeps): SignInTo {
	return async (connection, position) => {
		const { host } = new URL(connection);
		const { title, canGoBack } = position ?? {
			title: vscode.l10n.t("Sign in to {0}", host),
			canGoBack: false,
		};
		const { signIns } = deps;
		if (!(await signIns.mayGoTo(connection))) return canGoBack ? "back" : "cancel";
		const earlier = await signIns.read(connection);
		let user = earlier?.user ?? USUAL_USER;
		for (;;) {
			const named = await askUser(host, { title, canGoBack }, user);
			if (typeof named === "string") return named;
			user = named.value;
			const password = await askPassword(host, { title, canGoBack: true }, user);
			if (password === "back") continue;
			if (password === "cancel") return "cancel";
			const signIn = { user, password: password.value };
			const outcome = await attempt(deps, connection, signIn, {
				hasEarlier: earlier !== undefined,
				canGoBack,
			});
			if (outcome !== "again") return outcome;
		}
	};
}

function askUser(host: string, position: QuestionPosition, value: string) {
	return inputLine({
		position,
		prompt: vscode.l10n.t(
			"User of the ClickHouse server {0}. One who may only read is enough.",
			host,
		),
		placeholder: USUAL_USER,
		value,
		problem: userProblem,
		warning: spaceNotice,
	});
}

function askPassword(host: string, position: QuestionPosition, user: string) {
	return inputLine({
		position,
		prompt: vscode.l10n.t(
			"Password of {0}. Kept in the system's secret storage and sent to {1} alone.",
			user,
			host,
		),
		placeholder: vscode.l10n.t("Leave it empty where the user has none"),
		password: true,
		problem: passwordProblem,
		warning: spaceNotice,
	});
}

/** What is offered to whoever is refused. */
interface WaysOn {
	/** Whether an earlier sign-in can be kept. */
	readonly hasEarlier: boolean;
	/** Whether the address was asked for before. */
	readonly canGoBack: boolean;
}

/** Tries a sign-in until it works or the person gives up, says what came of it, and keeps one that works. */
async function attempt(
	deps: SignInToDeps,
	connection: string,
	signIn: SignIn,
	ways: WaysOn,
): Promise<SignInOutcome | "again"> {
	for (;;) {
		const tried = await tryOnce(deps, connection, signIn);
		if ("version" in tried) return keep(deps, connection, signIn, tried.version);
		const next = await tellRefused(deps, tried.error, ways);
		if (next !== "retry") return next;
	}
}

async function tryOnce(
	{ tables }: SignInToDeps,
	connection: string,
	signIn: SignIn,
): Promise<{ readonly version: string } | { readonly error: unknown }> {
	const title = vscode.l10n.t("Signing in to {0}…", new URL(connection).host);
	try {
		const version = await withLongProgress(title, (signal) =>
			tables.trySignIn(connection, signIn, { signal }),
		);
		return { version };
	} catch (error) {
		return { error };
	}
}

async function tellRefused(
	{ describe, showLog }: SignInToDeps,
	error: unknown,
	{ hasEarlier, canGoBack }: WaysOn,
): Promise<"back" | "cancel" | "again" | "retry"> {
	if (isProviderError(error) && error.kind === "cancelled") return "cancel";
	const { text } = describe(error);
	const again = vscode.l10n.t("Enter again");
	const address = vscode.l10n.t("Change address");
	const retry = vscode.l10n.t("Retry");
	const keepEarlier = vscode.l10n.t("Keep the earlier sign-in");
	const log = vscode.l10n.t("Show log");
	// Another password helps where the server refused this one, another attempt or address where it was not reached.
	const isRefused = isProviderError(error) && error.kind === "badKey";
	const offered = [
		...(isRefused ? [again] : [retry, canGoBack ? address : again]),
		...(hasEarlier && isRefused ? [keepEarlier] : [log]),
	];
	const chosen = await vscode.window.showErrorMessage(text, ...offered);
	if (chosen === log) showLog();
	if (chosen === retry) return "retry";
	if (chosen === address) return "back";
	return chosen === again ? "again" : "cancel";
}

async function keep(
	{ signIns, onSignedIn }: SignInToDeps,
	connection: string,
	signIn: SignIn,
	version: string,
): Promise<SignInOutcome> {
	if ((await signIns.save(connection, signIn)) === "unavailable") {
		const session = vscode.l10n.t("Use for this session");
		const chosen = await vscode.window.showWarningMessage(
			vscode.l10n.t("The system keyring is not available, so user and password were not saved."),
			session,
		);
		if (chosen !== session) return "cancel";
		signIns.keepForSession(connection, signIn);
	}
	const { host } = new URL(connection);
	vscode.window.setStatusBarMessage(
		vscode.l10n.t("Signed in to {0} as {1}: ClickHouse {2}.", host, signIn.user, version),
		5_000,
	);
	onSignedIn(connection);
	return "signedIn";
}

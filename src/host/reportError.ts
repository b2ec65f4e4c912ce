import * as vscode from "vscode";
import { isStorageError } from "../app/files/storageError";
import { type ErrorFacts, isProviderError, type ProviderError } from "../core/errors/errors";
import { describeError, type ErrorActionId } from "../core/errors/errorText";
import type { Log } from "../core/log";
import { credentialOf, isRemoteProvider } from "../core/providers/credentials";
import type { ActionId } from "../protocol/messages";
import { actionLabel, messageActions } from "./actions";
import type { FailureWords } from "./panels/panelPart";
import { translate } from "./words/uiText";

const FOLDED_MS = 60_000;
/** Actions that make sense without a chart. */
const WITHOUT_PANEL: readonly ActionId[] = [
	"enterKey",
	"switchKey",
	"useSampleData",
	"showLog",
	"copyDetails",
	"openSettings",
];

export interface ErrorReporterDeps {
	readonly log: Log;
	readonly now: () => number;
	/** What is known of the keys of the place that a failure is about. */
	readonly keyNotes: (error: ProviderError) => FailedKey;
	readonly runAction: (action: ActionId, error: unknown) => Promise<void>;
}

/** What is known of the key that was sent when something failed, and of those beside it. */
export interface FailedKey {
	/** When the key that is now missing was saved; then the keyring has lost it. */
	readonly savedAt?: string | undefined;
	/** Whether the place has another key that could be used. */
	readonly hasOther: boolean;
	/** A sentence that says which of several keys it was; also where it came from, when it was not entered here. */
	readonly sentence?: string | undefined;
	/** The whole sentence for a key of the environment that was not sent because of its form. */
	readonly unsendable?: string | undefined;
}

/** The data set whose page helps; `undefined` where the error names none. */
export function dataSetOf(error: unknown): string | undefined {
	return isProviderError(error) ? error.facts.dataset : undefined;
}

/** Where the log helps, its operation can be copied. */
function withDetails(
	actions: readonly ErrorActionId[],
	{ operation }: ErrorFacts,
): readonly ActionId[] {
	return operation !== undefined && actions.includes("showLog")
		? [...actions, "copyDetails"]
		: actions;
}

/** The one place that puts failures into words and the only one that shows them as a notification. */
export class ErrorReporter {
	private readonly shownAt = new Map<string, number>();

	constructor(private readonly deps: ErrorReporterDeps) {}

	/** Sentence and buttons of a failure, for a panel. Unknown errors are logged with their stack. */
	describe(error: unknown): FailureWords {
		if (isProviderError(error)) {
			const { kind, facts, provider } = error;
			// The log has told the codes of an operation at its end.
			if (facts.operation === undefined) {
				this.deps.log.warn(
					`${provider}: ${kind} ${JSON.stringify({ ...facts, detail: undefined, market: undefined })}`,
				);
			}
			const { text, actions } = describeError(error);
			const key = this.deps.keyNotes(error);
			const words = key.unsendable ?? this.lostKey(error, key) ?? translate(text);
			const offered = actions.filter((id) => id !== "switchKey" || key.hasOther);
			return {
				text: [words, key.sentence].filter((part) => part !== undefined).join(" "),
				actions: messageActions(withDetails(offered, facts)),
			};
		}
		if (isStorageError(error)) {
			this.deps.log.warn(`storage: ${error.kind} ${error.code ?? ""}`);
			return { text: translate(error.text), actions: messageActions(["showLog"]) };
		}
		this.deps.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
		return {
			text: vscode.l10n.t("Something went wrong in Value Area. The log has the details."),
			actions: messageActions(["retry", "showLog"]),
		};
	}

	/** The editor deletes a secret that it cannot decrypt; only our marker tells that there was one. */
	private lostKey({ kind, provider }: ProviderError, { savedAt }: FailedKey): string | undefined {
		if (kind !== "noKey" || !isRemoteProvider(provider)) return undefined;
		if (savedAt === undefined) return undefined;
		const day = new Date(savedAt).toLocaleDateString(vscode.env.language, {
			day: "numeric",
			month: "short",
		});
		return vscode.l10n.t(
			"Your {0} key is no longer readable from the system keyring (saved {1}). Enter it again.",
			credentialOf(provider).label,
			day,
		);
	}

	/** Shows a failure as a notification, once a minute per sentence. Cancelling shows nothing. */
	async report(error: unknown): Promise<void> {
		if (isProviderError(error) && error.kind === "cancelled") return;
		const { text, actions } = this.describe(error);
		const now = this.deps.now();
		if (now - (this.shownAt.get(text) ?? -Infinity) < FOLDED_MS) return;
		this.shownAt.set(text, now);
		const offered = actions.filter(
			({ id }) =>
				WITHOUT_PANEL.includes(id) || (id === "openDataSet" && dataSetOf(error) !== undefined),
		);
		const chosen = await vscode.window.showErrorMessage(
			text,
			...offered.map(({ id }) => actionLabel(id)),
		);
		this.shownAt.delete(text);
		const action = offered.find(({ label }) => label === chosen);
		if (action !== undefined) await this.deps.runAction(action.id, error);
	}

	/** Calls {@link report} without waiting for it; a failure of the report goes to the log. */
	tell(error: unknown): void {
		this.report(error).catch((failure: unknown) => {
			const { log } = this.deps;
			log.error(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure));
		});
	}
}

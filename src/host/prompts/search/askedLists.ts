import * as vscode from "vscode";
import type { ListAnswer, Lists } from "../../../app/discovery/lists";
import type { CancelSignal } from "../../../core/cancel";
import type { ListQuestion } from "../../../core/discovery/lists";
import { describeError } from "../../../core/errors/errorText";
import { credentialOf, type RemoteProviderId } from "../../../core/providers/credentials";
import { momentWords } from "../../../core/time";
import { translate } from "../../words/uiText";
import type { LiveNote } from "../steps/liveChoices";

/** What questions about markets need in order to search what a provider lists. */
export interface ListAccess {
	readonly lists: Pick<Lists, "find">;
	/** Asks for the agreement that a server needs which the settings name; its host. */
	readonly agreement: (provider: RemoteProviderId) => {
		readonly host: string;
		readonly agree: () => Promise<void>;
	};
}

/** The lists that one question has asked for, and what became of them. */
export class AskedLists {
	private readonly answers = new Map<string, ListAnswer<unknown>>();

	constructor(
		private readonly access: ListAccess,
		private readonly provider: RemoteProviderId,
	) {}

	/** What is listed; `undefined` where nobody has ever said. Rejects once the signal fires. */
	async find<Item>(
		question: ListQuestion<Item>,
		signal: CancelSignal,
	): Promise<ListAnswer<Item>["list"]> {
		const answer = await this.access.lists.find(this.provider, question, signal);
		this.answers.set(question.key, answer);
		return answer.list;
	}

	/** Why rows are not of today, or why there are so few. */
	note(): LiveNote | undefined {
		const answers = [...this.answers.values()];
		const told = answers.find(({ failure, list }) => failure !== undefined && list === undefined);
		const failed = told ?? answers.find(({ failure }) => failure !== undefined);
		return failed?.failure === undefined ? undefined : this.noteOf(failed, failed.failure);
	}

	private noteOf(
		{ list }: ListAnswer<unknown>,
		failure: NonNullable<ListAnswer<unknown>["failure"]>,
	): LiveNote {
		const { label } = credentialOf(this.provider);
		if (failure === "noConsent") {
			const { host, agree } = this.access.agreement(this.provider);
			return {
				words: vscode.l10n.t("Search at {0}", host),
				detail: vscode.l10n.t(
					"Your settings name this server. You are asked before anything is sent.",
				),
				act: agree,
			};
		}
		if (list !== undefined) {
			const when = momentWords(list.fetchedAt).slice(0, 16);
			const words = vscode.l10n.t(
				"{0}'s list of {1} UTC, since it cannot be asked now",
				label,
				when,
			);
			return { words, ...detailOf(failure) };
		}
		if (failure === "noKey") {
			return {
				words: vscode.l10n.t("Common choices only, since there is no {0} key", label),
				detail: vscode.l10n.t(
					"Value Area: Set API key makes all that {0} has searchable. Any other can be typed.",
					label,
				),
			};
		}
		const words = vscode.l10n.t("Common choices only, since {0} cannot be asked now", label);
		return { words, ...detailOf(failure) };
	}
}

function detailOf(failure: NonNullable<ListAnswer<unknown>["failure"]>): { detail?: string } {
	if (failure === "noPlace") {
		return { detail: vscode.l10n.t("The address in the settings is not usable.") };
	}
	return typeof failure === "string" ? {} : { detail: translate(describeError(failure).text) };
}

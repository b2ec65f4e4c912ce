import * as vscode from "vscode";
import type { AccountAt } from "../app/budget/accounts";
import type { QueryService } from "../app/queryService";
import { credentialOf } from "../core/providers/credentials";
import { onDidChangeSettings, showsLimits } from "./config";
import { unwaited } from "./unwaited";
import { PLAN_SETTINGS, SETTINGS } from "./ids";
import { clockWords, countWords } from "./words/amounts";

/** What comes back by itself is counted anew so often. */
const COUNTED_EVERY_MS = 5_000;
/** Changes that come one after another are shown together. */
const SETTLED_MS = 250;

/** Shows in the status bar what is left of the limit of each key in use, where the person has turned that on. */
export function followLimits(
	service: Pick<QueryService, "accounts" | "onDidSpend">,
): vscode.Disposable {
	let item: vscode.StatusBarItem | undefined;
	let counting: NodeJS.Timeout | undefined;
	let settling: NodeJS.Timeout | undefined;

	const show = async () => {
		const accounts = await service.accounts();
		if (item === undefined) return;
		const known = accounts.filter(
			({ left, silence }) => left !== undefined || silence !== undefined,
		);
		item.text = `$(dashboard) ${known.map((one) => shortWords(one)).join(" · ") || vscode.l10n.t("Limits")}`;
		item.tooltip = tooltip(accounts);
	};
	const refresh = () => unwaited(show());
	const hide = () => {
		clearInterval(counting);
		clearTimeout(settling);
		item?.dispose();
		[item, settling] = [undefined, undefined];
	};
	const follow = () => {
		if (!showsLimits()) return hide();
		if (item !== undefined) return;
		item = vscode.window.createStatusBarItem(
			"valueArea.limits",
			vscode.StatusBarAlignment.Right,
			50,
		);
		item.name = vscode.l10n.t("Value Area limits");
		item.command = {
			command: "workbench.action.openSettings",
			title: vscode.l10n.t("Open settings"),
			arguments: [SETTINGS.showLimits],
		};
		item.text = "$(dashboard)";
		item.show();
		counting = setInterval(refresh, COUNTED_EVERY_MS);
		refresh();
	};
	const following = vscode.Disposable.from(
		onDidChangeSettings(follow),
		service.onDidSpend(() => {
			if (item === undefined || settling !== undefined) return;
			settling = setTimeout(() => {
				settling = undefined;
				refresh();
			}, SETTLED_MS);
		}),
		{ dispose: hide },
	);
	follow();
	return following;
}

/** `Kiyotaka 14/20`, or until when nothing is sent. */
function shortWords({ place, left, silence }: AccountAt): string {
	const name = credentialOf(place.provider).label;
	if (silence !== undefined)
		return vscode.l10n.t("{0} waits until {1} UTC", name, clockWords(silence.until));
	const amount = countWords(left?.left ?? 0);
	return left?.of === undefined ? `${name} ${amount}` : `${name} ${amount}/${countWords(left.of)}`;
}

function tooltip(accounts: readonly AccountAt[]): string {
	const lines = accounts.map((account) => {
		const { label } = credentialOf(account.place.provider);
		const host = new URL(account.place.origin).host;
		const name = [label, account.keyName, host].filter((one) => one !== undefined).join(" · ");
		return [`${name}: ${longWords(account)}`, ...todayWords(account)].join(" · ");
	});
	if (lines.length === 0) lines.push(vscode.l10n.t("No key is in use. Set one to ask a provider."));
	return [
		vscode.l10n.t("What is left of the limits of your keys, over all windows"),
		...lines,
	].join("\n");
}

function longWords({ left, silence, place }: AccountAt): string {
	if (silence !== undefined) {
		return silence.kind === "server"
			? vscode.l10n.t("away; nothing is sent before {0} UTC", clockWords(silence.until))
			: vscode.l10n.t(
					"the limit is used up; nothing is sent before {0} UTC",
					clockWords(silence.until),
				);
	}
	if (left === undefined) return vscode.l10n.t("not known until it has answered");
	const amount = countWords(left.left);
	if (left.of === undefined) return vscode.l10n.t("{0} left", amount);
	return place.provider in PLAN_SETTINGS
		? vscode.l10n.t("weight {0} of {1} left", amount, countWords(left.of))
		: vscode.l10n.t("{0} of {1} requests left", amount, countWords(left.of));
}

function todayWords({ today }: AccountAt): string[] {
	if (today === undefined) return [];
	const [left, of] = [countWords(today.left), countWords(today.of)];
	return [vscode.l10n.t("{0} of {1} until 00:00 UTC", left, of)];
}

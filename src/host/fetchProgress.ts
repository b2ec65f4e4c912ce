import * as vscode from "vscode";
import type { FetchProgress } from "../core/feeds/feed";
import { providerData } from "../core/providers/providers";
import type { FetchTask, FetchWait, PartsProgress } from "./panels/panelFetch";
import { unwaited } from "./unwaited";

/** Most fetches are done by then; a notification that only flashes up is noise. */
const PATIENCE_MS = 2_000;
const REPORT_EVERY_MS = 250;

/** How far a fetch has come, in words. */
export function progressText({ answered, parts, progress, wait }: PartsProgress): string {
	if (wait !== undefined) return waitText(wait, Date.now());
	const rows = (progress?.rows ?? 0).toLocaleString(vscode.env.language);
	if (parts > 1) return vscode.l10n.t("{0} of {1} markets · {2} rows", answered, parts, rows);
	if (progress?.share !== undefined) return readText(progress.share);
	return progress === undefined ? vscode.l10n.t("Loading…") : pagesText(progress, rows);
}

/** A countdown in seconds, with what is waited for. */
function waitText({ until, why, provider }: FetchWait, now: number): string {
	const seconds = Math.max(1, Math.ceil((until - now) / 1_000));
	const name = providerData(provider).label;
	if (why === "retry") return vscode.l10n.t("Trying {0} again in {1} s…", name, seconds);
	return why === "server"
		? vscode.l10n.t("Waiting {0} s for {1} to be back…", seconds, name)
		: vscode.l10n.t("Waiting {0} s for {1}'s limit…", seconds, name);
}

/** Whole percents, and never all of them while there is something left to wait for. */
function readText(share: number): string {
	const percent = Math.min(Math.floor(share * 100), 99);
	return vscode.l10n.t("Reading trades… {0} %", percent);
}

function pagesText({ pages, pagesExpected }: FetchProgress, count: string): string {
	if (pages === 0) return vscode.l10n.t("Loading…");
	return pagesExpected === undefined
		? vscode.l10n.t("Loading… {0} requests answered, {1} rows so far", pages, count)
		: vscode.l10n.t("Loading… {0} of {1} requests, {2} rows so far", pages, pagesExpected, count);
}

/** Shows a cancellable notification for what takes more than two seconds. */
export function showLongProgress(task: FetchTask, title: string): void {
	const patience = setTimeout(() => {
		unwaited(
			vscode.window.withProgress(
				{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
				async (report, token) => {
					token.onCancellationRequested(() => task.cancel());
					const tick = () => report.report({ message: task.progress() });
					tick();
					const timer = setInterval(tick, REPORT_EVERY_MS);
					await task.done.finally(() => clearInterval(timer));
				},
			),
		);
	}, PATIENCE_MS);
	const stop = () => clearTimeout(patience);
	task.done.then(stop, stop);
}

/** Does something that a cancellable notification shows once it takes more than two seconds. Settles as the work does. */
export function withLongProgress<T>(
	title: string,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const abort = new AbortController();
	const result = work(abort.signal);
	const done = result.then(
		() => undefined,
		() => undefined,
	);
	showLongProgress({ done, progress: () => "", cancel: () => abort.abort() }, title);
	return result;
}

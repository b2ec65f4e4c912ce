import * as vscode from "vscode";
import type { Judged, LookedAt } from "../../app/dataSets/dataSet";
import type { DataSets } from "../../app/dataSets/dataSets";
import { isProviderError } from "../../core/errors/errors";
import type { QueryKind } from "../../core/query/query";
import { TABLE_FORMAT } from "../../core/trades/dataSet/definition";
import type { SumOptions } from "../../core/trades/source";
import { readDataSetMessage } from "../../protocol/dataSet/fromDataSet";
import {
	DATA_SET_ACTIONS,
	type DataSetAction,
	type DataSetToHost,
	type HostToDataSet,
} from "../../protocol/dataSet/messages";
import { type Handlers, sealed } from "../../protocol/messages";
import { dataSetActionLabel } from "../actions";
import type { OutputLog } from "../log";
import { dataSetSettings, loadDataSetPage } from "../panels/chartPage";
import { createDispatch, type SendingPage, SYSTEM_TIME } from "../panels/dispatch";
import type { FailureWords } from "../panels/panelPart";
import { unwaited } from "../unwaited";
import { countWords } from "../words/amounts";
import type { ServerActions } from "./connection/serverActions";
import { badRowsOf, describeDataSet, describeFiles } from "./description";

export interface DataSetPanelDeps {
	readonly dataSets: DataSets;
	readonly extensionUri: vscode.Uri;
	readonly log: OutputLog;
	/** Words of a failure; logs what they do not say. */
	readonly describe: (error: unknown) => FailureWords;
	/** Charts an instrument of a data set. */
	readonly openChart: (
		kind: QueryKind,
		id: string,
		symbol: string,
		signal: SumOptions["signal"],
	) => Promise<void>;
	/** Asks for files in place of those of a data set. */
	readonly chooseFiles: () => Promise<readonly string[] | undefined>;
	/** What helps where a server or its table is in the way. */
	readonly servers: Pick<ServerActions, "signIn" | "askTable">;
	/** Opens the settings at those of trades in files, or in tables. */
	readonly openSettings: (of: "files" | "table") => Promise<void>;
	/** Whether a chart or a saved market names a data set by its id. */
	readonly isNamed: (id: string) => Promise<boolean>;
	/** The data set has another id now. */
	readonly onDidChangeId: (id: string) => void;
	/** Something about the data set is other than it was. */
	readonly onDidChange: () => void;
	readonly onDidDispose: () => void;
}

const DATA_SET_PAGE: SendingPage<DataSetToHost> = {
	name: "data set page",
	read: readDataSetMessage,
	states: new Map(),
};

/** One work of a panel at a time: a later one ends the earlier one. */
type Work = (signal: AbortSignal) => Promise<void>;

/**
 * Shows one data set: how its files are read, and what reading all of their rows found. It looks at the files when
 * its page listens, and reads them in full unless a question is open.
 */
export class DataSetPanel {
	private known: LookedAt | Judged | undefined;
	private working: AbortController | undefined;
	/** What its trades are in, as far as that is known. */
	private kind: "files" | "table" = "files";
	/** Whether the last work failed. */
	private hasFailed = false;
	/** Charts that wait until all rows are read. */
	private opening = new AbortController();
	/** A panel that was closed takes no message, and what runs may end after it. */
	private isGone = false;
	private readonly listening: vscode.Disposable;

	constructor(
		private id: string,
		private readonly panel: vscode.WebviewPanel,
		private readonly deps: DataSetPanelDeps,
	) {
		const dispatch = createDispatch(DATA_SET_PAGE, this.handlers(), deps.log, SYSTEM_TIME);
		this.listening = vscode.Disposable.from(
			dispatch,
			panel.webview.onDidReceiveMessage(dispatch.take),
			// Files come and go while nobody looks.
			panel.onDidChangeViewState(() => {
				if (panel.visible && this.working === undefined) this.aside(() => this.tellFiles());
			}),
			panel.onDidDispose(() => {
				this.isGone = true;
				// First of all, so that nobody reveals what is gone.
				deps.onDidDispose();
				this.cancel();
				this.listening.dispose();
			}),
		);
		const icon = (theme: string) =>
			vscode.Uri.joinPath(deps.extensionUri, "media", "icons", `trades-${theme}.svg`);
		panel.iconPath = { light: icon("light"), dark: icon("dark") };
		this.setTitle(id);
		loadDataSetPage(panel.webview, deps.extensionUri);
	}

	reveal(): void {
		this.panel.reveal();
	}

	/** The settings or the data set changed. */
	settingsChanged(): void {
		this.post("settings", dataSetSettings(this.kind));
	}

	dispose(): void {
		this.panel.dispose();
	}

	private post<Type extends keyof HostToDataSet>(type: Type, body: HostToDataSet[Type]): void {
		if (this.isGone) return;
		unwaited(this.panel.webview.postMessage(sealed(type, body)));
	}

	private setTitle(name: string): void {
		if (this.isGone) return;
		this.panel.title = name;
	}

	private handlers(): Handlers<DataSetToHost> {
		return {
			ready: () => {
				this.settingsChanged();
				this.post("persist", { dataSet: this.id });
				this.work(this.lookAndJudge);
			},
			answer: (answer) =>
				this.work((signal) =>
					this.readOtherwise(this.deps.dataSets.answer(this.id, answer, { signal }), signal),
				),
			rename: (wanted) => this.aside(() => this.rename(wanted)),
			open: ({ kind, symbol }) => {
				const { signal } = this.opening;
				this.aside(() => this.deps.openChart(kind, this.id, symbol, signal));
			},
			action: ({ id }) => this.act(id),
			problem: ({ message }) => this.deps.log.warn(`data set page: ${message}`),
		};
	}

	private act(action: DataSetAction): void {
		const { dataSets, log, openSettings } = this.deps;
		switch (action) {
			case "judge":
				this.work(async (signal) => {
					await dataSets.readAgain(this.id);
					await this.lookAndJudge(signal);
				});
				break;
			case "retry":
				this.work(this.lookAndJudge);
				break;
			case "cancel":
				this.cancel();
				break;
			case "startOver":
				this.change({ layout: {} });
				break;
			case "chooseFiles":
				this.aside(async () => {
					const files = await this.deps.chooseFiles();
					if (files !== undefined) this.change({ files });
				});
				break;
			case "chooseTable":
				this.aside(async () => {
					const ref = await this.deps.servers.askTable(this.id);
					if (ref !== undefined) this.change({ ref });
				});
				break;
			case "signIn":
			case "signInAsOther":
				// Once it works, every page of that server tries again.
				this.aside(async () => void (await this.deps.servers.signIn(this.id)));
				break;
			case "copySql":
				this.aside(() => this.copy(dataSets.lastSql(this.id) ?? "", vscode.l10n.t("SQL copied.")));
				break;
			case "copyBadRows":
				this.aside(() => this.copyBadRows());
				break;
			case "showLog":
				log.show();
				break;
			case "openSettings":
				this.aside(() => openSettings(this.kind));
		}
	}

	private readonly lookAndJudge: Work = async (signal) => {
		const { dataSets } = this.deps;
		this.post("busy", { work: "understanding" });
		const entry = await dataSets.get(this.id);
		this.setTitle(entry.definition.name);
		const kind = entry.definition.schema === TABLE_FORMAT ? "table" : "files";
		if (kind !== this.kind) {
			this.kind = kind;
			this.settingsChanged();
		}
		await this.judge(await dataSets.lookAt(entry, { signal }), signal);
	};

	/** Shows what was understood, then reads every row where no question is open. */
	private async judge(looked: LookedAt, signal: AbortSignal): Promise<void> {
		await this.show(looked);
		if (looked.understood.questions.length > 0) {
			this.post("idle", {});
			return;
		}
		const files = looked.kind === "files" ? looked.files.length : 1;
		this.post("busy", { work: "judging", files });
		const judged = await this.deps.dataSets.judge(looked.entry, {
			signal,
			onProgress: (share) => this.post("busy", { work: "judging", share, files }),
		});
		if (signal.aborted) return;
		await this.show(judged);
		this.post("idle", {});
		this.deps.onDidChange();
	}

	private async show(known: LookedAt | Judged): Promise<void> {
		this.known = known;
		const files = await describeFiles(known);
		// Somebody may have said more about the files meanwhile.
		if (this.known !== known) return;
		const dataSet = describeDataSet(known, files, this.deps.dataSets.lastSql(this.id));
		this.post("show", { dataSet });
	}

	/** A chart of the data set came: the statement behind it can be looked at. */
	answered(): void {
		const { known } = this;
		if (known !== undefined && this.working === undefined) this.aside(() => this.show(known));
	}

	/** Somebody has signed in to a server: what failed, or never came, is tried again where it is this one's. */
	signedIn(connection: string): void {
		if (this.working !== undefined || !this.hasFailed) return;
		this.aside(async () => {
			const { definition } = await this.deps.dataSets.get(this.id);
			if (definition.schema !== TABLE_FORMAT || definition.connection !== connection) return;
			this.work(this.lookAndJudge);
		});
	}

	/** Says what became of the files of the data set that is shown. */
	private async tellFiles(unreadable?: string): Promise<void> {
		const { known } = this;
		if (known === undefined) return;
		const files = await describeFiles(known, unreadable);
		if (this.known === known) this.post("files", { files });
	}

	private change(change: Parameters<DataSets["change"]>[1]): void {
		this.work((signal) =>
			this.readOtherwise(this.deps.dataSets.change(this.id, change, { signal }), signal),
		);
	}

	/** Shows what comes of a look at the files that is under way, then reads their rows anew. */
	private async readOtherwise(looking: Promise<LookedAt>, signal: AbortSignal): Promise<void> {
		this.post("busy", { work: "understanding" });
		const looked = await looking;
		this.deps.onDidChange();
		await this.judge(looked, signal);
	}

	/** What runs goes on where the id cannot be taken. */
	private async rename({ name, id = this.id }: DataSetToHost["rename"]): Promise<void> {
		const { dataSets, describe, isNamed, onDidChange, onDidChangeId } = this.deps;
		if (id !== this.id) {
			try {
				await dataSets.changeId(this.id, id, isNamed);
			} catch (error) {
				this.post("failed", { text: describe(error).text, actions: [] });
				return;
			}
			this.id = id;
			onDidChangeId(id);
			this.post("persist", { dataSet: id });
		}
		await dataSets.rename(this.id, name);
		onDidChange();
		this.work(this.lookAndJudge);
	}

	private async copyBadRows(): Promise<void> {
		if (this.known === undefined || !("verdicts" in this.known)) return;
		const rows = badRowsOf(this.known.verdicts);
		const lines = rows.map(({ file, line, problem, text }) =>
			[...(file === undefined ? [] : [file]), line, problem, text].join("\t"),
		);
		await this.copy(lines.join("\n"), vscode.l10n.t("Rows copied: {0}.", countWords(rows.length)));
	}

	private async copy(text: string, done: string): Promise<void> {
		await vscode.env.clipboard.writeText(text);
		this.post("done", { text: done });
	}

	/** Does what the panel is about; the page hears how it ends. */
	private work(work: Work): void {
		this.working?.abort();
		const working = new AbortController();
		this.working = working;
		this.hasFailed = false;
		work(working.signal)
			.catch((error: unknown) => {
				// A later work tells how it ends itself.
				if (this.working !== working) return;
				this.hasFailed = true;
				this.fail(error);
			})
			.finally(() => {
				if (this.working === working) this.working = undefined;
			});
	}

	/** Ends the work, and what waits for a reading of its own: that would go on for a chart alone. */
	private cancel(): void {
		this.working?.abort();
		this.opening.abort();
		this.opening = new AbortController();
	}

	/** Does something beside; what runs goes on. */
	private aside(work: () => Promise<void>): void {
		work().catch((error: unknown) => this.fail(error));
	}

	private fail(error: unknown): void {
		if (this.isGone) return;
		const isCancelled = isProviderError(error) && error.kind === "cancelled";
		// The list says it too.
		if (isProviderError(error) && error.kind === "notFound") this.deps.onDidChange();
		const { text, actions: offered } = this.deps.describe(error);
		const isOfServer = isProviderError(error) && error.facts.server !== undefined && !isCancelled;
		const helps = isOfServer ? actionsAtServer(offered) : actionsOf(error);
		const actions = helps.map((id) => ({ id, label: dataSetActionLabel(id) }));
		this.post("failed", {
			text: isCancelled ? vscode.l10n.t("Reading was cancelled.") : text,
			...(isCancelled && { isCancelled }),
			actions,
		});
		const unreadable =
			isProviderError(error) && error.kind === "unreadable" ? error.facts.file : undefined;
		if (!isCancelled) this.aside(() => this.tellFiles(unreadable));
	}
}

/** Of what helps a chart whose server is in the way, whatever helps a data set, too. */
function actionsAtServer(offered: FailureWords["actions"]): readonly DataSetAction[] {
	const ids = offered.flatMap(({ id }) => DATA_SET_ACTIONS.find((one) => one === id) ?? []);
	return ids.includes("retry") || ids.includes("signIn") ? ids : [...ids, "retry"];
}

/** What helps against a failure, most likely first. */
function actionsOf(error: unknown): readonly DataSetAction[] {
	if (!isProviderError(error)) return ["retry", "showLog"];
	switch (error.kind) {
		case "notFound":
			return ["chooseFiles", "retry"];
		case "unreadable":
			return ["chooseFiles", "startOver", "retry"];
		case "badRequest":
			return ["startOver", "retry"];
		case "tooLarge":
		case "storage":
			return ["openSettings", "retry", "showLog"];
		case "engine":
			return error.facts.code === "ABSENT" ? ["showLog"] : ["retry", "showLog"];
		case "cancelled":
			return ["retry"];
		default:
			return ["retry", "showLog"];
	}
}

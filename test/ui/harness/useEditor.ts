import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Services, startServices } from "../../support/services";
import type { EditorFolders } from "../../editor/folders";
import { PACKAGE } from "../../editor/repository";
import { typeLoopbackKeys } from "./typedKeys";
import { addCommandExtension } from "./openView";
import { beginAnew } from "./beginAnew";
import type { KaikoServiceOptions } from "../../support/kaikoService";
import type { KiyotakaServiceOptions } from "../../support/kiyotakaService";
import { Session, type SessionOptions } from "./session";

/** How an editor and its services are started. */
export interface EditorOptions extends SessionOptions {
	readonly kaiko?: KaikoServiceOptions;
	readonly kiyotaka?: KiyotakaServiceOptions;
	/**
	 * Installs the package for every system, as people have it, instead of loading the repository. It knows no key
	 * that was not typed: `withKeys` types one for each provider before the first test, `withoutKeys` leaves that
	 * to the tests. `npm test` makes the package (scripts/lib/steps.mjs).
	 */
	readonly packaged?: "withKeys" | "withoutKeys";
}

/** What Chromium says when `default-src 'none'` or one of its neighbours refuses something. */
const OUR_POLICY = /(Refused to|violates the following) .*Content Security Policy/;
const START_MS = 240_000;
/** The tests ask for fixed days, which grow older. */
const WHOLE_HISTORY_DAYS = 36_500;

type Settings = Readonly<Record<string, unknown>>;

export interface Editor {
	readonly session: Session;
	readonly services: Services;
}

/** Points both providers, and the reference data, at the loopback services. */
export function customOrigins(services: Services): Settings {
	return {
		// Whatever a test asks for goes to the services: the cache is switched on by the tests that are about it.
		"valueArea.cache.megabytes": 0,
		"valueArea.kiyotaka.host": "custom",
		"valueArea.kiyotaka.customOrigin": services.kiyotakaOrigin,
		"valueArea.kaiko.region": "custom",
		"valueArea.kaiko.customOrigin": services.kaikoOrigin,
		"valueArea.kaiko.referenceOrigin": services.referenceOrigin,
	};
}

/** How both services are started, with all days that tests ask for. */
function ofWholeHistory({ kaiko = {}, kiyotaka = {} }: Pick<EditorOptions, "kaiko" | "kiyotaka">) {
	return { kaiko, kiyotaka: { historyDays: WHOLE_HISTORY_DAYS, ...kiyotaka } };
}

/** A VS Code that starts when it is first needed. */
class LazyEditor {
	private services: Services | undefined;
	private editor: Editor | undefined;

	constructor(private readonly options: EditorOptions) {}

	async start(): Promise<Editor> {
		if (this.editor !== undefined) return this.editor;
		const { packaged, settings } = this.options;
		this.services ??= await startServices(ofWholeHistory(this.options));
		const session = await Session.start({
			...(packaged !== undefined && { vsix: PACKAGE }),
			...this.options,
			settings: { ...customOrigins(this.services), ...settings },
		});
		this.editor = { session, services: this.services };
		if (packaged === "withKeys") await typeLoopbackKeys(session.workbench);
		return this.editor;
	}

	async stop(): Promise<void> {
		await this.editor?.session.stop();
		await this.services?.stop();
	}
}

/**
 * One VS Code and one pair of loopback services for the tests of a `describe`. Each test finds both
 * providers well behaved, nothing cached, and no question, menu or dialog open, whatever became of the one before.
 *
 * One that fails now and then has a cause: the second try of its file names it (scripts/lib/tally.mjs).
 *
 * @returns both, inside a test
 */
export function useEditor(options: EditorOptions = {}): () => Editor {
	const own = new LazyEditor(options);
	const editor = prepareTests(own);
	after("VS Code ends", async function () {
		this.timeout(START_MS);
		await own.stop();
	});
	return editor;
}

/** A VS Code for several describes, each of which begins anew in it. */
class SharedEditor {
	private readonly lazy: LazyEditor;
	/** What the latest `describe` had set. */
	private settings: Settings = {};

	constructor(options: EditorOptions) {
		this.lazy = new LazyEditor(options);
	}

	async begin({ settings, prepare }: SharedOptions, own: Services | undefined): Promise<Editor> {
		const { session, services } = await this.lazy.start();
		const wanted = { ...customOrigins(own ?? services), ...settings };
		const gone = Object.keys(this.settings).filter((name) => !(name in wanted));
		this.settings = wanted;
		await beginAnew(session, { settings: wanted, gone, prepare });
		return { session, services: own ?? services };
	}

	stop(): Promise<void> {
		return this.lazy.stop();
	}
}

/** What a `describe` may ask of a VS Code that it shares: nothing that needs another start. */
export interface SharedOptions extends Pick<EditorOptions, "settings" | "kaiko" | "kiyotaka"> {
	/** As people have it, with a key for each provider. */
	readonly packaged?: "withKeys";
	/** Puts files into the folders before the first test; the window is open. */
	readonly prepare?: (folders: EditorFolders) => void;
}

const shared = {
	developed: new SharedEditor({ prepare: addCommandExtension }),
	packaged: new SharedEditor({ packaged: "withKeys", prepare: addCommandExtension }),
};

/**
 * The same with a VS Code that all describes share which need none of their own: starting one costs more than most of
 * them. Each finds what {@link beginAnew} leaves, the settings and files that it asks for, and services of its own
 * where it says how they are. What it teaches the extension otherwise, such as a key, it takes back.
 */
export function useSharedEditor(options: SharedOptions = {}): () => Editor {
	const { kaiko, kiyotaka, packaged } = options;
	let own: Services | undefined;
	const editor = prepareTests({
		start: async () => {
			if (kaiko !== undefined || kiyotaka !== undefined) {
				own = await startServices(ofWholeHistory(options));
			}
			return (packaged === undefined ? shared.developed : shared.packaged).begin(options, own);
		},
	});
	after("services of its own end", () => own?.stop());
	return editor;
}

after("shared windows end", async function () {
	this.timeout(START_MS);
	for (const editor of Object.values(shared)) await editor.stop();
});

/** Removes the intervals that earlier tests asked for, as another window would. */
function forgetAnswers(folders: Session["folders"]): void {
	const storage = join(folders.globalStorage("server"), "value-area.value-area");
	const answers = join(storage, "answers");
	// The folder of the extension may be a file in a test.
	if (existsSync(answers)) rmSync(answers, { recursive: true });
}

/** Registers what every test of a `describe` finds and leaves. */
function prepareTests(own: Pick<LazyEditor, "start">): () => Editor {
	let editor: Editor | undefined;
	let printed = 0;
	before("VS Code starts", async function () {
		this.timeout(START_MS);
		editor = await own.start();
		editor.services.kiyotaka.clear();
		editor.services.kaiko.clear();
		editor.services.reference.clear();
		printed = editor.session.console.length;
	});
	beforeEach("nothing of an earlier test is in the way", async () => {
		editor?.services.kiyotaka.behave();
		editor?.services.kaiko.behave();
		editor?.services.reference.behave();
		if (editor !== undefined) forgetAnswers(editor.session.folders);
		await editor?.session.workbench.settle();
	});
	afterEach("a failed test leaves a trace", async function () {
		if (this.currentTest?.state !== "failed") return;
		await editor?.session.keepTrace(this.currentTest.fullTitle());
	});
	after("no page of ours broke its own content security policy", () => {
		const lines = editor?.session.console.slice(printed) ?? [];
		assert.deepEqual(
			lines.filter((line) => OUR_POLICY.test(line)),
			[],
		);
	});
	return () => {
		if (editor === undefined) throw new Error("VS Code has not started.");
		return editor;
	};
}

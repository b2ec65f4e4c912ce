import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Services, startServices } from "../../support/services";
import { PACKAGE } from "../../editor/repository";
import { typeLoopbackKeys } from "./typedKeys";
import { addCommandExtension } from "./openView";
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

export interface Editor {
	readonly session: Session;
	readonly services: Services;
}

/** Points both providers, and the reference data, at the loopback services. */
export function customOrigins(services: Services): Record<string, unknown> {
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

/** A VS Code that starts when it is first needed. */
class LazyEditor {
	private services: Services | undefined;
	private editor: Editor | undefined;

	constructor(private readonly options: EditorOptions) {}

	async start(): Promise<Editor> {
		if (this.editor !== undefined) return this.editor;
		const { kaiko = {}, kiyotaka = {}, packaged, ...options } = this.options;
		this.services ??= await startServices({
			kiyotaka: { historyDays: WHOLE_HISTORY_DAYS, ...kiyotaka },
			kaiko,
		});
		const session = await Session.start({
			...(packaged !== undefined && { vsix: PACKAGE }),
			...options,
			settings: { ...customOrigins(this.services), ...options.settings },
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

const views = new LazyEditor({ prepare: addCommandExtension });

/**
 * The same with a VS Code that all describes which open views by `openView` share: starting one costs
 * more than most of them. What they ask and open starts anew, what they set they set back.
 */
export function useViewEditor(): () => Editor {
	return prepareTests(views);
}

after("the VS Code for views ends", async function () {
	this.timeout(START_MS);
	await views.stop();
});

/** Removes the intervals that earlier tests asked for, as another window would. */
function forgetAnswers(folders: Session["folders"]): void {
	const storage = join(folders.globalStorage("server"), "value-area.value-area");
	const answers = join(storage, "answers");
	// The folder of the extension may be a file in a test.
	if (existsSync(answers)) rmSync(answers, { recursive: true });
}

/** Registers what every test of a `describe` finds and leaves. */
function prepareTests(own: LazyEditor): () => Editor {
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

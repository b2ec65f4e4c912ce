import assert from "node:assert/strict";
import { type Services, startServices } from "../../support/services";
import { Session, type SessionOptions } from "./session";

/** What Chromium says when `default-src 'none'` or one of its neighbours refuses something. */
const OUR_POLICY = /(Refused to|violates the following) .*Content Security Policy/;
const START_MS = 240_000;
/** The tests ask for fixed days, which grow older. */
const WHOLE_HISTORY_DAYS = 36_500;

export interface Editor {
	readonly session: Session;
	readonly services: Services;
}

/** Points both providers at the loopback services. */
export function customOrigins(services: Services): Record<string, unknown> {
	return {
		"valueArea.kiyotaka.host": "custom",
		"valueArea.kiyotaka.customOrigin": services.kiyotakaOrigin,
		"valueArea.kaiko.region": "custom",
		"valueArea.kaiko.customOrigin": services.kaikoOrigin,
	};
}

/**
 * One VS Code and one pair of loopback services for the tests of a `describe`. Each test finds both
 * providers well behaved and no question, menu or dialog open, whatever became of the one before.
 *
 * Tests are not retried: one that fails now and then has a cause, which a second try would hide.
 *
 * @returns both, inside a test
 */
export function useEditor(options: SessionOptions = {}): () => Editor {
	let editor: Editor | undefined;
	let services: Services | undefined;
	before("VS Code starts", async function () {
		this.timeout(START_MS);
		services = await startServices({ kiyotaka: { historyDays: WHOLE_HISTORY_DAYS } });
		const session = await Session.start({
			...options,
			settings: { ...customOrigins(services), ...options.settings },
		});
		editor = { session, services };
	});
	beforeEach("nothing of an earlier test is in the way", async () => {
		editor?.services.kiyotaka.behave();
		editor?.services.kaiko.behave();
		await editor?.session.workbench.settle();
	});
	afterEach("a failed test leaves a trace", async function () {
		if (this.currentTest?.state !== "failed") return;
		await editor?.session.keepTrace(this.currentTest.fullTitle());
	});
	after("no page of ours broke its own content security policy", () => {
		const broken = editor?.session.console.filter((line) => OUR_POLICY.test(line));
		assert.deepEqual(broken ?? [], []);
	});
	after("VS Code ends", async function () {
		this.timeout(START_MS);
		await editor?.session.stop();
		await services?.stop();
	});
	return () => {
		if (editor === undefined) throw new Error("VS Code has not started.");
		return editor;
	};
}

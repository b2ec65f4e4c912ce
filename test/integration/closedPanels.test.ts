import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { queryObjects } from "node:v8";
import * as vscode from "vscode";
import { SAMPLE, VWAP } from "./queries";
import { globalStorage, untilFiles } from "./userData";
import { panelTitles, untilTabs, useServices } from "./window";

const CYCLES = 10;
/** The first cycles load what stays for the life of a window: bundles, the thread, the engine's process. */
const WARM_UP = 3;
const DATA_SET = "closedpanels";
const SETTLES_MS = 30_000;
const LOOK_AGAIN_MS = 250;

/** How much there is of a kind in the extension host. */
type Counts = Readonly<Record<string, number>>;

/** A class of VS Code, of which each living object is something that nobody has let go of. */
type Counted = NewableFunction;

/** The class by which VS Code remembers a listener, whatever event it is for. */
function listenerClass(): Counted {
	const emitter = new vscode.EventEmitter<void>();
	const listener = () => undefined;
	emitter.event(listener);
	const isIt = (held: unknown): held is { readonly constructor: Counted } =>
		typeof held === "object" && held !== null && Object.values(held).includes(listener);
	const held: unknown = Object.values(emitter).find(isIt);
	assert.ok(isIt(held), "VS Code remembers listeners otherwise than this test knows");
	emitter.dispose();
	return held.constructor;
}

/** The class of the panels that pages are shown in. */
function panelClass(): Counted {
	const panel = vscode.window.createWebviewPanel("valueAreaTests.empty", "Empty", -1);
	panel.dispose();
	return panel.constructor;
}

/** Objects of a class that are alive, after everything else was collected. */
function alive(counted: Counted): number {
	const count = queryObjects(counted);
	assert.ok(typeof count === "number");
	return count;
}

function tallied(names: readonly string[]): Counts {
	const counts: Record<string, number> = {};
	for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}

/**
 * What is left of closed panels would be seen here. VS Code's own part of the host is in it, too, and changes a
 * little by itself: something that each cycle leaves behind is told from that by their number.
 */
function createCount(): () => Counts {
	const [listeners, panels] = [listenerClass(), panelClass()];
	return () => ({
		"listeners of VS Code's events": alive(listeners),
		"panels of pages": alive(panels),
		disposables: alive(vscode.Disposable),
		"listeners of the process": process
			.eventNames()
			.reduce((sum, name) => sum + process.listenerCount(name), 0),
		...tallied(process.getActiveResourcesInfo()),
	});
}

/** Kinds of which there is one more for each cycle. */
function leftBehind(before: Counts, after: Counts, cycles: number): string[] {
	return Object.entries(after)
		.filter(([kind, count]) => count - (before[kind] ?? 0) >= cycles)
		.map(([kind, count]) => `${kind}: ${before[kind] ?? 0}, then ${count}`);
}

describe("panels that were closed", function () {
	this.timeout(300_000);
	useServices();
	const definition = () => join(globalStorage(), "datasets", `${DATA_SET}.json`);
	const trades = () => join(globalStorage(), "closed-panels.csv");

	before("there is a data set whose page can be opened", () => {
		mkdirSync(join(globalStorage(), "datasets"), { recursive: true });
		writeFileSync(trades(), "time,price,size,side\n2026-03-29T00:00:00Z,65000,1,buy\n");
		const content = { schema: 1, name: "Tape", files: [trades()], layout: {} };
		writeFileSync(definition(), JSON.stringify(content));
	});
	after(() => {
		for (const file of [definition(), trades()]) rmSync(file, { force: true });
	});

	/** Opens a chart of each kind and the page of a data set, and closes them once the answer has come. */
	async function openAndClose(): Promise<void> {
		await vscode.commands.executeCommand("valueArea.clearCache");
		await vscode.commands.executeCommand("valueArea.openQuery", SAMPLE);
		await vscode.commands.executeCommand("valueArea.openQuery", VWAP);
		await vscode.commands.executeCommand("valueArea.dataSet.open", DATA_SET);
		await untilTabs(() => panelTitles().length === 3, "not all panels opened");
		// Both charts keep what they show.
		await untilFiles(join(globalStorage(), "snapshots"), (names) => names.length >= 2);
		await vscode.commands.executeCommand("workbench.action.closeAllEditors");
		await untilTabs(() => panelTitles().length === 0, "not all panels closed");
	}

	it("leave no listener, panel, timer or socket behind, whatever their number", async () => {
		const count = createCount();
		for (let cycle = 0; cycle < WARM_UP; cycle++) await openAndClose();
		const before = count();
		for (let cycle = 0; cycle < CYCLES; cycle++) await openAndClose();
		// What ends a little later, such as a timer of its own, is no leak.
		const deadline = Date.now() + SETTLES_MS;
		let left = leftBehind(before, count(), CYCLES);
		while (left.length > 0 && Date.now() < deadline) {
			await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
			left = leftBehind(before, count(), CYCLES);
		}
		assert.deepEqual(left, []);
	});

	it("would be seen if they left something: a listener, a panel, a timer for each", async () => {
		const count = createCount();
		const before = count();
		const emitter = new vscode.EventEmitter<void>();
		const timers: NodeJS.Timeout[] = [];
		const panels: vscode.WebviewPanel[] = [];
		const few = 3;
		for (let cycle = 0; cycle < few; cycle++) {
			emitter.event(() => undefined);
			timers.push(setInterval(() => undefined, 60_000));
			panels.push(vscode.window.createWebviewPanel("valueAreaTests.empty", "Empty", -1));
		}
		try {
			const left = leftBehind(before, count(), few).join("; ");
			assert.match(left, /listeners of VS Code's events/);
			assert.match(left, /panels of pages/);
			assert.match(left, /Timeout/);
		} finally {
			for (const timer of timers) clearInterval(timer);
			for (const panel of panels) panel.dispose();
			emitter.dispose();
		}
		await untilTabs(() => panelTitles("valueAreaTests").length === 0, "the panels stayed");
	});
});

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ValueAreaApi } from "../../src/host/api";
import { type Services, startServices } from "../support/services";

const CONSUMER = "value-area-tests.value-area-consumer";
const SETTLES_MS = 30_000;

/** The public API as a second extension gets it. */
export async function consumedApi(): Promise<ValueAreaApi> {
	const consumer = vscode.extensions.getExtension<{ valueArea: ValueAreaApi }>(CONSUMER);
	assert.ok(consumer, "the consuming extension is not loaded");
	return (await consumer.activate()).valueArea;
}

async function pointAt(services: Services | undefined): Promise<void> {
	const settings = vscode.workspace.getConfiguration("valueArea");
	const { Global } = vscode.ConfigurationTarget;
	const custom = services === undefined ? undefined : "custom";
	// Whatever a test asks for goes to the services.
	await settings.update("cache.megabytes", services === undefined ? undefined : 0, Global);
	await settings.update("kiyotaka.customOrigin", services?.kiyotakaOrigin, Global);
	await settings.update("kiyotaka.host", custom, Global);
	await settings.update("kaiko.customOrigin", services?.kaikoOrigin, Global);
	await settings.update("kaiko.region", custom, Global);
	await settings.update("kaiko.referenceOrigin", services?.referenceOrigin, Global);
}

/** Loopback services for the tests of a `describe`, set as both providers' origin. */
export function useServices(): () => Services {
	let services: Services | undefined;
	before("the services start", async () => {
		services = await startServices();
		await pointAt(services);
	});
	afterEach("every test begins with empty records and no panel", async () => {
		services?.kiyotaka.clear();
		services?.kaiko.clear();
		await vscode.commands.executeCommand("valueArea.clearCache");
		await vscode.commands.executeCommand("workbench.action.closeAllEditors");
	});
	after("the services end", async () => {
		await pointAt(undefined);
		await services?.stop();
	});
	return () => {
		assert.ok(services, "the services have not started");
		return services;
	};
}

/** Labels of the open chart panels. */
export function chartTitles(): string[] {
	return panelTitles("valueArea.chart");
}

/** Labels of the open panels of a view type; of all panels of the extension without one. */
export function panelTitles(viewType = "valueArea."): string[] {
	return vscode.window.tabGroups.all
		.flatMap((group) => group.tabs)
		.filter(
			({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes(viewType),
		)
		.map((tab) => tab.label);
}

/** Resolves when `isReached` holds after one of VS Code's tab events; fails with `what` otherwise. */
export async function untilTabs(isReached: () => boolean, what: string): Promise<void> {
	if (isReached()) return;
	await new Promise<void>((resolve, reject) => {
		const timer = setTimeout(() => {
			listener.dispose();
			reject(new Error(`${what}; open: ${chartTitles().join(", ")}`));
		}, SETTLES_MS);
		const listener = vscode.window.tabGroups.onDidChangeTabs(() => {
			if (!isReached()) return;
			clearTimeout(timer);
			listener.dispose();
			resolve();
		});
	});
}

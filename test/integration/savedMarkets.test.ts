import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { SAMPLE } from "./queries";
import { globalStorage, untilFiles } from "./userData";
import { chartTitles, untilTabs, useServices } from "./window";

const ID = "00000000000000aa";

describe("saved markets", () => {
	useServices();
	const file = () => join(globalStorage(), "markets", `${ID}.json`);
	afterEach(() => rmSync(file(), { force: true }));

	it("open by id, also when another window has just saved them (D12)", async () => {
		await vscode.extensions.getExtension("value-area.value-area")?.activate();
		const at = "2026-03-29T16:00:00.000Z";
		mkdirSync(join(globalStorage(), "markets"), { recursive: true });
		const market = { schema: 1, id: ID, rev: 1, createdAt: at, updatedAt: at, order: "m" };
		writeFileSync(
			file(),
			JSON.stringify({ ...market, name: "From elsewhere", queries: [SAMPLE], view: {} }),
		);
		await vscode.commands.executeCommand("valueArea.openQuery", ID);
		await untilTabs(() => chartTitles().length === 1, "the market did not open");
	});

	it("that are damaged cost only themselves and are kept aside (D1)", async () => {
		mkdirSync(join(globalStorage(), "markets"), { recursive: true });
		writeFileSync(file(), '{ "schema": 1, "id": ');
		await vscode.commands.executeCommand("valueArea.openQuery", ID);
		assert.deepEqual(chartTitles(), []);
		await untilFiles(join(globalStorage(), "markets", "damaged"), (names) =>
			names.some((name) => name.endsWith(`-${ID}.json`)),
		);
		await vscode.commands.executeCommand("valueArea.openQuery", SAMPLE);
		await untilTabs(() => chartTitles().length === 1, "a good query did not open");
	});
});

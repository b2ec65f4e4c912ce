import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ValueAreaApi } from "../../src/host/api";
import { chartTitles, useServices } from "./window";

describe("activation", () => {
	const services = useServices();

	it("hands out the API under the extension's public id, asks no provider and opens nothing", async () => {
		const extension = vscode.extensions.getExtension<ValueAreaApi>("value-area.value-area");
		assert.ok(extension);
		const api = await extension.activate();
		assert.ok(extension.isActive);
		assert.equal(api.apiVersion, 2);
		const rows = [
			{ price: 100, buy: 4, sell: 1 },
			{ price: 101, buy: 0, sell: 10 },
			{ price: 102, buy: 2, sell: 0 },
		];
		const { poc, val, vah, delta } = api.analyzeProfile(rows);
		assert.deepEqual([poc, val, vah, delta], [101, 100, 101, -5]);
		assert.deepEqual([services().kiyotaka.requests, services().kaiko.requests], [[], []]);
		assert.deepEqual(chartTitles(), []);
	});
});

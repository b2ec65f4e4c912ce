import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("activation", () => {
	it("finds the extension under its public id", () => {
		assert.ok(vscode.extensions.getExtension("value-area.value-area"));
	});
});

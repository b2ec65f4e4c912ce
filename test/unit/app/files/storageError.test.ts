import assert from "node:assert/strict";
import {
	isStorageError,
	StorageError,
	toStorageError,
} from "../../../../src/app/files/storageError";
import { text } from "../../../../src/core/text";

const MODULE = require.resolve("../../../../src/app/files/storageError");

/** The class as another bundle has it. */
function otherClass(): typeof StorageError {
	const own = require.cache[MODULE];
	delete require.cache[MODULE];
	try {
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- a second copy is the point
		return (require(MODULE) as { StorageError: typeof StorageError }).StorageError;
	} finally {
		require.cache[MODULE] = own;
	}
}

describe("storage error", () => {
	it("is known by its brand when another bundle made it", () => {
		const Other = otherClass();
		assert.notEqual(Other, StorageError);
		const error = new Other("full", text("Too many."));
		assert.ok(isStorageError(error));
		assert.equal(toStorageError(error, "a market"), error);
	});

	it("is not taken for one where only the name is right", () => {
		assert.equal(isStorageError(new Error("Too many.")), false);
		assert.equal(isStorageError({ name: "StorageError", kind: "full" }), false);
		const unknownKind = Object.assign(new Error(), { name: "StorageError", kind: "other" });
		assert.equal(isStorageError(unknownKind), false);
	});
});

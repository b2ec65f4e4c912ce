import assert from "node:assert/strict";
import { filesContaining } from "../editor/canary";
import { LOOPBACK_KEY } from "../support/keys";
import { userData } from "./userData";

describe("after all queries", () => {
	it("the key is in no file that VS Code wrote: no log, no state, no snapshot (K5)", () => {
		const { searched, found } = filesContaining(userData(), LOOPBACK_KEY);
		assert.ok(searched > 5, "too few files to prove anything");
		assert.deepEqual(found, []);
	});
});

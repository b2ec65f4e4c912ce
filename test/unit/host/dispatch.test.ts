import assert from "node:assert/strict";
import { createDispatch } from "../../../src/host/panels/dispatch";
import type { Handlers, WebviewToHost } from "../../../src/protocol/messages";
import { KeptLog } from "../app/keptLog";

function dispatcher(overrides: Partial<Handlers<WebviewToHost>> = {}) {
	const calls: string[] = [];
	const note = (name: string) => (body: unknown) =>
		void calls.push(`${name} ${JSON.stringify(body)}`);
	const log = new KeptLog();
	const clock = { now: 0 };
	const dispatch = createDispatch(
		{
			ready: note("ready"),
			drawn: note("drawn"),
			action: note("action"),
			view: note("view"),
			copy: note("copy"),
			image: note("image"),
			imageCopied: note("imageCopied"),
			problem: note("problem"),
			...overrides,
		},
		log,
		() => clock.now,
	);
	return { dispatch, calls, log, clock };
}

describe("messages of a chart page", () => {
	it("reach their handler with the known fields only", () => {
		const { dispatch, calls } = dispatcher();
		dispatch({ type: "ready", body: {} });
		dispatch({ type: "action", body: { id: "refresh", url: "https://evil.example" } });
		assert.deepEqual(calls, ["ready {}", 'action {"id":"refresh"}']);
	});

	it("that are none are dropped, and each kind is logged once", () => {
		const { dispatch, calls, log } = dispatcher();
		const junk: unknown[] = [
			undefined,
			null,
			5,
			"ready",
			[],
			{},
			{ type: "constructor", body: {} },
			{ type: "__proto__", body: {} },
			{ type: "action", body: { id: "deleteEverything" } },
			{ type: "problem", body: { message: "x".repeat(70_000) } },
		];
		for (const message of [...junk, ...junk]) dispatch(message);
		assert.deepEqual(calls, []);
		assert.ok(log.lines.length >= 3 && log.lines.length <= 5, log.lines.join("\n"));
		assert.equal(new Set(log.lines).size, log.lines.length);
	});

	it("that flood are cut at 50 a second, and taken again in the next", () => {
		const { dispatch, calls, log, clock } = dispatcher();
		for (let count = 0; count < 200; count++) dispatch({ type: "ready", body: {} });
		assert.equal(calls.length, 50);
		clock.now = 1_000;
		dispatch({ type: "ready", body: {} });
		assert.equal(calls.length, 51);
		assert.equal(log.lines.length, 1);
	});

	it("never let a handler's error out", () => {
		const { dispatch, log } = dispatcher({
			ready: () => {
				throw new Error("broken");
			},
		});
		dispatch({ type: "ready", body: {} });
		assert.match(log.lines.join(), /ready.*broken/);
	});
});

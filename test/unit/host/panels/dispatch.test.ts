import assert from "node:assert/strict";
import fc from "fast-check";
import { CHART_PAGE, createDispatch } from "../../../../src/host/panels/dispatch";
import { type Handlers, type WebviewToHost, sealed } from "../../../../src/protocol/messages";
import { KeptLog } from "../../app/keptLog";

function dispatcher(overrides: Partial<Handlers<WebviewToHost>> = {}) {
	const calls: string[] = [];
	const note = (name: string) => (body: unknown) =>
		void calls.push(`${name} ${JSON.stringify(body)}`);
	const log = new KeptLog();
	const time = new HandTime();
	const { take, dispose } = createDispatch(
		CHART_PAGE,
		{
			ready: note("ready"),
			drawn: note("drawn"),
			action: note("action"),
			view: note("view"),
			pointed: note("pointed"),
			looked: note("looked"),
			copy: note("copy"),
			image: note("image"),
			imageCopied: note("imageCopied"),
			imageFailed: note("imageFailed"),
			partMissing: note("partMissing"),
			problem: note("problem"),
			...overrides,
		},
		log,
		time,
	);
	const dispatch = <Type extends keyof WebviewToHost>(type: Type, body: unknown) =>
		take(sealed(type, body));
	return { take, dispatch, dispose, calls, log, time };
}

/** A clock that a test moves. */
class HandTime {
	private current = 0;
	private timers: { readonly at: number; readonly callback: () => void }[] = [];

	readonly now = () => this.current;

	readonly after = (ms: number, callback: () => void) => {
		const timer = { at: this.current + ms, callback };
		this.timers.push(timer);
		return () => {
			this.timers = this.timers.filter((one) => one !== timer);
		};
	};

	get waits(): boolean {
		return this.timers.length > 0;
	}

	pass(ms: number): void {
		this.current += ms;
		const due = this.timers.filter(({ at }) => at <= this.current);
		this.timers = this.timers.filter(({ at }) => at > this.current);
		for (const { callback } of due) callback();
	}
}

describe("messages of a chart page", () => {
	it("reach their handler with the known fields only", () => {
		const { dispatch, calls } = dispatcher();
		dispatch("ready", {});
		dispatch("action", { id: "refresh", url: "https://evil.example" });
		assert.deepEqual(calls, ["ready {}", 'action {"id":"refresh"}']);
	});

	it("that are not valid are dropped, and each kind is logged once (W7)", () => {
		const { take, calls, log } = dispatcher();
		const junk: unknown[] = [
			undefined,
			null,
			5,
			"ready",
			[],
			{},
			sealed("constructor", {}),
			sealed("__proto__", {}),
			sealed("action", { id: "deleteEverything" }),
			sealed("problem", { message: "x".repeat(70_000) }),
			{ type: "ready", body: {} },
		];
		for (const message of [...junk, ...junk]) take(message);
		assert.deepEqual(calls, []);
		assert.ok(log.lines.length >= 3 && log.lines.length <= 6, log.lines.join("\n"));
		assert.equal(new Set(log.lines).size, log.lines.length);
	});

	it("that flood are cut at 50 a second, and taken again in the next (W7)", () => {
		const { dispatch, calls, log, time } = dispatcher();
		for (let count = 0; count < 200; count++) dispatch("ready", {});
		assert.equal(calls.length, 50);
		time.pass(1_000);
		dispatch("ready", {});
		assert.equal(calls.length, 51);
		assert.equal(log.lines.length, 1);
	});

	it("that tell a state may come fast, and the last of each always arrives", () => {
		const message = fc.record({
			wait: fc.nat({ max: 120 }),
			type: fc.constantFrom(
				"view" as const,
				"drawn" as const,
				"looked" as const,
				"action" as const,
			),
		});
		fc.assert(
			fc.property(fc.array(message, { minLength: 1, maxLength: 300 }), (messages) => {
				const { dispatch, calls, time, log } = dispatcher();
				const last = new Map<string, string>();
				for (const [at, { wait, type }] of messages.entries()) {
					time.pass(wait);
					const bodies = {
						view: { view: { rows: at + 1 }, edition: 0 },
						drawn: { revision: at },
						looked: { zone: "UTC", range: { min: at, max: at + 1 } },
						action: { id: "saveMarket" as const },
					};
					dispatch(type, bodies[type]);
					if (type !== "action") last.set(type, `${type} ${JSON.stringify(bodies[type])}`);
					else if (calls.at(-1)?.startsWith("action") === true) {
						// What is asked for is asked of the state that the page shows.
						for (const state of last.values()) assert.ok(calls.includes(state), state);
					}
				}
				while (time.waits) time.pass(50);
				for (const [type, state] of last) {
					assert.equal(calls.filter((call) => call.startsWith(type)).at(-1), state);
				}
				assert.ok(log.lines.every((line) => /too many messages/.test(line)));
			}),
		);
	});

	it("that tell a state are handled ten times a second, however many come", () => {
		const { dispatch, calls, time } = dispatcher();
		for (let rows = 1; rows <= 1_000; rows++) {
			time.pass(1);
			dispatch("view", { view: { rows }, edition: 0 });
		}
		while (time.waits) time.pass(50);
		assert.ok(calls.length <= 12, String(calls.length));
		assert.equal(calls.at(-1), 'view {"view":{"rows":1000},"edition":0}');
	});

	it("that other charts follow are handled at frame rate", () => {
		const { dispatch, calls, time } = dispatcher();
		for (let at = 1; at <= 1_000; at++) {
			time.pass(1);
			dispatch("pointed", { zone: "UTC", time: at });
		}
		while (time.waits) time.pass(15);
		assert.ok(calls.length >= 60 && calls.length <= 70, String(calls.length));
		assert.equal(calls.at(-1), 'pointed {"zone":"UTC","time":1000}');
	});

	it("reach nobody once the panel is gone", () => {
		const { dispatch, dispose, calls, time } = dispatcher();
		dispatch("view", { view: { rows: 1 }, edition: 0 });
		dispatch("view", { view: { rows: 2 }, edition: 0 });
		dispose();
		time.pass(1_000);
		assert.equal(calls.length, 1);
	});

	it("never pass on a handler's error", () => {
		const { dispatch, log } = dispatcher({
			ready: () => {
				throw new Error("broken");
			},
		});
		dispatch("ready", {});
		assert.match(log.lines.join(), /ready.*broken/);
	});
});

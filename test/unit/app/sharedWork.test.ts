import assert from "node:assert/strict";
import { SharedWork } from "../../../src/app/sharedWork";

describe("shared work", () => {
	const cancelled = () => new Error("cancelled");
	const never = new AbortController().signal;

	/** Work that ends when it is told to. */
	function work() {
		let begun = 0;
		let signal: { readonly aborted: boolean } | undefined;
		let progress: ((share: number) => void) | undefined;
		let finish: (value: string) => void = () => undefined;
		return {
			begin: (options: Parameters<Parameters<SharedWork<string>["join"]>[2]>[0]) => {
				begun += 1;
				signal = options.signal;
				progress = options.onProgress;
				return new Promise<string>((resolve) => (finish = resolve));
			},
			begun: () => begun,
			isCancelled: () => signal?.aborted,
			tell: (share: number) => progress?.(share),
			finish: (value: string) => finish(value),
		};
	}

	it("is done once for all who ask meanwhile, and again for who asks later", async () => {
		const shared = new SharedWork<string>(cancelled);
		const one = work();
		const both = [1, 2].map(() => shared.join("a", { signal: never }, one.begin));
		one.finish("done");
		assert.deepEqual(await Promise.all(both), ["done", "done"]);
		assert.equal(one.begun(), 1);
		const later = shared.join("a", { signal: never }, one.begin);
		one.finish("again");
		assert.equal(await later, "again");
	});

	it("goes on while somebody waits, and is cancelled when nobody does", async () => {
		const shared = new SharedWork<string>(cancelled);
		const one = work();
		const [first, second] = [new AbortController(), new AbortController()];
		const left = shared.join("a", { signal: first.signal }, one.begin);
		const stays = shared.join("a", { signal: second.signal }, one.begin);
		first.abort();
		await assert.rejects(left, /cancelled/);
		assert.equal(one.isCancelled(), false);
		second.abort();
		await assert.rejects(stays, /cancelled/);
		assert.equal(one.isCancelled(), true);
	});

	it("begins anew for who asks after all have left", async () => {
		const shared = new SharedWork<string>(cancelled);
		const [one, two] = [work(), work()];
		const leaving = new AbortController();
		const left = shared.join("a", { signal: leaving.signal }, one.begin);
		leaving.abort();
		await assert.rejects(left, /cancelled/);
		const next = shared.join("a", { signal: never }, two.begin);
		one.finish("old");
		two.finish("new");
		assert.equal(await next, "new");
	});

	it("tells its progress to all who wait, and not to who has left", async () => {
		const shared = new SharedWork<string>(cancelled);
		const one = work();
		const heard: string[] = [];
		const leaving = new AbortController();
		const tell = (who: string) => (share: number) => heard.push(`${who} ${share}`);
		const left = shared.join("a", { signal: leaving.signal, onProgress: tell("x") }, one.begin);
		const stays = shared.join("a", { signal: never, onProgress: tell("y") }, one.begin);
		one.tell(0.25);
		leaving.abort();
		await assert.rejects(left);
		one.tell(0.5);
		one.finish("done");
		await stays;
		assert.deepEqual(heard, ["x 0.25", "y 0.25", "y 0.5"]);
	});

	it("fails for all who wait when it fails", async () => {
		const shared = new SharedWork<string>(cancelled);
		const fail = () => Promise.reject(new Error("broken"));
		const both = [1, 2].map(() => shared.join("a", { signal: never }, fail));
		for (const one of both) await assert.rejects(one, /broken/);
	});
});

import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Turns } from "../../../../src/engine/clickhouse/turns";

describe("turns at a server", () => {
	it("let so many run at once and all run in their order, whoever fails or leaves", async () => {
		const task = fc.record({ fails: fc.boolean(), leaves: fc.boolean() });
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 4 }),
				fc.array(task, { maxLength: 12 }),
				fc.scheduler(),
				async (most, tasks, scheduler) => {
					const turns = new Turns(most, () => new Error("left"));
					const began: number[] = [];
					let [running, highest] = [0, 0];
					const outcomes = tasks.map(({ fails, leaves }, at) => {
						const leaving = new AbortController();
						const outcome = turns
							.run(leaving.signal, async () => {
								began.push(at);
								highest = Math.max(highest, ++running);
								await scheduler.schedule(Promise.resolve());
								running -= 1;
								if (fails) throw new Error("failed");
							})
							.then(
								() => "done",
								(error: Error) => error.message,
							);
						if (leaves) leaving.abort();
						return outcome;
					});
					await scheduler.waitIdle();
					const found = await Promise.all(outcomes);
					assert.ok(highest <= most);
					assert.deepEqual(
						began,
						[...began].sort((a, b) => a - b),
					);
					found.forEach((outcome, at) => {
						const { fails, leaves } = tasks[at] ?? assert.fail();
						const ran = began.includes(at);
						assert.equal(outcome, ran ? (fails ? "failed" : "done") : "left");
						if (!leaves) assert.ok(ran);
					});
					assert.equal(running, 0);
				},
			),
		);
	});

	it("refuse one who has left before", async () => {
		const turns = new Turns(1, () => new Error("left"));
		await assert.rejects(
			turns.run(AbortSignal.abort(), () => Promise.resolve()),
			/left/,
		);
		assert.equal(await turns.run(new AbortController().signal, () => Promise.resolve(7)), 7);
	});
});

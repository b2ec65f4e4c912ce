import assert from "node:assert/strict";
import { LiveSearch } from "../../../../../src/host/prompts/steps/liveSearch";

/** A search whose answers and pauses the test gives. */
function heldSearch() {
	const asked: {
		typed: string;
		signal: AbortSignal;
		answer: () => void;
		fail: () => void;
		tellPart: () => void;
	}[] = [];
	const pauses = new Set<() => void>();
	let changes = 0;
	let parts = 0;
	const search = new LiveSearch({
		load: (typed, signal, tellPart) =>
			new Promise((resolve, reject) => {
				const fail = () => reject(new Error("lost"));
				asked.push({ typed, signal, answer: resolve, fail, tellPart });
			}),
		onPart: () => void (parts += 1),
		onChange: () => void (changes += 1),
		afterPause: (callback) => {
			pauses.add(callback);
			return () => pauses.delete(callback);
		},
	});
	const pause = () => {
		const due = [...pauses];
		pauses.clear();
		for (const callback of due) callback();
	};
	return {
		search,
		asked,
		pause,
		changes: () => changes,
		parts: () => parts,
		waiting: () => pauses.size,
	};
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a search while somebody types", () => {
	it("begins at once with nothing typed, and is busy until that is answered", async () => {
		const { search, asked, changes } = heldSearch();
		search.type("");
		assert.equal(asked.length, 1);
		assert.ok(search.isBusy);
		asked[0]?.answer();
		await settled();
		assert.ok(!search.isBusy);
		assert.equal(changes(), 2);
	});

	it("waits for a pause, and asks for the last text alone", () => {
		const { search, asked, pause, waiting } = heldSearch();
		for (const typed of ["b", "bt", "btc", " btc "]) search.type(typed);
		assert.deepEqual([asked.length, waiting()], [0, 1]);
		assert.ok(search.isBusy);
		pause();
		assert.deepEqual(
			asked.map(({ typed }) => typed),
			["btc"],
		);
	});

	it("aborts an older text, and takes no notice of its late answer", async () => {
		const { search, asked, pause, changes } = heldSearch();
		search.type("btc");
		pause();
		search.type("eth");
		pause();
		const [older, newer] = asked;
		assert.ok(older?.signal.aborted === true && newer?.signal.aborted === false);
		const before = changes();
		older.answer();
		await settled();
		assert.ok(search.isBusy);
		assert.equal(changes(), before);
		newer.answer();
		await settled();
		assert.ok(!search.isBusy);
	});

	it("is over when it fails, and when the question is", async () => {
		const { search, asked, pause } = heldSearch();
		search.type("btc");
		pause();
		asked[0]?.fail();
		await settled();
		assert.ok(!search.isBusy);
		search.type("eth");
		search.stop();
		pause();
		assert.ok(!search.isBusy);
		assert.equal(asked.length, 1);
	});

	it("tells a part of what is found while it runs, and nothing of one that was overtaken", () => {
		const { search, asked, pause, parts } = heldSearch();
		search.type("");
		asked[0]?.tellPart();
		assert.ok(search.isBusy);
		assert.equal(parts(), 1);
		search.type("b");
		pause();
		asked[0]?.tellPart();
		assert.equal(parts(), 1);
		asked[1]?.tellPart();
		assert.equal(parts(), 2);
	});
});

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
	type AskedWindow,
	type FinishOptions,
	type Reading,
	problemOf,
} from "../../../src/core/feeds/windowReader";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import type { KaikoVwapQuery } from "../../../src/core/query/query";
import { openSeries } from "../../../src/core/result/openResult";
import { HOUR_MS, epochMs } from "../../../src/core/time";
import { readingsHere } from "../../../src/reading/bodyReading";
import { ThreadReadings } from "../../../src/reading/threadReadings";
import { BTC_USD_VWAP } from "../../support/queries";
import { KeptLog } from "../app/keptLog";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { plainSeries } from "../core/result/results";

const THREAD = join(process.cwd(), "out", "src", "reading", "thread.js");
const range = { from: epochMs(0), to: epochMs(24 * HOUR_MS) };
const ASKED: AskedWindow<KaikoVwapQuery> = {
	query: BTC_USD_VWAP,
	window: range,
	range,
	limits: DEFAULT_LIMITS,
	resolved: undefined,
};
const END: FinishOptions = { now: range.to, most: Infinity, early: undefined };
const bytesOf = (value: unknown) =>
	new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const page = (hours: readonly number[], more: object = {}) =>
	bytesOf({
		data: hours.map((hour) => ({ timestamp: hour * HOUR_MS, price: `${hour + 1}.50` })),
		...more,
	});

/** The bytes in a buffer of their own, which can be transferred. */
const ownBytes = (bytes: Uint8Array) => new Uint8Array(bytes);

async function seriesOf(reading: Reading) {
	const finished = await reading.finish(END);
	assert.ok(finished.kind === "finished");
	return openSeries([finished.window.chunk]).map(plainSeries);
}

describe("reading in a thread of its own", function () {
	this.timeout(30_000);
	const folder = useTemporaryFolder();
	let log = new KeptLog();
	let readings = new ThreadReadings({ file: THREAD, log });
	beforeEach(() => {
		log = new KeptLog();
		readings = new ThreadReadings({ file: THREAD, log });
	});
	afterEach(() => readings.dispose());

	it("gives the same facts and the same numbers as reading here", async () => {
		const bodies = () => [
			page([20, 19, 18], { continuation_token: "abc", timestamp: range.to }),
			page([17, 16]),
			bytesOf({ data: [{ timestamp: 5 * HOUR_MS, price: null }], access: {} }),
			bytesOf("{"),
			bytesOf("<html>"),
			bytesOf(""),
			bytesOf("[]"),
			bytesOf({ result: "error", message: "no" }),
			bytesOf({ data: 7 }),
			bytesOf({ data: [], query: { instrument: "eth-usd" } }),
		];
		const packed = () => [
			ownBytes(gzipSync(page([15, 14]))),
			ownBytes(gzipSync(bytesOf({ data: [], more: " ".repeat(2_000) }))),
			ownBytes(gzipSync(page([13])).subarray(0, -9)),
			bytesOf("no gzip"),
		];
		const there = readings.open("kaiko", ASKED);
		const here = readingsHere.open("kaiko", ASKED);
		for (const [at, bytes] of bodies().entries()) {
			const again = bodies()[at] ?? bytes;
			assert.deepEqual(await there.read(bytes), await here.read(again), `body ${at}`);
		}
		const kinds = [];
		for (const [at, bytes] of packed().entries()) {
			const again = packed()[at] ?? bytes;
			const body = await there.read(bytes, { maxBytes: 1_000 });
			assert.deepEqual(body, await here.read(again, { maxBytes: 1_000 }), `packed body ${at}`);
			kinds.push(body.kind === "unreadable" ? body.code : body.kind);
		}
		assert.deepEqual(kinds, ["read", "tooLarge", "GZIP", "GZIP"]);
		assert.deepEqual(await seriesOf(there), await seriesOf(here));
		assert.deepEqual(log.lines, []);
	});

	it("takes any other fault of a reader for an unexpected form, which leaves the thread as it is", () => {
		assert.deepEqual(problemOf(new RangeError("no item 3 of 2")), {
			kind: "form",
			path: "",
			message: "RangeError: no item 3 of 2",
		});
	});

	it("keeps windows apart that are read at the same time", async () => {
		const windows = [1, 2, 3].map((hour) => ({
			hour,
			reading: readings.open("kaiko", ASKED),
		}));
		await Promise.all(windows.map(({ hour, reading }) => reading.read(page([hour]))));
		for (const { hour, reading } of windows) {
			const [series] = (await seriesOf(reading)) as { times: number[] }[];
			assert.deepEqual(series?.times, [hour * HOUR_MS]);
			reading.close();
		}
	});

	it("reads windows side by side in as many threads as it may have, and none waits for another's", async () => {
		await readings.dispose();
		const file = join(folder(), "meeting.cjs");
		// Each thread answers only once another one has been asked, too.
		writeFileSync(
			file,
			`const { parentPort, threadId, BroadcastChannel } = require("node:worker_threads");
			const channel = new BroadcastChannel("meeting");
			const waiting = [];
			let met = false;
			const answer = () => {
				if (met) for (const order of waiting.splice(0)) parentPort.postMessage({ order, result: threadId });
			};
			channel.onmessage = () => {
				if (!met && waiting.length > 0) channel.postMessage("here");
				met = true;
				answer();
			};
			parentPort.on("message", ({ kind, order }) => {
				if (kind !== "read") return;
				waiting.push(order);
				channel.postMessage("here");
				answer();
			});`,
		);
		readings = new ThreadReadings({ file, log, most: 2 });
		const windows = [1, 2, 3, 4].map(() => readings.open("kaiko", ASKED));
		const threads = await Promise.all(windows.map((reading) => reading.read(page([1]))));
		assert.equal(new Set(threads).size, 2);
	});

	it("has one thread for windows that are read one after another", async () => {
		await readings.dispose();
		const file = join(folder(), "telling.cjs");
		writeFileSync(
			file,
			`const { parentPort, threadId } = require("node:worker_threads");
			parentPort.on("message", ({ kind, order }) => {
				if (kind === "read") parentPort.postMessage({ order, result: threadId });
			});`,
		);
		readings = new ThreadReadings({ file, log, most: 2 });
		const threads = [];
		for (const hour of [1, 2, 3]) {
			const reading = readings.open("kaiko", ASKED);
			threads.push(await reading.read(page([hour])));
			reading.close();
		}
		assert.equal(new Set(threads).size, 1);
	});

	it("takes the bytes of a body away and hands the buffer of a chunk over", async () => {
		const reading = readings.open("kaiko", ASKED);
		const bytes = page([1]);
		await reading.read(bytes);
		assert.equal(bytes.buffer.byteLength, 0);
		const part = new Uint8Array(
			Buffer.concat([Buffer.from(" "), page([2]), Buffer.from(" ")]),
		).subarray(1, -1);
		assert.equal((await reading.read(part)).kind, "read", "bytes of a larger buffer are copied");
		assert.ok(part.byteLength > 0);
	});

	it("ends its thread when nothing is read for a while, and starts another", async () => {
		await readings.dispose();
		let rest = () => {};
		let cancelled = 0;
		readings = new ThreadReadings({
			file: THREAD,
			log,
			afterIdle: (callback) => {
				rest = callback;
				return () => (cancelled += 1);
			},
		});
		const first = readings.open("kaiko", ASKED);
		const second = readings.open("kaiko", ASKED);
		await first.read(page([1]));
		first.close();
		rest();
		assert.equal((await second.read(page([1]))).kind, "read", "a window that is open keeps it");
		second.close();
		rest();
		await assert.rejects(second.read(page([1])), /was closed/);
		const next = readings.open("kaiko", ASKED);
		assert.equal((await next.read(page([1]))).kind, "read");
		assert.ok(cancelled > 0, "work keeps it from resting");
		assert.deepEqual(log.lines, []);
	});

	it("rejects what it was reading when it is ended, and what is asked of that window later", async () => {
		const reading = readings.open("kaiko", ASKED);
		const pending = reading.read(page([1]));
		pending.catch(() => undefined);
		await readings.dispose();
		await assert.rejects(pending, /was ended/);
		await assert.rejects(reading.read(page([1])), /was ended/);
		reading.close();
	});

	it("reports a body as too large when the thread runs out of memory, and goes on in a new thread", async () => {
		await readings.dispose();
		const file = join(folder(), "greedy.cjs");
		writeFileSync(
			file,
			`const { parentPort } = require("node:worker_threads");
			parentPort.on("message", ({ kind, order }) => {
				if (kind !== "read") return;
				const kept = [];
				for (;;) kept.push(new Array(1e5).fill(order).map(String));
			});`,
		);
		readings = new ThreadReadings({ file, log, memoryMb: 16 });
		for (const what of ["at first", "in a new thread, not here"]) {
			const reading = readings.open("kaiko", ASKED);
			const read = await reading.read(page([1]));
			assert.ok(read.kind === "problem" && read.problem.kind === "size", what);
		}
	});

	it("does not read what waits for a thread once its window is closed", async () => {
		await readings.dispose();
		const file = join(folder(), "counting.cjs");
		writeFileSync(
			file,
			`const { parentPort } = require("node:worker_threads");
			let bodies = 0;
			parentPort.on("message", ({ kind, order }) => {
				if (kind === "read") bodies += 1;
				if (kind === "read" || kind === "finish") parentPort.postMessage({ order, result: bodies });
			});`,
		);
		readings = new ThreadReadings({ file, log, most: 1 });
		const [first, second, third] = [1, 2, 3].map(() => readings.open("kaiko", ASKED));
		const read = first?.read(page([1]));
		const dropped = second?.read(page([2]));
		const last = third?.read(page([3]));
		second?.close();
		await assert.rejects(dropped ?? Promise.resolve(), /was closed/);
		assert.equal(await read, 1);
		assert.equal(await last, 2);
	});

	it("finishes a window before it reads the body of another that waits", async () => {
		await readings.dispose();
		const file = join(folder(), "noting.cjs");
		writeFileSync(
			file,
			`const { parentPort } = require("node:worker_threads");
			const done = [];
			parentPort.on("message", ({ kind, order, window }) => {
				if (kind !== "read" && kind !== "finish") return;
				done.push(kind + " " + window);
				parentPort.postMessage({ order, result: done });
			});`,
		);
		readings = new ThreadReadings({ file, log, most: 1 });
		const [first, second] = [1, 2].map(() => readings.open("kaiko", ASKED));
		const finished = first?.read(page([1])).then(() => first.finish(END));
		const last = await second?.read(page([2]));
		await finished;
		assert.deepEqual(last, ["read 1", "finish 1", "read 2"]);
	});

	it("goes on with the threads that there are when one more cannot start", async () => {
		await readings.dispose();
		const file = join(folder(), "once.cjs");
		const lock = JSON.stringify(join(folder(), "lock"));
		writeFileSync(
			file,
			`require("node:fs").writeFileSync(${lock}, "", { flag: "wx" });
			const { parentPort } = require("node:worker_threads");
			parentPort.on("message", ({ kind, order }) => {
				if (kind === "read") parentPort.postMessage({ order });
			});`,
		);
		readings = new ThreadReadings({ file, log, most: 2 });
		const windows = [1, 2, 3].map(() => readings.open("kaiko", ASKED));
		const came = await Promise.allSettled(windows.map((one) => one.read(page([1]))));
		assert.equal(came.filter(({ status }) => status === "fulfilled").length, 2);
		const next = readings.open("kaiko", ASKED);
		assert.equal(await next.read(page([1])), undefined, "read in the thread that is left");
		assert.equal(log.lines.length, 1);
	});

	it("reads in the same thread when no thread can start, and the log says so", async () => {
		await readings.dispose();
		readings = new ThreadReadings({ file: join(folder(), "missing.js"), log });
		const lost = readings.open("kaiko", ASKED);
		await assert.rejects(lost.read(page([1])), /missing\.js/);
		const next = readings.open("kaiko", ASKED);
		assert.equal((await next.read(page([1]))).kind, "read");
		assert.equal(log.lines.length, 1);
	});
});

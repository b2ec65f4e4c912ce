import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isProviderError } from "../../../src/core/errors/errors";
import { findEngine } from "../../../src/engine/findEngine";
import { createTradesEngine } from "../../../src/engine/tradesEngine";
import { KeptLog } from "../app/keptLog";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { startEngine, UNTIL_DONE } from "./engineTools";

const isKind = (kind: string) => (error: unknown) => isProviderError(error) && error.kind === kind;

describe("the engine's process", function () {
	this.timeout(30_000);
	const folder = useTemporaryFolder();
	let log = new KeptLog();
	let engine = startEngine("");
	beforeEach(() => {
		log = new KeptLog();
	});
	afterEach(() => engine.dispose());

	/** A process that does what a script says with each message. */
	const begin = (script: string, options: Parameters<typeof startEngine>[1] = {}) => {
		const file = join(folder(), "process.js");
		writeFileSync(
			file,
			`const fs = require("node:fs");
			const once = (name) => { const file = ${JSON.stringify(folder())} + "/" + name; if (fs.existsSync(file)) return false; fs.writeFileSync(file, ""); return true; };
			const done = (order, answer) => process.send({ kind: "done", order, answer });
			process.on("message", (message) => { ${script} });`,
		);
		engine = startEngine(folder(), { file, log, ...options });
		return engine;
	};

	it("begins anew after it crashed; what it was asked is refused in words", async () => {
		begin(`if (once("crashed")) process.abort(); done(message.order, []);`);
		await assert.rejects(engine.expand([], UNTIL_DONE), (error) => {
			assert.ok(isKind("engine")(error) && error instanceof Error);
			assert.match(error.message, /^Trades: the process that reads files stopped\. Try again/);
			return true;
		});
		assert.match(log.lines.join(), /process ended/);
		assert.deepEqual(await engine.expand([], UNTIL_DONE), []);
	});

	it("is refused in words where it cannot begin", async () => {
		engine = startEngine(folder(), { file: join(folder(), "none.js"), log });
		await assert.rejects(engine.expand([], UNTIL_DONE), isKind("engine"));
	});

	it("is asked two things at once, the others wait in order", async () => {
		begin(
			`globals = globalThis.waiting ??= []; globals.push(message.order); fs.appendFileSync(${JSON.stringify(join(folder(), "asked"))}, message.ask[0]); if (message.ask[0] !== "a") for (const order of globals.splice(0)) done(order, []);`,
		);
		const calls = ["a", "b", "c"].map((name) => engine.expand([name], UNTIL_DONE));
		await Promise.all(calls);
		assert.equal(readFileSync(join(folder(), "asked"), "utf8"), "abc");
	});

	it("is ended with a query that does not end when it is cancelled; the other one is asked again", async () => {
		begin(
			`if (message.kind === "cancel") return; if (message.ask[0] === "stuck") { process.send({ kind: "progress", order: message.order, share: 0.5 }); return; } if (once("lost")) return; done(message.order, []);`,
			{ patienceMs: 50 },
		);
		const controller = new AbortController();
		const other = engine.expand(["other"], UNTIL_DONE);
		const stuck = engine.expand(["stuck"], {
			signal: controller.signal,
			onProgress: () => controller.abort(),
		});
		await assert.rejects(stuck, isKind("cancelled"));
		assert.deepEqual(await other, []);
	});

	it("never gets what was cancelled before", async () => {
		begin(
			`fs.writeFileSync(${JSON.stringify(join(folder(), "asked"))}, ""); done(message.order, []);`,
		);
		const signal = AbortSignal.abort();
		await assert.rejects(engine.expand(["a"], { signal }), isKind("cancelled"));
		assert.ok(!existsSync(join(folder(), "asked")));
	});

	it("begins anew under other settings once it has nothing to do", async () => {
		begin(`done(message.order, [{ path: process.argv[2], size: process.pid, mtimeMs: 0 }]);`);
		const settings = {
			file: join(folder(), "process.js"),
			log,
			threads: 2,
			spillFolder: folder(),
			spillMb: 64,
			memoryMb: 64,
		};
		engine = createTradesEngine(settings);
		const [before] = await engine.expand([], UNTIL_DONE);
		assert.match(before?.path ?? "", /"memoryMb":64\b/);
		assert.deepEqual(await engine.expand([], UNTIL_DONE), [before]);
		settings.memoryMb = 128;
		const [after] = await engine.expand([], UNTIL_DONE);
		assert.match(after?.path ?? "", /"memoryMb":128\b/);
		assert.notEqual(after?.size, before?.size);
	});

	it("ends after a while without work, and begins again", async () => {
		let rest: (() => void) | undefined;
		begin(`done(message.order, [{ path: String(process.pid), size: 0, mtimeMs: 0 }]);`, {
			afterIdle: (callback) => {
				rest = callback;
				return () => (rest = undefined);
			},
		});
		const pid = async () => (await engine.expand([], UNTIL_DONE))[0]?.path;
		const first = await pid();
		assert.equal(await pid(), first);
		assert.ok(rest !== undefined);
		rest();
		assert.notEqual(await pid(), first);
	});

	it("has nothing of the editor's surroundings", async () => {
		process.env["SECRET_OF_THE_EDITOR"] = "1";
		try {
			begin(`done(message.order, Object.keys(process.env).map((path) => ({ path })));`);
			const names = (await engine.expand([], UNTIL_DONE)).map(({ path }) => path);
			assert.ok(!names.includes("SECRET_OF_THE_EDITOR") && !names.includes("HOME"));
			assert.ok(names.includes("ELECTRON_RUN_AS_NODE"));
		} finally {
			delete process.env["SECRET_OF_THE_EDITOR"];
		}
	});
});

describe("where the engine is", () => {
	const folder = useTemporaryFolder();

	it("is found beside the bundles, with its binding", () => {
		assert.equal(findEngine(folder()), undefined);
		writeFileSync(join(folder(), "engine.js"), "");
		assert.equal(findEngine(folder()), undefined);
		mkdirSync(join(folder(), "native"));
		writeFileSync(join(folder(), "native", "duckdb.node"), "");
		assert.equal(findEngine(folder()), join(folder(), "engine.js"));
	});
});

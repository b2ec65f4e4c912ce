import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findEngine } from "../../../src/engine/findEngine";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { judged, startEngine, UNTIL_DONE } from "../engine/engineTools";
import { VWAP } from "../engine/madeTape";
import { REPOSITORY } from "./repository";
import { script, type TargetsScript } from "./scripts";
import { readZip } from "./zip";

const OUT = join(REPOSITORY, "out");
const UNIVERSAL = join(OUT, "value-area.vsix");
const WITH_ENGINE = join(OUT, "value-area-engine.vsix");
const PACKAGE_MS = 120_000;

const isOlder = (file: string, than: string) => statSync(file).mtimeMs < statSync(than).mtimeMs;

describe("package with an engine", function () {
	this.timeout(PACKAGE_MS);
	const folder = useTemporaryFolder();
	let targets: TargetsScript;
	let target: string;
	let vsix: Buffer;
	let files: Map<string, Buffer>;

	before(async function () {
		targets = await script<TargetsScript>("targets.mjs");
		const own = targets.ownTarget();
		// There is no engine for this machine, hence no such package of it.
		if (own === undefined) return this.skip();
		target = own;
		// `npm test` builds both packages; whoever built the other one alone gets this one here.
		if (!existsSync(WITH_ENGINE) || isOlder(WITH_ENGINE, UNIVERSAL)) {
			const order = ["scripts/package.mjs", "--target", own, "--out", WITH_ENGINE];
			const { status, stderr } = spawnSync(process.execPath, order, { cwd: REPOSITORY });
			assert.equal(status, 0, stderr.toString());
		}
		vsix = readFileSync(WITH_ENGINE);
		files = readZip(vsix);
	});

	it("adds the engine, its notices and nothing else, and says for which system", () => {
		const universal = readZip(readFileSync(UNIVERSAL));
		const added = [...files.keys()].filter((name) => !universal.has(name));
		const { library, largestBytes } = targets.TARGETS[target] ?? assert.fail();
		assert.deepEqual(
			added.sort(),
			[
				"extension/dist/engine.js",
				"extension/dist/engineNotices.txt",
				"extension/dist/native/duckdb.node",
				`extension/dist/native/${library}`,
				"extension/dist/plainThread.js",
				"extension/dist/sample/sample-b.parquet",
				"extension/dist/sample/sample.parquet",
			].sort(),
		);
		assert.deepEqual(
			[...universal.keys()].filter((name) => !files.has(name)),
			[],
		);
		const manifest = files.get("extension.vsixmanifest")?.toString("utf8") ?? "";
		assert.ok(manifest.includes(`TargetPlatform="${target}"`));
		assert.ok(vsix.length <= largestBytes, `${vsix.length} bytes`);
	});

	it("has the licences of the engine and what it is made of", () => {
		const notices = files.get("extension/dist/engineNotices.txt")?.toString("utf8") ?? "";
		for (const name of ["@duckdb/node-api", "@duckdb/node-bindings", "tinyglobby", "yauzl"]) {
			assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\S* \\(MIT\\)$`, "m"), name);
		}
		assert.match(notices, /Copyright 2018-\d+ Stichting DuckDB Foundation/);
		// What the library holds of others was looked through for one version, which has to be the one that ships.
		const [, version] = /^@duckdb\/node-bindings (\d+\.\d+\.\d+)/m.exec(notices) ?? [];
		assert.ok(notices.includes(`\nWhat DuckDB ${version} is made of\n`), version);
		for (const part of ["Zstandard", "Apache Thrift", "RE2", "ICU", "node-addon-api", "jemalloc"]) {
			assert.ok(notices.includes(`\n${part}`), part);
		}
		for (const licence of [
			"MIT licence",
			"BSD licence of RE2",
			"Licence of ICU",
			"Boost Software License",
		]) {
			assert.ok(notices.includes(`\n${licence}`), licence);
		}
	});

	it("runs its engine from where it is unpacked", async () => {
		const dist = join(folder(), "dist");
		for (const [name, content] of files) {
			if (!name.startsWith("extension/dist/")) continue;
			const file = join(folder(), name.slice("extension/".length));
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, content);
		}
		const file = findEngine(dist);
		assert.ok(file !== undefined);
		const engine = startEngine(folder(), { file });
		try {
			const rows = `h,h,h,h,h\n${VWAP.range.from},1.5,"2",buy,1\n${VWAP.range.from},2.5,"2",sell,2\n`;
			const trades = await judged(engine, join(folder(), "trades.csv"), rows);
			const sums = await engine.sum(VWAP, [trades], UNTIL_DONE);
			assert.ok("notional" in sums);
			assert.deepEqual(sums.notional, [80n]);
		} finally {
			await engine.dispose();
		}
	});

	it("is one of several that people ask for by name", () => {
		const asked = spawnSync(process.execPath, ["scripts/package.mjs", "--target", "amiga-m68k"], {
			cwd: REPOSITORY,
			encoding: "utf8",
		});
		assert.equal(asked.status, 1);
		assert.match(
			asked.stderr,
			/no target "amiga-m68k"\. Choose universal, win32-x64, .*alpine-arm64\./,
		);
	});
});

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { machO, universal } from "./madeBinaries";
import { readJson, REPOSITORY } from "./repository";
import { script, type TargetsScript } from "./scripts";

const SYSTEM = ["/usr/lib/libc++.1.dylib", "/usr/lib/libSystem.B.dylib"];
const ADDON = machO({
	machine: "arm64",
	needed: ["@rpath/libduckdb.dylib", ...SYSTEM],
	searched: "@loader_path",
	isSigned: true,
});
const libraryFor = (machine: "x64" | "arm64") =>
	machO({ machine, needed: SYSTEM, name: "@rpath/libduckdb.dylib", isSigned: true });
const LIBRARY = universal([
	{ machine: "x64", file: libraryFor("x64") },
	{ machine: "arm64", file: libraryFor("arm64") },
]);

/** A stand-in that writes down how it was called and installs what lies beside it. */
const STAND_IN_NPM = `#!${process.execPath}
const { cpSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const lock = readFileSync("package-lock.json", "utf8");
writeFileSync(join(__dirname, "call.json"), JSON.stringify({ args: process.argv.slice(2), lock }));
const [name] = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).dependencies);
cpSync(join(__dirname, "package"), join("node_modules", name), { recursive: true });
`;

describe("the engine of another system", function () {
	const folder = useTemporaryFolder();
	let target: string;
	let bindings: string;
	before(async function () {
		const { bindingPackage, ownTarget } = await script<TargetsScript>("targets.mjs");
		target = "darwin-arm64";
		bindings = bindingPackage(target);
		// There it is what `npm ci` installed.
		if (ownTarget() === target) this.skip();
	});

	/** Lays what the registry would have into a package, in a clone of the scripts. */
	function lay(files: Readonly<Record<string, Buffer>>) {
		const programs = join(folder(), "programs");
		const registry = join(programs, "package");
		mkdirSync(registry, { recursive: true });
		for (const [name, content] of Object.entries(files))
			writeFileSync(join(registry, name), content);
		writeFileSync(join(programs, "npm"), STAND_IN_NPM, { mode: 0o755 });
		cpSync(join(REPOSITORY, "scripts"), join(folder(), "scripts"), { recursive: true });
		cpSync(join(REPOSITORY, "package-lock.json"), join(folder(), "package-lock.json"));
		const env: NodeJS.ProcessEnv = { ...process.env };
		env.PATH = [programs, dirname(process.execPath), process.env.PATH].join(delimiter);
		delete env.npm_execpath;
		const code = `import { layBinding } from "./scripts/lib/binding.mjs";
			import { main } from "./scripts/lib/terminal.mjs";
			await main(() => layBinding("${target}", "native"));`;
		return spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
			cwd: folder(),
			env,
			encoding: "utf8",
		});
	}

	it("is asked for with the hash of the lock file, and cut to its machine", () => {
		const { status, stderr } = lay({ "duckdb.node": ADDON, "libduckdb.dylib": LIBRARY });
		assert.equal(status, 0, stderr);
		const native = (name: string) => readFileSync(join(folder(), "native", name));
		assert.deepEqual(native("duckdb.node"), ADDON);
		assert.deepEqual(native("libduckdb.dylib"), libraryFor("arm64"));
		const call = JSON.parse(readFileSync(join(folder(), "programs", "call.json"), "utf8")) as {
			args: string[];
			lock: string;
		};
		for (const arg of ["ci", "--ignore-scripts", "--os=darwin", "--cpu=arm64"]) {
			assert.ok(call.args.includes(arg), arg);
		}
		type Lock = { packages: Record<string, { integrity?: string }> };
		const entryIn = (lock: Lock) => lock.packages[`node_modules/${bindings}`]?.integrity;
		const asked = entryIn(JSON.parse(call.lock) as Lock);
		assert.match(asked ?? "", /^sha512-/);
		assert.equal(asked, entryIn(readJson("package-lock.json") as Lock));
	});

	it("is refused in a sentence where a file is wrong, and not laid", () => {
		const wrong = universal([{ machine: "x64", file: libraryFor("x64") }]);
		const { status, stderr } = lay({ "duckdb.node": ADDON, "libduckdb.dylib": wrong });
		assert.equal(status, 1);
		assert.match(stderr, /\nlibduckdb\.dylib is not what darwin-arm64 loads: it is for x64\.\n$/);
		assert.throws(() => readFileSync(join(folder(), "native", "libduckdb.dylib")), /ENOENT/);
	});
});

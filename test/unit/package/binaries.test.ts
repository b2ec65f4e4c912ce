import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { elf, machO, pe, universal } from "./madeBinaries";
import { REPOSITORY } from "./repository";
import {
	type BinaryScripts,
	type BindingScript,
	script,
	type SliceScript,
	type TargetsScript,
} from "./scripts";

const GLIBC = ["libstdc++.so.6", "libm.so.6", "libgcc_s.so.1", "libc.so.6"];
const MUSL = ["libstdc++.so.6", "libgcc_s.so.1", "libc.musl-x86_64.so.1"];
const MACOS = ["/usr/lib/libc++.1.dylib", "/usr/lib/libSystem.B.dylib"];

const LINUX_ADDON = {
	machine: "x64",
	needed: ["libduckdb.so", ...GLIBC],
	runPath: "$ORIGIN",
	name: "duckdb.node",
	versions: { "libc.so.6": ["GLIBC_2.14", "GLIBC_2.28"], "libgcc_s.so.1": ["GCC_3.0"] },
} as const;
const MACOS_ADDON = {
	machine: "arm64",
	needed: ["@rpath/libduckdb.dylib", ...MACOS],
	searched: "@loader_path",
	isSigned: true,
} as const;
const MACOS_LIBRARY = {
	machine: "arm64",
	needed: MACOS,
	name: "@rpath/libduckdb.dylib",
	isSigned: true,
} as const;
const WINDOWS_ADDON = {
	machine: "x64",
	needed: ["KERNEL32.dll", "duckdb.dll"],
	delayed: ["node.exe"],
} as const;

describe("the engine's files", () => {
	let readBinary: BinaryScripts["readBinary"];
	let sliceFor: SliceScript["sliceFor"];
	let checkBinary: BindingScript["checkBinary"];
	let targets: TargetsScript;
	before(async () => {
		({ readBinary } = await script<BinaryScripts>("binaries", "readBinary.mjs"));
		({ sliceFor } = await script<SliceScript>("binaries", "machO.mjs"));
		({ checkBinary } = await script<BindingScript>("binding.mjs"));
		targets = await script<TargetsScript>("targets.mjs");
	});
	const refused = (content: Buffer, file: string, target: string, sentence: RegExp) =>
		assert.throws(() => checkBinary(content, file, target), {
			name: "SetupError",
			message: sentence,
		});

	it("are read for what they load, on Linux", () => {
		assert.deepEqual(readBinary(elf(LINUX_ADDON)), {
			format: "ELF",
			machine: "x64",
			needed: ["libduckdb.so", ...GLIBC],
			searched: ["$ORIGIN"],
			name: "duckdb.node",
			versions: [
				{ from: "libc.so.6", name: "GLIBC_2.14" },
				{ from: "libc.so.6", name: "GLIBC_2.28" },
				{ from: "libgcc_s.so.1", name: "GCC_3.0" },
			],
		});
	});

	it("are read for what they load, on macOS and Windows", () => {
		assert.deepEqual(readBinary(machO(MACOS_ADDON)), {
			format: "Mach-O",
			machine: "arm64",
			needed: MACOS_ADDON.needed,
			searched: ["@loader_path"],
			minimumSystem: "11.0",
			isSigned: true,
		});
		assert.deepEqual(readBinary(pe(WINDOWS_ADDON)), {
			format: "PE",
			machine: "x64",
			needed: ["KERNEL32.dll", "duckdb.dll"],
			delayed: ["node.exe"],
			searched: [],
		});
	});

	it("pass where they are what the target loads", () => {
		checkBinary(elf(LINUX_ADDON), "duckdb.node", "linux-x64");
		checkBinary(machO(MACOS_ADDON), "duckdb.node", "darwin-arm64");
		checkBinary(machO(MACOS_LIBRARY), "libduckdb.dylib", "darwin-arm64");
		checkBinary(pe(WINDOWS_ADDON), "duckdb.node", "win32-x64");
		const musl = elf({ machine: "x64", needed: MUSL, name: "libduckdb.so" });
		checkBinary(musl, "libduckdb.so", "alpine-x64");
	});

	it("pass as they are installed for this machine, and no other target takes them", function () {
		const own = targets.ownTarget();
		if (own === undefined) return this.skip();
		const folder = join(REPOSITORY, "node_modules", targets.bindingPackage(own));
		const { library, machine, format } = targets.TARGETS[own] ?? assert.fail();
		for (const file of ["duckdb.node", library]) {
			const content = sliceOf(readFileSync(join(folder, file)), machine, format);
			checkBinary(content, file, own);
			for (const target of Object.keys(targets.TARGETS).filter((one) => one !== own)) {
				refused(content, file, target, /is not what [\w-]+ loads/);
			}
		}
	});
	const sliceOf = (content: Buffer, machine: string, format: string) =>
		format === "Mach-O" ? sliceFor(content, machine) : content;

	it("are refused in a sentence where they are for another system or machine", () => {
		const file = "duckdb.node";
		refused(elf(LINUX_ADDON), file, "linux-arm64", /for x64 instead of arm64/);
		refused(
			elf(LINUX_ADDON),
			file,
			"alpine-x64",
			/loads libm\.so\.6 and libc\.so\.6, which neither/,
		);
		refused(pe(WINDOWS_ADDON), file, "darwin-x64", /is PE instead of Mach-O/);
		refused(
			Buffer.from("<html>"),
			file,
			"linux-x64",
			/no shared library of Linux, macOS or Windows/,
		);
		refused(Buffer.alloc(0), file, "linux-x64", /no shared library/);
	});

	it("are refused where the system would not find what they load", () => {
		const { runPath, ...elsewhere } = LINUX_ADDON;
		assert.equal(runPath, "$ORIGIN");
		refused(elf(elsewhere), "duckdb.node", "linux-x64", /looks for libraries in the system/);
		const alone = elf({ ...LINUX_ADDON, needed: GLIBC });
		refused(alone, "duckdb.node", "linux-x64", /does not load libduckdb\.so/);
		const more = pe({ ...WINDOWS_ADDON, needed: ["duckdb.dll", "VCRUNTIME140.dll"] });
		refused(more, "duckdb.node", "win32-x64", /loads VCRUNTIME140\.dll/);
		const later = pe({ ...WINDOWS_ADDON, delayed: ["iojs.exe"] });
		refused(later, "duckdb.node", "win32-x64", /loads iojs\.exe later/);
		const renamed = machO({ ...MACOS_LIBRARY, name: "/opt/libduckdb.dylib" });
		refused(renamed, "libduckdb.dylib", "darwin-arm64", /its name is \/opt\/libduckdb\.dylib/);
	});

	it("are refused where they need a newer system than VS Code", () => {
		const newer = elf({ ...LINUX_ADDON, versions: { "libc.so.6": ["GLIBC_2.5", "GLIBC_2.29"] } });
		refused(newer, "duckdb.node", "linux-x64", /needs GLIBC 2\.29, newer/);
		const macOS = machO({ ...MACOS_ADDON, minimumSystem: [12, 3] });
		refused(macOS, "duckdb.node", "darwin-arm64", /needs macOS 12\.3, newer/);
		// The compiler's library numbers its symbols by the C library of long ago.
		checkBinary(
			elf({ ...LINUX_ADDON, versions: { "libgcc_s.so.1": ["GLIBC_2.99"] } }),
			"duckdb.node",
			"linux-x64",
		);
	});

	it("are refused unsigned on Apple's processors, and everywhere with a signature of other bytes", () => {
		const bare = machO({ ...MACOS_ADDON, isSigned: false });
		refused(bare, "duckdb.node", "darwin-arm64", /not signed/);
		checkBinary(
			machO({ ...MACOS_ADDON, machine: "x64", isSigned: false }),
			"duckdb.node",
			"darwin-x64",
		);
		const changed = machO(MACOS_ADDON);
		changed[4500] = (changed[4500] ?? 0) ^ 1;
		refused(changed, "duckdb.node", "darwin-arm64", /bytes at 4096 are not those that were signed/);
	});

	it("are cut out of a universal file byte for byte, with their signature", () => {
		const files = (["x64", "arm64"] as const).map((machine) => ({
			machine,
			file: machO({ ...MACOS_LIBRARY, machine }),
		}));
		const both = universal(files);
		for (const { machine, file } of files) {
			assert.deepEqual(sliceFor(both, machine), file);
			checkBinary(sliceFor(both, machine), "libduckdb.dylib", `darwin-${machine}`);
		}
		refused(both, "libduckdb.dylib", "darwin-x64", /not for one machine alone/);
		assert.throws(() => sliceFor(universal(files.slice(0, 1)), "arm64"), /it is for x64/);
		const [first] = files;
		assert.equal(sliceFor(first?.file ?? assert.fail(), "x64"), first?.file);
	});

	it("are refused when they are cut anywhere, and never take the reader down with them", () => {
		const made = [elf(LINUX_ADDON), machO(MACOS_ADDON), pe(WINDOWS_ADDON)];
		fc.assert(
			fc.property(
				fc.constantFrom(...made),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(file, share) => {
					const cut = file.subarray(0, Math.floor(share * (file.length - 1)));
					assert.throws(() => readBinary(cut), { name: "DamagedBinary" });
				},
			),
		);
		const damage = fc.array(fc.record({ at: fc.nat(2000), value: fc.nat(255) }), { minLength: 1 });
		fc.assert(
			fc.property(fc.constantFrom(...made), damage, (file, changes) => {
				const damaged = Buffer.from(file);
				for (const { at, value } of changes) damaged[at % damaged.length] = value;
				try {
					readBinary(damaged);
				} catch (error) {
					assert.equal((error as Error).name, "DamagedBinary");
				}
			}),
			{ numRuns: 500 },
		);
	});
});

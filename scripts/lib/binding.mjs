// Where the files of a target's engine come from, and whether they are what the target loads.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DamagedBinary } from "./binaries/bytes.mjs";
import { sliceFor } from "./binaries/machO.mjs";
import { readBinary } from "./binaries/readBinary.mjs";
import { ROOT, installed } from "./paths.mjs";
import { TARGETS, bindingPackage, ownTarget } from "./targets.mjs";
import { SetupError } from "./terminal.mjs";
import { installLocked, toolFolder } from "./toolFolder.mjs";

/** What Node loads; the library beside it is loaded by this one. */
const ADDON = "duckdb.node";

/** What each system brings, as the engine asks for it. Another name means that something else has to be shipped. */
const BROUGHT = {
	glibc: [
		"ld-linux-aarch64.so.1",
		"ld-linux-x86-64.so.2",
		"libc.so.6",
		"libdl.so.2",
		"libgcc_s.so.1",
		"libm.so.6",
		"libpthread.so.0",
		"libstdc++.so.6",
	],
	musl: ["libc.musl-aarch64.so.1", "libc.musl-x86_64.so.1", "libgcc_s.so.1", "libstdc++.so.6"],
	"Mach-O": ["/usr/lib/libSystem.B.dylib", "/usr/lib/libc++.1.dylib"],
	PE: ["KERNEL32.dll", "RstrtMgr.DLL", "WS2_32.dll"],
};
/** Where the loader looks first: beside the file itself. */
const BESIDE = { ELF: ["$ORIGIN"], "Mach-O": ["@loader_path"], PE: [] };
/**
 * What VS Code itself asks for (its page "Linux prerequisites" of remote development; the system requirements of
 * 1.101): an engine that wants more would not load where VS Code runs.
 */
const NEWEST = { GLIBC: "2.28", GLIBCXX: "3.4.25", CXXABI: "1.3.11", macOS: "11.0" };

const lockedPackages = () =>
	JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;

/**
 * The folder with a target's files: what is installed for this machine, else what the registry has under the version
 * and the hash of the lock file.
 *
 * @param {string} target
 * @returns {Promise<string>}
 */
async function provisionBinding(target) {
	const name = bindingPackage(target);
	if (target === ownTarget()) return installed(name);
	const locked = lockedPackages()[`node_modules/${name}`];
	if (locked === undefined) throw new SetupError(`package-lock.json does not name ${name}.`);
	const { os, cpu, libc } = locked;
	const folder = await toolFolder({
		id: `engine-${TARGETS[target].binding}-${locked.version}`,
		sentence: `Fetching the engine for ${target} from the npm registry (15 to 40 MB, once)`,
		fill: (into) => installLocked(into, name, locked, { os, cpu, libc }),
	});
	return join(folder, "node_modules", name);
}

const isNewer = (version, limit) => {
	const [these, those] = [version, limit].map((text) => text.split(".").map(Number));
	const at = these.findIndex((part, index) => part !== (those[index] ?? 0));
	return at >= 0 && these[at] > (those[at] ?? 0);
};

/** What of the versions that a file asks for is newer than where VS Code runs. */
function tooNew({ versions = [], minimumSystem }) {
	const asked = versions
		// The compiler's own library counts in the versions of others.
		.filter(({ from }) => from !== "libgcc_s.so.1")
		.map(({ name }) => name.split("_"))
		.concat(minimumSystem === undefined ? [] : [["macOS", minimumSystem]]);
	return asked.filter(([of, version]) => of in NEWEST && isNewer(version, NEWEST[of]));
}

/**
 * Checks one file of an engine.
 *
 * @param {Buffer} content
 * @param {string} file its name: the addon that Node loads, or the library beside it
 * @param {string} target
 * @throws {SetupError} with the sentence that says what is wrong
 */
export function checkBinary(content, file, target) {
	const { format, machine, library, libc } = TARGETS[target];
	const refuse = (clause) => {
		throw new SetupError(`${file} is not what ${target} loads: ${clause}.`);
	};
	let read;
	try {
		read = readBinary(content);
	} catch (error) {
		if (!(error instanceof DamagedBinary)) throw error;
		return refuse(error.message);
	}
	if (read.format !== format) refuse(`it is ${read.format} instead of ${format}`);
	if (read.machine !== machine) refuse(`it is for ${read.machine} instead of ${machine}`);
	const brought = BROUGHT[libc ?? format];
	const own = format === "Mach-O" ? `@rpath/${library}` : library;
	const isAddon = file === ADDON;
	const strange = read.needed.filter(
		(name) => !brought.includes(name) && !(isAddon && name === own),
	);
	if (strange.length > 0)
		refuse(`it loads ${strange.join(" and ")}, which neither the system nor the package brings`);
	if (isAddon) {
		if (!read.needed.includes(own)) refuse(`it does not load ${own}`);
		if (read.searched.join(":") !== BESIDE[format].join(":")) {
			refuse(`it looks for libraries in ${read.searched.join(" and ") || "the system"}`);
		}
	} else if (read.name !== undefined && read.name !== own) {
		refuse(`its name is ${read.name} instead of ${own}`);
	}
	// Node is the program that loads the addon; the addon's own hook finds it under whatever name it runs.
	const delayed = (read.delayed ?? []).filter((name) => name !== "node.exe");
	if (delayed.length > 0)
		refuse(
			`it loads ${delayed.join(" and ")} later, which neither the system nor the package brings`,
		);
	const newer = tooNew(read).map(([of, version]) => `${of} ${version}`);
	if (newer.length > 0) refuse(`it needs ${newer.join(" and ")}, newer than VS Code does`);
	if (format === "Mach-O" && machine === "arm64" && !read.isSigned) {
		refuse("it is not signed, and Apple's processors run nothing unsigned");
	}
}

/**
 * Lays the engine of a target into a folder: the addon and its library, cut to the target's machine where the
 * library is one for several.
 *
 * @param {string} target
 * @param {string} folder made where it is missing
 */
export async function layBinding(target, folder) {
	const from = await provisionBinding(target);
	mkdirSync(folder, { recursive: true });
	const { machine, library, format } = TARGETS[target];
	for (const file of [ADDON, library]) {
		const whole = readFileSync(join(from, file));
		let content = whole;
		try {
			if (format === "Mach-O") content = sliceFor(whole, machine);
		} catch (error) {
			if (!(error instanceof DamagedBinary)) throw error;
			throw new SetupError(`${file} is not what ${target} loads: ${error.message}.`);
		}
		checkBinary(content, file, target);
		writeFileSync(join(folder, file), content);
	}
}

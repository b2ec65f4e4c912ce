// The packages: one for all systems without an engine, and one for each system that VS Code tells apart, with it.

const GLIBC = { format: "ELF", library: "libduckdb.so", libc: "glibc" };
const MUSL = { format: "ELF", library: "libduckdb.so", libc: "musl" };
const MACOS = { format: "Mach-O", library: "libduckdb.dylib" };
const WINDOWS = { format: "PE", library: "duckdb.dll" };

/** The package without an engine. */
export const UNIVERSAL = { largestBytes: 700_000 };

/**
 * The targets, by the names that VS Code gives them: the npm package of the engine's binding, what its files have to
 * be, and how large the package with them may be.
 */
export const TARGETS = {
	"win32-x64": { ...WINDOWS, machine: "x64", binding: "win32-x64", largestBytes: 19_000_000 },
	"win32-arm64": { ...WINDOWS, machine: "arm64", binding: "win32-arm64", largestBytes: 20_000_000 },
	"darwin-x64": { ...MACOS, machine: "x64", binding: "darwin-x64", largestBytes: 25_000_000 },
	"darwin-arm64": { ...MACOS, machine: "arm64", binding: "darwin-arm64", largestBytes: 23_500_000 },
	"linux-x64": { ...GLIBC, machine: "x64", binding: "linux-x64", largestBytes: 30_000_000 },
	"linux-arm64": { ...GLIBC, machine: "arm64", binding: "linux-arm64", largestBytes: 27_500_000 },
	"alpine-x64": { ...MUSL, machine: "x64", binding: "linux-x64-musl", largestBytes: 31_000_000 },
	"alpine-arm64": {
		...MUSL,
		machine: "arm64",
		binding: "linux-arm64-musl",
		largestBytes: 29_000_000,
	},
};

/** The npm package with the files of a target's engine. */
export const bindingPackage = (target) => `@duckdb/node-bindings-${TARGETS[target].binding}`;

/** The target that this machine is, or `undefined` where there is none for it. */
export function ownTarget(platform = process.platform, arch = process.arch) {
	const isMusl =
		platform === "linux" && process.report?.getReport().header.glibcVersionRuntime === undefined;
	const name = `${isMusl ? "alpine" : platform}-${arch}`;
	return name in TARGETS ? name : undefined;
}

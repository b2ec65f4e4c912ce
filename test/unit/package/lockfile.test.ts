import assert from "node:assert/strict";
import { readJson } from "./repository";

interface LockedPackage {
	readonly version?: string;
	readonly integrity?: string;
	readonly resolved?: string;
	readonly license?: string;
	readonly hasInstallScript?: boolean;
	readonly dev?: boolean;
	readonly optional?: boolean;
	readonly devOptional?: boolean;
}

const LICENCES = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "CC-BY-4.0"]);
/** Packages that were published to do harm, or that other malicious releases pulled in. */
const BANNED = new Set(["plain-crypto-js"]);

describe("lock file", () => {
	const lock = readJson("package-lock.json") as { packages: Record<string, LockedPackage> };
	const manifest = readJson("package.json") as {
		dependencies: Record<string, string>;
		devDependencies: Record<string, string>;
	};
	const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
	const runtime = packages.filter(
		([, { dev, optional, devOptional }]) => !dev && !optional && !devOptional,
	);
	const where = (test: (locked: LockedPackage) => boolean, among = packages) =>
		among.filter(([, locked]) => test(locked)).map(([path]) => path);

	it("has a strong hash for every package (X1)", () => {
		assert.deepEqual(
			where(({ integrity }) => !/^sha512-/.test(integrity ?? "")),
			[],
		);
	});

	it("names no registry", () => {
		assert.deepEqual(
			where(({ resolved }) => resolved !== undefined),
			[],
		);
	});

	it("holds no banned package (X1)", () => {
		const names = packages.map(([path]) => path.replace(/^.*node_modules\//, ""));
		assert.deepEqual(
			names.filter((name) => BANNED.has(name)),
			[],
		);
	});

	it("runs no install script of a package that ships (X2)", () => {
		assert.ok(runtime.length > 5);
		assert.deepEqual(
			where(({ hasInstallScript }) => hasInstallScript === true, runtime),
			[],
		);
	});

	it("ships only packages under known licences (X2)", () => {
		assert.deepEqual(
			where(({ license }) => !LICENCES.has(license ?? "none"), runtime),
			[],
		);
	});

	it("names exact versions of our own dependencies (X1)", () => {
		const asked = { ...manifest.dependencies, ...manifest.devDependencies };
		const loose = Object.entries(asked).filter(
			([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
		);
		assert.deepEqual(loose, []);
		for (const [name, version] of Object.entries(asked)) {
			assert.equal(lock.packages[`node_modules/${name}`]?.version, version, name);
		}
	});
});

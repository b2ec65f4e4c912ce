import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readJson, REPOSITORY } from "./repository";
import { script } from "./scripts";

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

/** Every package of the lock file by its name. A new one is added here on purpose: the lock file itself nobody reads. */
const KNOWN = join(REPOSITORY, "test", "unit", "package", "lockedPackages.txt");
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

const LICENCES = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "CC-BY-4.0"]);
/** Packages that were published to do harm, or that other malicious releases pulled in. */
const BANNED = new Set(["plain-crypto-js"]);

describe("lock file", () => {
	const lock = readJson("package-lock.json") as {
		lockfileVersion: number;
		packages: Record<string, LockedPackage>;
	};
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

	const names = [
		...new Set(packages.map(([path]) => path.replace(/^.*node_modules\//, ""))),
	].sort();

	it("has a strong hash for every package (X1)", () => {
		assert.equal(lock.lockfileVersion, 3);
		assert.ok(packages.length > 300);
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

	it("holds the packages of the list and no other (X1)", () => {
		assert.deepEqual(names, readFileSync(KNOWN, "utf8").trimEnd().split("\n"));
	});

	it("names an exact version of every package (X1)", () => {
		assert.deepEqual(
			where(({ version }) => !EXACT.test(version ?? "")),
			[],
		);
	});

	it("holds no banned package (X1)", () => {
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

	it("is installed without scripts, by every command of ours that installs (X3)", () => {
		const scripts = readdirSync(join(REPOSITORY, "scripts"), { recursive: true, encoding: "utf8" })
			.filter((name) => /\.[cm]?js$/.test(name))
			.map((name) => [name, readFileSync(join(REPOSITORY, "scripts", name), "utf8")] as const);
		const lists = scripts.flatMap(([name, text]) =>
			[...text.matchAll(/\[\s*"(?:ci|install)"[^\]]*/g)].map(([list]) => [name, list] as const),
		);
		assert.ok(lists.length >= 3);
		assert.deepEqual(
			lists.filter(([, list]) => !list.includes('"--ignore-scripts"')),
			[],
		);
	});

	it("is written with exact versions that are some days old (X1)", () => {
		const settings = readFileSync(join(REPOSITORY, ".npmrc"), "utf8").split("\n");
		assert.ok(settings.includes("save-exact=true"));
		assert.ok(settings.includes("min-release-age=7"));
	});

	it("is not all that is installed: what scripts fetch beside it is named exactly, too (X1)", async () => {
		const pins = await script<Record<string, unknown>>("versions.mjs");
		const versionsIn = (value: unknown): string[] => {
			if (typeof value === "string") return [value.slice(value.lastIndexOf("@") + 1)];
			if (Array.isArray(value)) return value.flatMap(versionsIn);
			const { name, version } = value as { name?: string; version?: string };
			return name === undefined
				? Object.values(value as object).flatMap(versionsIn)
				: [`${version}`];
		};
		const { MINIMUM_NODE, MINIMUM_NPM, ...fetched } = pins;
		assert.ok(MINIMUM_NODE !== undefined && MINIMUM_NPM !== undefined);
		const versions = versionsIn(fetched);
		assert.ok(versions.length >= 8);
		for (const version of versions) assert.match(version, EXACT);
	});

	it("names exact versions of our own dependencies (X1)", () => {
		const asked = { ...manifest.dependencies, ...manifest.devDependencies };
		const loose = Object.entries(asked).filter(([, version]) => !EXACT.test(version));
		assert.deepEqual(loose, []);
		for (const [name, version] of Object.entries(asked)) {
			assert.equal(lock.packages[`node_modules/${name}`]?.version, version, name);
		}
	});
});

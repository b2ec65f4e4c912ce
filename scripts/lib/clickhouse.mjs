import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "./browser.mjs";
import { capture, tail } from "./processes.mjs";
import { SetupError } from "./terminal.mjs";
import { installPackage, toolFolder } from "./toolFolder.mjs";
import { CHDB } from "./versions.mjs";

/** Debian's package of the server, and what of its dependencies needs no installation of its own. */
const SERVER_PACKAGE = "clickhouse-server";
const NEVER_ASKED =
	/^(cdebconf|debconf.*|install-info|adduser|passwd|lsb-base|sysvinit-utils|.*-doc)$/;

/** Runs a program of the package manager. Throws what it says where it fails. */
async function asked(program, args, cwd) {
	const { code, output } = await capture(program, args, { cwd });
	if (code === 0) return output;
	throw new SetupError(`${program} ${args.at(-1)}:\n${tail(output, 4)}`);
}

/** A package with everything below it that this machine has not installed. */
async function missingPackages(options, cwd) {
	const kinds = ["recommends", "suggests", "conflicts", "breaks", "replaces", "enhances"];
	const listed = await asked(
		"apt-cache",
		[...options, "depends", "--recurse", ...kinds.map((kind) => `--no-${kind}`), SERVER_PACKAGE],
		cwd,
	);
	const names = new Set(listed.split("\n").filter((line) => /^[a-z0-9]/.test(line)));
	const { output } = await capture("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\\n"]);
	const installed = new Set(
		output
			.split("\n")
			.filter((line) => line.endsWith(" installed"))
			.map((line) => line.split(" ")[0]),
	);
	return [...names].filter((name) => !installed.has(name) && !NEVER_ASKED.test(name)).sort();
}

/** Fetches packages into a folder, by the lists that the machine has, or by new ones of our own. */
async function download(folder) {
	const own = join(folder, "apt");
	const fetch = async (options) => {
		const packages = await missingPackages(options, folder);
		await asked("apt-get", [...options, "download", ...packages], folder);
	};
	try {
		await fetch([]);
	} catch {
		for (const part of ["lists/partial", "cache/archives/partial"])
			mkdirSync(join(own, part), { recursive: true });
		const options = ["-o", `Dir::State::Lists=${own}/lists`, "-o", `Dir::Cache=${own}/cache`];
		await asked("apt-get", [...options, "update"], folder);
		await fetch(options);
	}
}

/** An old server, 18.16, as Debian packs it. @returns {Promise<{program: string, libraries: string[]}>} */
async function provisionServer() {
	const needed = ["apt-get", "apt-cache", "dpkg-query", "dpkg-deb"];
	const absent = needed.find((name) => findProgram(name) === undefined);
	if (absent !== undefined) throw new SetupError(`This machine has no ${absent}.`);
	const folder = await toolFolder({
		id: "clickhouse-debian",
		sentence: "Unpacking Debian's ClickHouse server (100 MB on disk, once)",
		fill: async (target) => {
			await download(target);
			for (const name of readdirSync(target).filter((one) => one.endsWith(".deb")))
				await asked("dpkg-deb", ["-x", name, "root"], target);
			if (!existsSync(join(target, "root", "usr", "sbin", "clickhouse-server")))
				throw new SetupError("The package has no program at usr/sbin/clickhouse-server.");
		},
	});
	const root = join(folder, "root");
	const libraries = ["usr/lib", "lib"].flatMap((part) => {
		const parent = join(root, part);
		const inside = existsSync(parent) ? readdirSync(parent) : [];
		return inside.filter((name) => /-linux-gnu$/.test(name)).map((name) => join(parent, name));
	});
	return { program: join(root, "usr", "sbin", "clickhouse-server"), libraries };
}

/** A current engine inside of a Node module. @returns {Promise<{module: string}>} its folder */
async function provisionEmbedded() {
	const folder = await toolFolder({
		id: CHDB.join("-").replaceAll(/[@/]/g, "-"),
		sentence: "Installing ClickHouse as a Node module (550 MB on disk, once)",
		fill: async (target) => {
			await installPackage(target, ...CHDB);
			// The engine is a package for some systems alone, which npm leaves out without a word.
			if (!existsSync(join(target, "node_modules", "@chdb")))
				throw new SetupError(`There is no engine for ${process.platform}-${process.arch}.`);
		},
	});
	return { module: join(folder, "node_modules", "chdb") };
}

/**
 * ClickHouse for tests, old and current. Machines that cannot have one say why: tests over it are skipped there.
 *
 * @returns {Promise<{server?: object, embedded?: object, missing: string[]}>}
 */
export async function provisionClickHouse() {
	const missing = [];
	const orMissing = async (what, provisioned) => {
		try {
			return await provisioned();
		} catch (error) {
			if (!(error instanceof SetupError)) throw error;
			missing.push(`${what}: ${error.message}`);
			return undefined;
		}
	};
	const server = await orMissing("ClickHouse's server", provisionServer);
	const embedded = await orMissing("ClickHouse as a module", provisionEmbedded);
	return { ...(server && { server }), ...(embedded && { embedded }), missing };
}

import { promises as nodeFs } from "node:fs";
import { join } from "node:path";
import type { DecodedMarket, SavedMarket } from "../core/query/savedMarket";
import { type AtomicFs, sweepTemporaries, writeFileAtomic } from "./atomicWrite";
import { systemCode } from "./storageError";

/** A market of six queries over 32 exchanges each stays far below this. */
const LARGEST_FILE_BYTES = 65_536;
const REMOVED_FILES_KEPT_MS = 86_400_000;
const MARKET_FILE = /^([0-9a-f]{16})\.json$/;
const REMOVED_FILE = /^(\d{1,16})-([0-9a-f]{16})\.json$/;

/**
 * The files of the saved markets: `<id>.json` in one folder, removed ones in `removed/` and unreadable
 * ones in `damaged/`. Nothing is ever deleted but removed files older than a day.
 */
export class MarketFiles {
	constructor(
		readonly folder: string,
		private readonly fs: AtomicFs,
	) {}

	private path(id: string): string {
		return join(this.folder, `${id}.json`);
	}

	/** Creates the folders and sweeps what is left of killed writers and of old removals. */
	async prepare(now: number): Promise<void> {
		const removed = join(this.folder, "removed");
		await nodeFs.mkdir(removed, { recursive: true });
		await nodeFs.mkdir(join(this.folder, "damaged"), { recursive: true });
		await sweepTemporaries(this.folder, now);
		for (const name of await nodeFs.readdir(removed)) {
			const [, removedAt] = REMOVED_FILE.exec(name) ?? [];
			if (removedAt !== undefined && now - Number(removedAt) > REMOVED_FILES_KEPT_MS) {
				await nodeFs.rm(join(removed, name), { force: true });
			}
		}
	}

	async ids(): Promise<readonly string[]> {
		const names = await nodeFs.readdir(this.folder).catch((error: unknown) => {
			if (systemCode(error) === "ENOENT") return [];
			throw error;
		});
		return names.flatMap((name) => MARKET_FILE.exec(name)?.[1] ?? []);
	}

	/** The content of one file; `undefined` when it is not there (any more). */
	async read(id: string): Promise<DecodedMarket | undefined> {
		// A window without saved markets, or before its list is read, does without the schemas.
		const { decodeSavedMarket } = await import("../core/query/savedMarket.js");
		try {
			if ((await nodeFs.stat(this.path(id))).size > LARGEST_FILE_BYTES) {
				return { state: "damaged", problem: "content: larger than 64 KiB" };
			}
			const content = new TextDecoder("utf-8", { fatal: true }).decode(
				await nodeFs.readFile(this.path(id)),
			);
			const decoded = decodeSavedMarket(JSON.parse(content));
			return decoded.state === "ok" && decoded.market.id !== id
				? { state: "damaged", problem: "id: differs from the file's name" }
				: decoded;
		} catch (error) {
			if (systemCode(error) === "ENOENT") return undefined;
			if (error instanceof SyntaxError || error instanceof TypeError) {
				return { state: "damaged", problem: "content: not JSON in UTF-8" };
			}
			throw error;
		}
	}

	async write(market: SavedMarket): Promise<void> {
		await nodeFs.mkdir(this.folder, { recursive: true });
		await writeFileAtomic(
			this.path(market.id),
			`${JSON.stringify(market, undefined, "\t")}\n`,
			this.fs,
		);
	}

	/** Moves an unreadable file out of the way and returns its new place. */
	async keepAside(id: string, now: number): Promise<string> {
		const folder = join(this.folder, "damaged");
		await nodeFs.mkdir(folder, { recursive: true });
		const target = join(folder, `${now}-${id}.json`);
		await nodeFs.rename(this.path(id), target);
		return target;
	}

	async remove(id: string, now: number): Promise<void> {
		const folder = join(this.folder, "removed");
		await nodeFs.mkdir(folder, { recursive: true });
		await nodeFs.rename(this.path(id), join(folder, `${now}-${id}.json`));
	}

	/** Brings back the youngest removed file of `id`; false when there is none or the market exists. */
	async restore(id: string): Promise<boolean> {
		const folder = join(this.folder, "removed");
		const [youngest] = (await nodeFs.readdir(folder).catch(() => []))
			.filter((name) => REMOVED_FILE.exec(name)?.[2] === id)
			.sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
		if (youngest === undefined || (await this.ids()).includes(id)) return false;
		await nodeFs.rename(join(folder, youngest), this.path(id));
		return true;
	}
}

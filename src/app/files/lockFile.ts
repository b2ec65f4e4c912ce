import { promises as nodeFs } from "node:fs";
import { randomHex } from "./randomHex";
import { systemCode } from "./storageError";

/** A lock is lost when the machine slept, which does not happen more often than this in one task. */
const MOST_ATTEMPTS = 5;
/** A writer is done within milliseconds; a lock of this age was left by one that was killed. */
const STALE_MS = 10_000;
const MOST_WAITING_MS = 15_000;
const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 30;

/** A lock that this window holds. */
export interface HeldLock {
	/**
	 * Whether the lock is still ours. After the machine slept, another writer may have taken it for the lock
	 * of a dead one.
	 */
	isStillHeld(): Promise<boolean>;
}

/** Another writer took the lock over, so what was read under it may be old. */
class LockLost extends Error {}

/** Throws where the lock has gone to somebody else, so that {@link whileLocked} begins again. */
export async function needLock(lock: HeldLock): Promise<void> {
	if (!(await lock.isStillHeld())) throw new LockLost("the lock was taken over");
}

/**
 * Identifies the file at a path. The time is part of it, because a later file may have the same path and
 * inode.
 */
async function identity(path: string): Promise<string | undefined> {
	try {
		const { ino, mtimeNs } = await nodeFs.stat(path, { bigint: true });
		return `${ino} ${mtimeNs}`;
	} catch (error) {
		if (systemCode(error) === "ENOENT") return undefined;
		throw error;
	}
}

/** Windows gives these codes while a removed file is still open somewhere. */
const GOING_AWAY = new Set(["EPERM", "EACCES", "EBUSY"]);

/**
 * Creates the lock file; `undefined` while another one is there. It stays empty, so that it fits on a full
 * disk.
 */
async function create(path: string): Promise<string | undefined> {
	try {
		await (await nodeFs.open(path, "wx", 0o600)).close();
	} catch (error) {
		const code = systemCode(error) ?? "";
		if (code === "EEXIST") return undefined;
		if (process.platform === "win32" && GOING_AWAY.has(code)) return undefined;
		throw error;
	}
	return identity(path);
}

/** Moves a stale lock away. When several windows see it, one moves it and the others find it gone. */
async function breakStale(path: string): Promise<void> {
	try {
		const { mtimeMs, ino, mtimeNs } = await nodeFs.stat(path, { bigint: true });
		// After a clock was set back, a lock may seem to be from the future.
		if (Math.abs(Date.now() - Number(mtimeMs)) <= STALE_MS) return;
		const aside = `${path}.tmp-${randomHex()}`;
		await nodeFs.rename(path, aside);
		// Between the check and the move, another window may have broken the lock and taken a new one.
		if ((await identity(aside)) !== `${ino} ${mtimeNs}`) {
			await nodeFs.link(aside, path).catch(() => undefined);
		}
		await nodeFs.rm(aside, { force: true });
	} catch (error) {
		if (systemCode(error) !== "ENOENT") throw error;
	}
}

function staysLocked(path: string): Error {
	return Object.assign(new Error(`${path} stays locked`), { code: "ELOCKED" });
}

async function acquire(path: string, wait: (milliseconds: number) => Promise<void>) {
	for (let waited = 0; ;) {
		const own = await create(path);
		if (own !== undefined) return own;
		await breakStale(path);
		if (waited >= MOST_WAITING_MS) {
			throw staysLocked(path);
		}
		const pause = SHORTEST_PAUSE_MS + Math.random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
		await wait(pause);
		waited += pause;
	}
}

/**
 * Runs a task while no other window runs one under the same lock file. A lock of a writer that was killed
 * is taken over after ten seconds. Rejects with the system's error, and with the code `ELOCKED` where the
 * lock does not come free.
 *
 * @param task reads, changes and writes; it runs again where the lock was lost before {@link needLock}
 */
export async function whileLocked<T>(
	path: string,
	wait: (milliseconds: number) => Promise<void>,
	task: (lock: HeldLock) => Promise<T>,
): Promise<T> {
	for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
		const own = await acquire(path, wait);
		const isStillHeld = async () => (await identity(path)) === own;
		try {
			return await task({ isStillHeld });
		} catch (error) {
			if (!(error instanceof LockLost)) throw error;
		} finally {
			// A lock that cannot be removed is stale soon; the work that was done under it stands.
			if (await isStillHeld().catch(() => false)) {
				await nodeFs.rm(path, { force: true }).catch(() => undefined);
			}
		}
	}
	throw staysLocked(path);
}

import { promises as nodeFs } from "node:fs";
import { join } from "node:path";
import {
	type AccountLeft,
	type AccountNotes,
	addedToDay,
	type Allowance,
	currentNotes,
	factsOf,
	forgottenPlan,
	isOutdated,
	leftOf,
	type LearnedFact,
	type LearnedFacts,
	learnedPlan,
	type LearnedPlan,
	type RequestAccount,
	type Silence,
	silenceFor,
	type Spending,
	spentToday,
	sumNotes,
	type ToldLimit,
} from "../../core/cost/account";
import type { Log } from "../../core/log";
import { attempt } from "../../core/reader";
import { DAY_MS, epochMs, MINUTE_MS, SECOND_MS } from "../../core/time";
import { type Disposable, Emitter } from "../emitter";
import { sweepTemporaries, writeFileAtomic } from "../files/atomicWrite";
import { readJsonFile } from "../files/jsonFile";
import { randomHex } from "../files/randomHex";
import { systemCode } from "../files/storageError";
import { readWindowNotes, type WindowNotes } from "./accountNotes";

/** A window that has not written for so long has ended, or nothing was asked: its file stays while any of it counts. */
const QUIET_MS = 30 * MINUTE_MS;
/** After this, nothing in a file counts, whatever it is. */
const STALE_MS = 2 * DAY_MS;
const LARGEST_FILE_BYTES = 1_048_576;

export interface SharedBudgetDeps {
	/** Folder of the files of all windows. */
	readonly folder: string;
	readonly log: Log;
	readonly now: () => number;
}

/** What all windows know of an account. */
export interface AccountState {
	readonly left?: AccountLeft;
	readonly silence?: Silence;
}

/** What this window knows of one account. */
class Ledger {
	private spent: Spending[] = [];
	private readonly open = new Set<Spending>();
	private told: ToldLimit | undefined;
	private silence: Silence | undefined;
	private plan: LearnedPlan | undefined;
	private day: Spending | undefined;

	constructor(private readonly now: () => number) {}

	spend(cost: number): () => void {
		const one = { at: epochMs(this.now()), cost };
		this.open.add(one);
		return () => {
			if (!this.open.delete(one)) return;
			this.keep(one);
			this.day = addedToDay(this.day, one, epochMs(this.now()));
		};
	}

	/** What was spent within a second is kept as one. */
	private keep({ at, cost }: Spending): void {
		const second = epochMs(Math.floor(at / SECOND_MS) * SECOND_MS);
		const same = this.spent.findIndex((one) => one.at === second);
		const sum = { at: second, cost: cost + (this.spent[same]?.cost ?? 0) };
		this.spent =
			same < 0 ? [...this.spent, sum] : this.spent.map((one, at) => (at === same ? sum : one));
	}

	hear(told: Omit<ToldLimit, "at">): void {
		this.told = { ...told, at: epochMs(this.now()) };
		if (told.limit !== undefined) this.learn({ burst: told.limit });
	}

	learn(facts: LearnedFacts): void {
		this.plan = { ...this.plan, ...learnedPlan(facts, epochMs(this.now())) };
	}

	/** What other windows learned of it before counts as little. */
	forget(names: readonly LearnedFact[]): void {
		this.plan = { ...this.plan, ...forgottenPlan(names, epochMs(this.now())) };
	}

	keepQuiet(silence: Silence): void {
		if (!(this.silence !== undefined && this.silence.until >= silence.until)) {
			this.silence = silence;
		}
	}

	get notes(): AccountNotes {
		const { spent, day, told, silence, plan } = this;
		const notes = currentNotes(
			{
				spent,
				open: [...this.open],
				...(day !== undefined && { day }),
				...(told !== undefined && { told }),
				...(silence !== undefined && { silence }),
				...(plan !== undefined && { plan }),
			},
			epochMs(this.now()),
		);
		this.spent = [...notes.spent];
		return notes;
	}
}

/**
 * What the windows of this machine know together of the limits of their keys: each keeps one small file, and reads
 * those of the others before it sends. A file that cannot be written or read costs nothing but this knowledge.
 */
export class SharedBudget implements Disposable {
	private readonly file = `${process.pid}-${randomHex()}.json`;
	private readonly ledgers = new Map<string, Ledger>();
	private readonly changed = new Emitter<undefined>();
	/** Files of other windows as they were last read. */
	private others = new Map<string, { readonly version: string; readonly notes?: WindowNotes }>();
	private isStale = false;
	private writing: Promise<void> | undefined;
	private isPrepared = false;
	private hasWarned = false;

	/** What this window knows of an account is other than it was. */
	readonly onDidChange = this.changed.event;

	constructor(private readonly deps: SharedBudgetDeps) {}

	/**
	 * The account of one key at one server.
	 *
	 * @param allowance what is known of its limit without being told
	 */
	account(name: string, allowance: () => Allowance | undefined): RequestAccount {
		const ledger = this.ledgerOf(name);
		const note = () => {
			this.write();
			this.changed.fire(undefined);
		};
		return {
			name,
			take: async (cost) => {
				await this.readOthers();
				const notes = this.knownOf(name);
				// From here on nothing is awaited: of requests that ask at once, each sees those before it.
				const wait = silenceFor(notes, cost, allowance(), epochMs(this.deps.now()));
				if (wait !== undefined) return { wait };
				const settle = ledger.spend(cost);
				note();
				return {
					settle: () => {
						settle();
						note();
					},
				};
			},
			hear: (told) => {
				ledger.hear(told);
				note();
			},
			keepQuiet: (silence) => {
				ledger.keepQuiet(silence);
				note();
			},
		};
	}

	/** What all windows know of an account now. Never rejects. */
	async state(name: string, allowance: Allowance | undefined): Promise<AccountState> {
		const notes = await this.notesOf(name);
		const left = leftOf(notes, allowance, epochMs(this.deps.now()));
		const { silence } = notes;
		return { ...(left !== undefined && { left }), ...(silence !== undefined && { silence }) };
	}

	/** What all windows have learned of the plan behind an account. Never rejects. */
	async plan(name: string): Promise<LearnedFacts> {
		return factsOf((await this.notesOf(name)).plan);
	}

	/** What all windows have spent of an account since midnight (UTC), and what is on its way. Never rejects. */
	async spentToday(name: string): Promise<number> {
		return spentToday(await this.notesOf(name), epochMs(this.deps.now()));
	}

	/** The server told or refused something that says this of the plan. */
	learn(name: string, facts: LearnedFacts): void {
		this.ledgerOf(name).learn(facts);
		this.write();
		this.changed.fire(undefined);
	}

	/** What was learned of the plan has turned out to be otherwise. */
	forget(name: string, facts: readonly LearnedFact[]): void {
		this.ledgerOf(name).forget(facts);
		this.write();
		this.changed.fire(undefined);
	}

	/** Resolves once everything that this window knows stands in its file, or could not be written. */
	async written(): Promise<void> {
		while (this.writing !== undefined) await this.writing;
	}

	/** Its file stays, so that a window that opens next knows of a silence. */
	dispose(): void {
		this.changed.dispose();
	}

	private ledgerOf(name: string): Ledger {
		const ledger = this.ledgers.get(name) ?? new Ledger(this.deps.now);
		this.ledgers.set(name, ledger);
		return ledger;
	}

	private async notesOf(name: string): Promise<AccountNotes> {
		await this.readOthers();
		return this.knownOf(name);
	}

	private knownOf(name: string): AccountNotes {
		const others = [...this.others.values()].flatMap(({ notes }) => notes?.accounts[name] ?? []);
		const now = epochMs(this.deps.now());
		// What another clock wrote must not stand before what counts.
		return sumNotes([this.ledgerOf(name).notes, ...others.map((one) => currentNotes(one, now))]);
	}

	private async readOthers(): Promise<void> {
		const { folder } = this.deps;
		try {
			await this.prepare();
			const files = (await nodeFs.readdir(folder)).filter(
				(name) => name.endsWith(".json") && name !== this.file,
			);
			const read = await Promise.all(files.map((name) => this.readOther(name)));
			this.others = new Map(read.flatMap((one) => (one === undefined ? [] : [one])));
		} catch (error) {
			this.warn(error);
		}
	}

	private async readOther(name: string) {
		const path = join(this.deps.folder, name);
		const info = await nodeFs.stat(path).catch(() => undefined);
		if (info === undefined) return undefined;
		const version = `${info.ino} ${info.size} ${info.mtimeMs}`;
		const known = this.others.get(name);
		if (known?.version === version) return [name, known] as const;
		const file = await readJsonFile(path, LARGEST_FILE_BYTES);
		const notes = file?.state === "ok" ? attempt(readWindowNotes, file.value) : undefined;
		return [name, { version, ...(notes !== undefined && { notes }) }] as const;
	}

	/** Makes the folder, and removes the files of windows that ended long ago. */
	private async prepare(): Promise<void> {
		if (this.isPrepared) return;
		this.isPrepared = true;
		const { folder, now } = this.deps;
		await nodeFs.mkdir(folder, { recursive: true, mode: 0o700 });
		await sweepTemporaries(folder, now());
		for (const name of await nodeFs.readdir(folder)) {
			if (!name.endsWith(".json") || !(await this.isOver(name, now()))) continue;
			await nodeFs.rm(join(folder, name), { force: true }).catch(() => undefined);
		}
	}

	/** Whether nothing counts of what a window wrote into its file. */
	private async isOver(name: string, now: number): Promise<boolean> {
		const info = await nodeFs.stat(join(this.deps.folder, name)).catch(() => undefined);
		if (info === undefined || now - info.mtimeMs <= QUIET_MS) return false;
		if (now - info.mtimeMs > STALE_MS) return true;
		const [, file] = (await this.readOther(name)) ?? [];
		// What a newer version wrote may count there.
		if (file?.notes === undefined) return false;
		return Object.values(file.notes.accounts).every((one) => isOutdated(one, epochMs(now)));
	}

	/** Writes what this window knows; what changes meanwhile is written after it. */
	private write(): void {
		this.isStale = true;
		this.writing ??= this.writeUntilCurrent().finally(() => (this.writing = undefined));
	}

	private async writeUntilCurrent(): Promise<void> {
		try {
			await this.prepare();
			while (this.isStale) {
				this.isStale = false;
				const accounts = Object.fromEntries(
					[...this.ledgers].map(([name, ledger]) => [name, ledger.notes]),
				);
				const notes: WindowNotes = { version: 1, accounts };
				await writeFileAtomic(join(this.deps.folder, this.file), JSON.stringify(notes));
			}
		} catch (error) {
			this.warn(error);
		}
	}

	private warn(error: unknown): void {
		if (this.hasWarned) return;
		this.hasWarned = true;
		const why = systemCode(error) ?? String(error);
		this.deps.log.warn(`limits are not shared with other windows (${why})`);
	}
}

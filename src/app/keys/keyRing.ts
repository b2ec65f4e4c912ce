import {
	type CredentialPlace,
	DEFAULT_KEY,
	readSlotName,
	type SecretSlot,
	slotName,
	slotOf,
} from "../../core/access/credential";
import { ENVIRONMENT_KEY } from "../../core/access/environmentKey";
import type { CredentialChange, EarlierSecret } from "../credentials";
import { type Disposable, Emitter } from "../emitter";
import { randomHex } from "../files/randomHex";
import {
	type ActiveKey,
	firstSlot,
	HeldKeys,
	type HeldKeysDeps,
	type KeptKey,
	placeName,
} from "./heldKeys";
import { NO_NOTES } from "./keyBook";

/** What became of {@link KeyRing.removeAll}. */
export interface RemovedAll {
	readonly removed: readonly SecretSlot[];
	/** Those that the keyring did not let go of, with its reason. */
	readonly kept: readonly { readonly slot: SecretSlot; readonly error: unknown }[];
}

/** Which key a place has in use became another one, or that key itself did. */
export type ActiveKeyChange = CredentialChange;

/**
 * The keys that people have at each place, several by name, and which of them is in use. The key that was there before
 * keys had names keeps its slot and its id, {@link DEFAULT_KEY}. One more may come from the environment, where the
 * person allowed that and for a provider's own origins alone; it is never stored.
 */
export class KeyRing implements Disposable {
	private readonly changedActive = new Emitter<ActiveKeyChange>();
	private readonly changed = new Emitter<undefined>();
	private readonly listeners: readonly Disposable[];
	private readonly held: HeldKeys;
	/** The key in use at each place that somebody asked about, as it was last told. */
	private readonly told = new Map<string, { readonly place: CredentialPlace; id: string }>();
	/** Places at which something changes in several steps, which is told once it is done. */
	private readonly quiet = new Set<string>();

	/** Another key is in use at a place, or the one in use was saved, replaced or removed, here or in another window. */
	readonly onDidChangeActive = this.changedActive.event;
	/** Something about keys is other than it was. */
	readonly onDidChange = this.changed.event;

	constructor(private readonly deps: HeldKeysDeps) {
		const { credentials, book } = deps;
		this.held = new HeldKeys(deps);
		this.listeners = [
			credentials.onDidChange((change) => this.heard(change)),
			book.onDidChange(({ isElsewhere }) => {
				this.tellActive(isElsewhere);
				this.changed.fire(undefined);
			}),
		];
	}

	private heard({ place: slot, ...how }: CredentialChange): void {
		const { key = DEFAULT_KEY, credential, origin } = slot;
		const place = { credential, origin };
		if (this.quiet.has(slotName(place))) return;
		const before = this.told.get(slotName(place))?.id;
		const { id } = this.active(place);
		if (key === id || key === before) {
			this.told.set(slotName(place), { place, id });
			this.changedActive.fire({ place, ...how, isThere: this.isThere(place) });
		}
		this.changed.fire(undefined);
	}

	/** Tells of each place whose key in use is another one than was told last. */
	private tellActive(isElsewhere: boolean): void {
		for (const [name, told] of this.told) {
			if (this.quiet.has(name)) continue;
			const before = told.id;
			const { id } = this.held.resolve(told.place);
			if (id === before) continue;
			told.id = id;
			const isThere = this.isThere(told.place);
			this.changedActive.fire({ place: told.place, isElsewhere, isThere });
		}
	}

	/** Reads what other windows have chosen; whoever is about to ask or send waits for it. */
	refresh(): Promise<void> {
		return this.deps.book.refresh();
	}

	/**
	 * The key that a place has in use, told without reading it: what the person chose, else the key without a name, the
	 * environment's, any other. {@link DEFAULT_KEY} where there is none.
	 */
	active(place: CredentialPlace): ActiveKey {
		const active = this.held.resolve(place);
		const name = placeName(place);
		if (!this.told.has(name)) {
			const { credential, origin } = place;
			this.told.set(name, { place: { credential, origin }, id: active.id });
		}
		return active;
	}

	/** What a key of a place is called: its name, or the variable that it is read from; `undefined` without one. */
	nameOf(place: CredentialPlace, id: string): string | undefined {
		return this.held.nameOf(place, id);
	}

	/** The keys that a place should have, told without reading them; the one in use is marked. */
	all(place: CredentialPlace): readonly KeptKey[] {
		this.active(place);
		return this.held.all(place);
	}

	/** Whether a place should have a key to send, told without reading it. */
	isThere(place: CredentialPlace): boolean {
		return this.held.has(place, this.held.resolve(place).id);
	}

	/** When the key in use at a place was saved; `undefined` when it was not, or comes from the environment. */
	savedAt(place: CredentialPlace): string | undefined {
		return this.held.savedAt(place, this.active(place).id);
	}

	/** Whether keys may be read from the environment. */
	get usesEnvironment(): boolean {
		return this.deps.book.content.environment;
	}

	/**
	 * Reads one key of a place, by default the one in use; `undefined` when there is none or the keyring does not give it.
	 */
	async read(
		place: CredentialPlace,
		id: string = this.active(place).id,
	): Promise<string | undefined> {
		const { credentials, environment } = this.deps;
		if (id !== ENVIRONMENT_KEY) return credentials.read(slotOf(place, id));
		const variable = this.held.variable(place);
		const key = variable === undefined ? undefined : environment[variable];
		if (key !== undefined) credentials.see(key);
		return key;
	}

	/** The id of a key that is about to be added to a place. */
	newId(): string {
		return randomHex();
	}

	/** The key that a person entered under an id earlier, so that {@link restore} can bring it back. */
	earlier(place: CredentialPlace, id: string): Promise<EarlierSecret | undefined> {
		return id === ENVIRONMENT_KEY
			? Promise.resolve(undefined)
			: this.deps.credentials.earlier(slotOf(place, id));
	}

	/** Puts an earlier key back as it was kept. */
	restore(
		place: CredentialPlace,
		id: string,
		earlier: EarlierSecret,
	): Promise<"saved" | "unavailable"> {
		return this.deps.credentials.restore(slotOf(place, id), earlier);
	}

	/**
	 * Saves a key under an id and puts it in use. `unavailable` when the keyring did not take it: it is then nowhere, and
	 * {@link keepForSession} is the way on. Rejects with `StorageError` where its name could not be noted.
	 *
	 * @param name of a key that is new
	 */
	async save(
		place: CredentialPlace,
		id: string,
		key: string,
		name?: string,
	): Promise<"saved" | "unavailable"> {
		return this.inOneGo(place, async () => {
			const outcome = await this.deps.credentials.save(slotOf(place, id), key);
			if (outcome === "unavailable") return outcome;
			this.held.forgetOfSession(place, id);
			await this.noteActive(place, id, name);
			if (name !== undefined) await this.deps.credentials.setName(slotOf(place, id), name);
			return outcome;
		});
	}

	/** Keeps a key until the window closes, and puts it in use in this window. */
	keepForSession(place: CredentialPlace, id: string, key: string, name?: string): void {
		this.held.keepForSession(place, id, name);
		this.quiet.add(placeName(place));
		this.deps.credentials.keepForSession(slotOf(place, id), key);
		this.quiet.delete(placeName(place));
		this.tellChanged(place);
	}

	/** Puts another key of a place in use. */
	async use(place: CredentialPlace, id: string): Promise<void> {
		if (this.held.useOfSession(place, id)) {
			this.tellActive(false);
			this.changed.fire(undefined);
			return;
		}
		await this.noteActive(place, id);
		this.tellActive(false);
	}

	/** Gives a key of a place another name. */
	async rename(place: CredentialPlace, id: string, name: string): Promise<void> {
		if (this.held.renameOfSession(place, id, name)) {
			this.changed.fire(undefined);
			return;
		}
		await this.deps.book.note(placeName(place), (notes) => ({
			...notes,
			names: new Map(notes.names).set(id, name),
		}));
		await this.deps.credentials.setName(slotOf(place, id), name);
		this.changed.fire(undefined);
	}

	/**
	 * Removes one key of a place everywhere. Where it was in use, another one of the place is from then on, if there is
	 * any. Rejects when the keyring refuses, and then nothing has changed.
	 */
	async remove(place: CredentialPlace, id: string): Promise<void> {
		if (id === ENVIRONMENT_KEY) return;
		await this.inOneGo(
			place,
			async () => {
				await this.deps.credentials.remove(slotOf(place, id));
				this.held.forgetOfSession(place, id);
				const slot = placeName(place);
				if (!this.deps.book.content.places.has(slot)) return;
				await this.deps.book.note(slot, ({ active, names }) => {
					const left = new Map(names);
					left.delete(id);
					return { ...(active !== undefined && active !== id && { active }), names: left };
				});
			},
			id,
		);
	}

	/** The slots of all keys, and of all else that people sign in with, wherever they belong. */
	async slots(): Promise<readonly SecretSlot[]> {
		await this.refresh();
		const noted = [...this.deps.book.content.places].flatMap(([name, { names }]) => {
			const place = readSlotName(name);
			return place === undefined ? [] : [...names.keys()].map((id) => slotOf(place, id));
		});
		const known = [...(await this.deps.credentials.slots()), ...noted.filter(({ key }) => key)];
		return [...new Map(known.map((slot) => [slotName(slot), slot])).values()];
	}

	/**
	 * Removes every key and sign-in there is, with all names, and reads the environment no more. What is asked with them
	 * ends. Resolves with what the keyring did not let go of; rejects where the names could not be forgotten.
	 */
	async removeAll(): Promise<RemovedAll> {
		const slots = await this.slots();
		const places = new Map(slots.map((slot) => [placeName(slot), firstSlot(slot)]));
		for (const name of places.keys()) this.quiet.add(name);
		const removed: SecretSlot[] = [];
		const kept: { readonly slot: SecretSlot; readonly error: unknown }[] = [];
		try {
			for (const slot of slots) {
				try {
					await this.deps.credentials.remove(slot);
					removed.push(slot);
				} catch (error) {
					kept.push({ slot, error });
				}
			}
			this.held.forgetSession();
			await this.deps.book.forget(new Set(kept.map(({ slot }) => slot.key ?? "")));
		} finally {
			for (const name of places.keys()) this.quiet.delete(name);
			for (const place of places.values()) this.tellChanged(place);
		}
		return { removed, kept };
	}

	/** Lets keys be read from the environment of this machine, or not any more. */
	allowEnvironment(isAllowed: boolean): Promise<void> {
		return this.deps.book.allowEnvironment(isAllowed);
	}

	private async noteActive(place: CredentialPlace, id: string, name?: string): Promise<void> {
		const slot = placeName(place);
		const { active = id } = this.deps.book.content.places.get(slot) ?? NO_NOTES;
		// Where nothing else could be meant, nothing needs to be noted: one key is all that most people have.
		if (name === undefined && active === id && this.held.resolve(place).id === id) return;
		await this.deps.book.note(slot, (notes) => ({
			active: id,
			names: name === undefined ? notes.names : new Map(notes.names).set(id, name),
		}));
	}

	/**
	 * Changes a place's keys in several steps and tells of them once, whatever became of them.
	 *
	 * @param only the key that changes: where it is not in use, nobody who asks with the key in use has to hear of it
	 */
	private async inOneGo<T>(
		place: CredentialPlace,
		change: () => Promise<T>,
		only?: string,
	): Promise<T> {
		const name = placeName(place);
		const before = this.active(place).id;
		this.quiet.add(name);
		try {
			return await change();
		} finally {
			this.quiet.delete(name);
			if (only === undefined || only === before) this.tellChanged(place);
			else this.changed.fire(undefined);
		}
	}

	/** Tells that the key in use was saved, replaced or removed in this window. */
	private tellChanged({ credential, origin }: CredentialPlace): void {
		const place = { credential, origin };
		this.told.set(slotName(place), { place, id: this.held.resolve(place).id });
		this.changedActive.fire({ place, isElsewhere: false, isThere: this.isThere(place) });
		this.changed.fire(undefined);
	}

	dispose(): void {
		for (const listener of this.listeners) listener.dispose();
		this.changedActive.dispose();
		this.changed.dispose();
	}
}

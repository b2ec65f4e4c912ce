import { readSlotName, type SecretSlot, slotName } from "../core/access/credential";
import { cleanKeyName } from "../core/access/keyName";
import { secretParts } from "../core/access/signIn";
import type { Log } from "../core/log";
import { type Disposable, Emitter } from "./emitter";
import type { SecretStore, StateStore } from "./ports";

/** What the state remembers of a slot: that a secret was saved or removed and when, never the secret. */
interface Marker {
	readonly state: "saved" | "removed";
	readonly at: string;
	/** What the person calls it, where they gave it a name. */
	readonly name?: string;
}

/** A secret was saved or removed. */
export interface CredentialChange {
	readonly place: SecretSlot;
	/** Whether another window did it. */
	readonly isElsewhere: boolean;
	/** Whether there is a secret now. */
	readonly isThere: boolean;
}

/** A secret as this window last saw it, and when. */
interface Held {
	readonly secret: string | undefined;
	readonly at: string;
}

/** A secret that a person entered earlier, and how it was kept. */
export interface EarlierSecret {
	readonly secret: string;
	/** When it was saved; `undefined` for a secret of this session alone. */
	readonly savedAt: string | undefined;
}

export interface CredentialsDeps {
	readonly secrets: SecretStore;
	readonly state: StateStore;
	readonly log: Log;
	readonly now: () => number;
	/** Collects every secret that is read or entered, so that the log can be cleaned of them. */
	readonly seen: Set<string>;
	/**
	 * The secret of a slot in which nobody has saved or removed one yet; there is none when this is absent.
	 */
	readonly standIn?: (place: SecretSlot) => string | undefined;
}

const MARKER = "marker|";

function markerName(place: SecretSlot): string {
	return MARKER + slotName(place);
}

function decodeMarker(value: unknown): Marker | undefined {
	if (typeof value !== "object" || value === null) return undefined;
	if (!("state" in value) || !("at" in value) || typeof value.at !== "string") return undefined;
	if (value.state !== "saved" && value.state !== "removed") return undefined;
	const name = "name" in value && typeof value.name === "string" ? { name: value.name } : {};
	return { state: value.state, at: value.at, ...name };
}

/**
 * What a person signs in with, API keys and passwords: one secret per slot, which belongs to a credential and an exact
 * origin, in the store of secrets alone. It is read for each request anew; what was read stays in memory only so
 * that the log can be cleaned of it. A secret is text, whose form is the business of whoever sends it.
 */
export class Credentials implements Disposable {
	private readonly changed = new Emitter<CredentialChange>();
	private readonly session = new Map<string, string>();
	/** What this window last saved in a slot, or heard that it holds; a marker of another window may come later. */
	private readonly held = new Map<string, Held>();
	private readonly listener: Disposable;

	/** A secret was saved or removed, in this window or another. */
	readonly onDidChange = this.changed.event;

	constructor(private readonly deps: CredentialsDeps) {
		this.listener = deps.secrets.onDidChange(({ key: slot }) => this.heard(slot));
	}

	/**
	 * A secret changed, in this window or another one. It is read again, because its marker may arrive later.
	 */
	private heard(slot: string): void {
		const place = readSlotName(slot);
		if (place === undefined) return;
		this.deps.secrets.get(slot).then(
			(secret) => {
				if (this.held.has(slot) && this.held.get(slot)?.secret === secret) return;
				this.hold(slot, secret);
				if (secret !== undefined) this.see(secret);
				this.changed.fire({ place, isElsewhere: true, isThere: secret !== undefined });
			},
			(error: unknown) => this.warnUnread(place, error),
		);
	}

	/** Remembers a secret that the log is to be cleaned of. A password may be written alone, so it is one, too. */
	see(secret: string): void {
		for (const part of secretParts(secret)) this.deps.seen.add(part);
	}

	private hold(slot: string, secret: string | undefined): void {
		this.held.set(slot, { secret, at: this.nowIso() });
	}

	private warnUnread({ origin }: SecretSlot, error: unknown): void {
		this.deps.log.warn(`the keyring did not give the secret of ${origin} (${String(error)})`);
	}

	/** The secret of a place, or `undefined` when none is saved or the keyring does not give it. */
	async read(place: SecretSlot): Promise<string | undefined> {
		const slot = slotName(place);
		let secret = this.session.get(slot);
		try {
			secret ??= await this.deps.secrets.get(slot);
		} catch (error) {
			this.warnUnread(place, error);
		}
		if (this.marker(place) === undefined) secret ??= this.deps.standIn?.(place);
		if (secret !== undefined) this.see(secret);
		return secret;
	}

	/** Whether a secret should be there, told without reading it. */
	isMarked(place: SecretSlot): boolean {
		const slot = slotName(place);
		const held = this.held.get(slot);
		const marker = this.marker(place);
		// The newer of the two counts: not every editor tells a window what other windows did to a secret.
		if (held !== undefined && !(marker !== undefined && marker.at > held.at)) {
			return held.secret !== undefined || this.session.has(slot);
		}
		return marker === undefined
			? this.session.has(slotName(place)) || this.deps.standIn?.(place) !== undefined
			: marker.state === "saved" || this.session.has(slotName(place));
	}

	/** The slots in which a secret of this credential should be, told without reading them. */
	placesOf(credential: string): readonly SecretSlot[] {
		const marked = this.deps.state
			.keys()
			.flatMap((name) => (name.startsWith(MARKER) ? [name.slice(MARKER.length)] : []));
		const slots = new Set([...marked, ...this.held.keys(), ...this.session.keys()]);
		return [...slots].sort().flatMap((slot) => {
			const place = readSlotName(slot);
			return place?.credential === credential && this.isMarked(place) ? [place] : [];
		});
	}

	/**
	 * All slots that hold a secret as far as anybody can tell: those of the keyring, where it can list them, and those that
	 * are remembered, also of origins that no setting names any more.
	 */
	async slots(): Promise<readonly SecretSlot[]> {
		const { secrets, state, log } = this.deps;
		const remembered = state
			.keys()
			.flatMap((name) => (name.startsWith(MARKER) ? [name.slice(MARKER.length)] : []));
		let listed: readonly string[] = [];
		try {
			listed = (await secrets.keys?.()) ?? [];
		} catch (error) {
			log.warn(`the keyring does not list its secrets (${String(error)})`);
		}
		const known = [...remembered, ...this.held.keys(), ...this.session.keys()].filter((name) => {
			const slot = readSlotName(name);
			return slot !== undefined && this.isMarked(slot);
		});
		const names = new Set([...listed, ...known]);
		return [...names].sort().flatMap((name) => readSlotName(name) ?? []);
	}

	/** When the secret of a place was saved; `undefined` when none was. */
	savedAt(place: SecretSlot): string | undefined {
		const marker = this.marker(place);
		return marker?.state === "saved" ? marker.at : undefined;
	}

	/** What a saved secret is called, where that is remembered with it. */
	nameOf(place: SecretSlot): string | undefined {
		const marker = this.marker(place);
		const name = marker?.state === "saved" ? cleanKeyName(marker.name ?? "") : "";
		return name === "" ? undefined : name;
	}

	/** Remembers what a saved secret is called. */
	async setName(place: SecretSlot, name: string): Promise<void> {
		const marker = this.marker(place);
		if (marker?.state !== "saved") return;
		await this.deps.state.update(markerName(place), { ...marker, name });
	}

	/** Whether a secret is kept until the window closes, and nowhere else. */
	isOfSession(place: SecretSlot): boolean {
		return this.session.has(slotName(place));
	}

	private marker(place: SecretSlot): Marker | undefined {
		return decodeMarker(this.deps.state.get(markerName(place)));
	}

	private async mark(place: SecretSlot, state: Marker["state"], at = this.nowIso()): Promise<void> {
		const name = state === "saved" ? this.nameOf(place) : undefined;
		const marker: Marker = { state, at, ...(name !== undefined && { name }) };
		await this.deps.state.update(markerName(place), marker);
	}

	private nowIso(): string {
		return new Date(this.deps.now()).toISOString();
	}

	/**
	 * The secret that a person entered for a place earlier, so that {@link restore} can bring it back after
	 * another one was tried.
	 */
	async earlier(place: SecretSlot): Promise<EarlierSecret | undefined> {
		const isOfSession = this.session.has(slotName(place));
		const savedAt = isOfSession ? undefined : this.savedAt(place);
		if (!isOfSession && savedAt === undefined) return undefined;
		const secret = await this.read(place);
		return secret === undefined ? undefined : { secret, savedAt };
	}

	/** Puts an earlier secret back as it was kept. Rejects when the keyring refuses to drop the other one. */
	async restore(
		place: SecretSlot,
		{ secret, savedAt }: EarlierSecret,
	): Promise<"saved" | "unavailable"> {
		if (savedAt !== undefined) return this.save(place, secret, savedAt);
		if (this.savedAt(place) !== undefined) await this.remove(place);
		this.keepForSession(place, secret);
		return "saved";
	}

	/**
	 * Saves a secret and reads it back. `unavailable` when the keyring refused it or gave something else:
	 * the secret is then nowhere, and {@link keepForSession} is the way on.
	 */
	async save(
		place: SecretSlot,
		secret: string,
		at = this.nowIso(),
	): Promise<"saved" | "unavailable"> {
		const slot = slotName(place);
		this.see(secret);
		this.hold(slot, secret);
		if (!(await this.store(place, slot, secret))) {
			this.held.delete(slot);
			return "unavailable";
		}
		this.session.delete(slot);
		await this.mark(place, "saved", at);
		this.changed.fire({ place, isElsewhere: false, isThere: true });
		return "saved";
	}

	/** Whether the keyring took the secret and gives it back. */
	private async store({ origin }: SecretSlot, slot: string, secret: string): Promise<boolean> {
		try {
			await this.deps.secrets.store(slot, secret);
			return (await this.deps.secrets.get(slot)) === secret;
		} catch (error) {
			this.deps.log.warn(`the keyring did not take the secret of ${origin} (${String(error)})`);
			return false;
		}
	}

	/** Keeps a secret in memory until the window closes. */
	keepForSession(place: SecretSlot, secret: string): void {
		this.see(secret);
		this.session.set(slotName(place), secret);
		this.changed.fire({ place, isElsewhere: false, isThere: true });
	}

	/** Removes the secret of a place everywhere. Rejects when the keyring refuses. */
	async remove(place: SecretSlot): Promise<void> {
		const slot = slotName(place);
		this.session.delete(slot);
		const before = this.held.get(slot);
		// Before the keyring tells of it, or that would pass for another window's doing.
		this.hold(slot, undefined);
		try {
			await this.deps.secrets.delete(slot);
		} catch (error) {
			if (before === undefined) this.held.delete(slot);
			else this.held.set(slot, before);
			throw error;
		}
		await this.mark(place, "removed");
		this.changed.fire({ place, isElsewhere: false, isThere: false });
	}

	dispose(): void {
		this.listener.dispose();
		this.changed.dispose();
	}
}

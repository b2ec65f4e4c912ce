import type * as vscode from "vscode";
import { type Disposable, Emitter } from "../app/emitter";
import type { RemoteProviderId } from "../core/errors";
import type { Log } from "../core/log";

/** Where a key belongs: it is never read for another origin. */
export interface KeyPlace {
	readonly provider: RemoteProviderId;
	readonly origin: string;
}

/** What `globalState` remembers of a slot: that a key was saved or removed and when, never the key. */
interface Marker {
	readonly state: "saved" | "removed";
	readonly at: string;
}

/** A key was saved or removed. */
export interface KeyChange {
	readonly place: KeyPlace;
	/** Whether another window did it. */
	readonly isElsewhere: boolean;
	/** Whether there is a key now. */
	readonly isThere: boolean;
}

/** A secret as it was seen last, and when. */
interface Held {
	readonly key: string | undefined;
	readonly at: string;
}

/** A key that a person entered earlier, and how it was kept. */
export interface EarlierKey {
	readonly key: string;
	/** When it was saved; `undefined` for a key of this session alone. */
	readonly savedAt: string | undefined;
}

export interface ApiKeysDeps {
	readonly secrets: vscode.SecretStorage;
	readonly state: vscode.Memento;
	readonly log: Log;
	readonly now: () => number;
	/** Key of a loopback service in development; see devKey.ts. */
	readonly devKey: (origin: string) => string | undefined;
}

/** Name of the secret of one place. */
export function slotName({ provider, origin }: KeyPlace): string {
	return `key|${provider}|${origin}`;
}

/** The place whose secret has this name. */
function placeOfSlot(slot: string): KeyPlace | undefined {
	const [kind, provider, origin, ...more] = slot.split("|");
	const isOurs = kind === "key" && origin !== undefined && more.length === 0;
	return isOurs && (provider === "kiyotaka" || provider === "kaiko")
		? { provider, origin }
		: undefined;
}

function markerName(place: KeyPlace): string {
	return `marker|${slotName(place)}`;
}

function decodeMarker(value: unknown): Marker | undefined {
	if (typeof value !== "object" || value === null) return undefined;
	if (!("state" in value) || !("at" in value) || typeof value.at !== "string") return undefined;
	return value.state === "saved" || value.state === "removed"
		? { state: value.state, at: value.at }
		: undefined;
}

/**
 * The API keys: one secret per provider and exact origin, in SecretStorage alone. A key is read for
 * each request anew; what was read stays in memory only so that the log can be cleaned of it.
 */
export class ApiKeys implements Disposable {
	private readonly changed = new Emitter<KeyChange>();
	private readonly session = new Map<string, string>();
	/** What this window last saved in a slot, or heard that it holds; a marker of another window may come later. */
	private readonly held = new Map<string, Held>();
	private readonly seen = new Set<string>();
	private readonly listener: Disposable;

	/** A key was saved or removed, in this window or another. */
	readonly onDidChange = this.changed.event;

	constructor(private readonly deps: ApiKeysDeps) {
		this.listener = deps.secrets.onDidChange(({ key: slot }) => this.heard(slot));
	}

	/** A secret changed, by this window or another one: what it holds is read, whatever its marker says yet. */
	private heard(slot: string): void {
		const place = placeOfSlot(slot);
		if (place === undefined) return;
		this.deps.secrets.get(slot).then(
			(key) => {
				if (this.held.has(slot) && this.held.get(slot)?.key === key) return;
				this.hold(slot, key);
				if (key !== undefined) this.seen.add(key);
				this.changed.fire({ place, isElsewhere: true, isThere: key !== undefined });
			},
			(error: unknown) => this.warnUnread(place, error),
		);
	}

	private hold(slot: string, key: string | undefined): void {
		this.held.set(slot, { key, at: this.nowIso() });
	}

	private warnUnread({ origin }: KeyPlace, error: unknown): void {
		this.deps.log.warn(`the keyring did not give the key of ${origin} (${String(error)})`);
	}

	/** The keys seen so far, for the redactor. */
	liveKeys(): Iterable<string> {
		return this.seen;
	}

	/** The key of a place, or `undefined` when none is saved or the keyring does not give it. */
	async read(place: KeyPlace): Promise<string | undefined> {
		const slot = slotName(place);
		let key = this.session.get(slot);
		try {
			key ??= await this.deps.secrets.get(slot);
		} catch (error) {
			this.warnUnread(place, error);
		}
		if (this.marker(place) === undefined) key ??= this.deps.devKey(place.origin);
		if (key !== undefined) this.seen.add(key);
		return key;
	}

	/** Whether a key is expected to be there, without reading it. */
	isMarked(place: KeyPlace): boolean {
		const slot = slotName(place);
		const held = this.held.get(slot);
		const marker = this.marker(place);
		// Whichever is newer tells: not every editor tells its windows about secrets of the others.
		if (held !== undefined && !(marker !== undefined && marker.at > held.at)) {
			return held.key !== undefined || this.session.has(slot);
		}
		return marker === undefined
			? this.session.has(slotName(place)) || this.deps.devKey(place.origin) !== undefined
			: marker.state === "saved" || this.session.has(slotName(place));
	}

	/** When the key of a place was saved; `undefined` when none was. */
	savedAt(place: KeyPlace): string | undefined {
		const marker = this.marker(place);
		return marker?.state === "saved" ? marker.at : undefined;
	}

	private marker(place: KeyPlace): Marker | undefined {
		return decodeMarker(this.deps.state.get(markerName(place)));
	}

	private async mark(place: KeyPlace, state: Marker["state"], at = this.nowIso()): Promise<void> {
		const marker: Marker = { state, at };
		await this.deps.state.update(markerName(place), marker);
	}

	private nowIso(): string {
		return new Date(this.deps.now()).toISOString();
	}

	/** The key that a person entered for a place, for {@link restore} after another one was tried. */
	async earlier(place: KeyPlace): Promise<EarlierKey | undefined> {
		const isOfSession = this.session.has(slotName(place));
		const savedAt = isOfSession ? undefined : this.savedAt(place);
		if (!isOfSession && savedAt === undefined) return undefined;
		const key = await this.read(place);
		return key === undefined ? undefined : { key, savedAt };
	}

	/** Puts an earlier key back as it was kept. Rejects when the keyring refuses to drop the other one. */
	async restore(place: KeyPlace, { key, savedAt }: EarlierKey): Promise<"saved" | "unavailable"> {
		if (savedAt !== undefined) return this.save(place, key, savedAt);
		if (this.savedAt(place) !== undefined) await this.remove(place);
		this.keepForSession(place, key);
		return "saved";
	}

	/**
	 * Saves a key and reads it back. `unavailable` when the keyring refused it or gave something else:
	 * the key is then nowhere, and {@link keepForSession} is the way on.
	 */
	async save(place: KeyPlace, key: string, at = this.nowIso()): Promise<"saved" | "unavailable"> {
		const slot = slotName(place);
		this.seen.add(key);
		this.hold(slot, key);
		if (!(await this.store(place, slot, key))) {
			this.held.delete(slot);
			return "unavailable";
		}
		this.session.delete(slot);
		await this.mark(place, "saved", at);
		this.changed.fire({ place, isElsewhere: false, isThere: true });
		return "saved";
	}

	/** Whether the keyring took the key and gives it back. */
	private async store({ origin }: KeyPlace, slot: string, key: string): Promise<boolean> {
		try {
			await this.deps.secrets.store(slot, key);
			return (await this.deps.secrets.get(slot)) === key;
		} catch (error) {
			this.deps.log.warn(`the keyring did not take the key of ${origin} (${String(error)})`);
			return false;
		}
	}

	/** Keeps a key in memory until the window closes. */
	keepForSession(place: KeyPlace, key: string): void {
		this.seen.add(key);
		this.session.set(slotName(place), key);
		this.changed.fire({ place, isElsewhere: false, isThere: true });
	}

	/** Removes the key of a place everywhere. Rejects when the keyring refuses. */
	async remove(place: KeyPlace): Promise<void> {
		const slot = slotName(place);
		this.session.delete(slot);
		await this.deps.secrets.delete(slot);
		this.hold(slot, undefined);
		await this.mark(place, "removed");
		this.changed.fire({ place, isElsewhere: false, isThere: false });
	}

	dispose(): void {
		this.listener.dispose();
		this.changed.dispose();
	}
}

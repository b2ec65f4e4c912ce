import {
	type CredentialPlace,
	DEFAULT_KEY,
	isNamedKey,
	isSamePlace,
	type SecretSlot,
	slotName,
	slotOf,
} from "../../core/access/credential";
import { ENVIRONMENT_KEY, variableOf } from "../../core/access/environmentKey";
import type { Credentials } from "../credentials";
import { type KeyBook, type KeyNotes, NO_NOTES } from "./keyBook";

/** The key of a place that requests carry, without the key itself. */
export interface ActiveKey {
	/** Stays the same while the key is renamed or replaced: what counts per key goes by origin and id. */
	readonly id: string;
	/** What the person calls it, or the variable that it is read from; `undefined` for one without a name. */
	readonly name: string | undefined;
}

/** One of the keys of a place, without the key itself. */
export interface KeptKey extends ActiveKey {
	readonly isActive: boolean;
	/** When it was saved; `undefined` for one of this session or of the environment. */
	readonly savedAt: string | undefined;
	/** Whether it is gone when the window closes. */
	readonly isOfSession: boolean;
}

export interface HeldKeysDeps {
	readonly credentials: Credentials;
	readonly book: KeyBook;
	/** The variables of the environment, read anew whenever one is needed. */
	readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Which keys each place has and which of them is in use, told from what is noted, remembered and set, without reading
 * any of them; beside that, the notes of this session, which are never written.
 */
export class HeldKeys {
	/** Names and choice of keys that are kept until this window closes. */
	private readonly ofSession = new Map<string, KeyNotes>();

	constructor(private readonly deps: HeldKeysDeps) {}

	/**
	 * The key that a place has in use: what the person chose, else the key without a name, the environment's, any other.
	 * {@link DEFAULT_KEY} where there is none.
	 */
	resolve(place: CredentialPlace): ActiveKey {
		const { active: chosen } = this.notes(place);
		const named = this.namedIds(place);
		const order = [chosen, DEFAULT_KEY, ENVIRONMENT_KEY, ...named];
		const id = order.find((one) => one !== undefined && this.has(place, one)) ?? DEFAULT_KEY;
		return { id, name: this.nameOf(place, id) };
	}

	/** The keys that a place should have; the one in use is marked. */
	all(place: CredentialPlace): readonly KeptKey[] {
		const active = this.resolve(place);
		const ids = [DEFAULT_KEY, ...this.namedIds(place), ENVIRONMENT_KEY];
		return ids
			.filter((id) => this.has(place, id))
			.map((id) => ({
				id,
				name: this.nameOf(place, id),
				isActive: id === active.id,
				savedAt: this.savedAt(place, id),
				isOfSession: id !== ENVIRONMENT_KEY && this.deps.credentials.isOfSession(slotOf(place, id)),
			}));
	}

	/** What a key of a place is called: its name, or the variable that it is read from; `undefined` without one. */
	nameOf(place: CredentialPlace, id: string): string | undefined {
		if (id === ENVIRONMENT_KEY) return variableOf(place);
		// Names are noted per machine. What is remembered with the key itself comes along to a remote one.
		return this.notes(place).names.get(id) ?? this.deps.credentials.nameOf(slotOf(place, id));
	}

	/** When a key was saved; `undefined` when it was not, or comes from the environment. */
	savedAt(place: CredentialPlace, id: string): string | undefined {
		return id === ENVIRONMENT_KEY ? undefined : this.deps.credentials.savedAt(slotOf(place, id));
	}

	/** Whether a place should have a key of this id. */
	has(place: CredentialPlace, id: string): boolean {
		if (id === ENVIRONMENT_KEY) return this.variable(place) !== undefined;
		const { active, names } = this.notes(place);
		// What another window noted counts before its marker has arrived, which may be never.
		const isNoted = id === active || (id !== DEFAULT_KEY && names.has(id));
		return isNoted || this.deps.credentials.isMarked(slotOf(place, id));
	}

	/** The variable with the key of a place, where the person allowed that and it is set. */
	variable(place: CredentialPlace): string | undefined {
		const { book, environment } = this.deps;
		const variable = book.content.environment ? variableOf(place) : undefined;
		return variable !== undefined && (environment[variable] ?? "") !== "" ? variable : undefined;
	}

	/** Notes that a key of this session is in use, under a name if it has one. */
	keepForSession(place: CredentialPlace, id: string, name: string | undefined): void {
		const names = new Map(this.session(place)?.names);
		if (name !== undefined) names.set(id, name);
		this.ofSession.set(placeName(place), { active: id, names });
	}

	/** Puts a key in use where it is one of this session with a name; else the session has no choice any more. */
	useOfSession(place: CredentialPlace, id: string): boolean {
		const session = this.session(place);
		if (session === undefined) return false;
		const isOne = session.names.has(id);
		const { names } = session;
		this.ofSession.set(placeName(place), isOne ? { ...session, active: id } : { names });
		return isOne;
	}

	/** Gives a key another name where it is one of this session with a name. */
	renameOfSession(place: CredentialPlace, id: string, name: string): boolean {
		const session = this.session(place);
		if (session?.names.has(id) !== true) return false;
		const names = new Map(session.names).set(id, name);
		this.ofSession.set(placeName(place), { ...session, names });
		return true;
	}

	/** Forgets what this session noted of a key. */
	forgetOfSession(place: CredentialPlace, id: string): void {
		const session = this.session(place);
		if (session === undefined) return;
		const names = new Map(session.names);
		names.delete(id);
		const { active } = session;
		const isLeft = active !== undefined && active !== id;
		this.ofSession.set(placeName(place), { ...(isLeft && { active }), names });
	}

	/** Forgets what this session noted of all keys. */
	forgetSession(): void {
		this.ofSession.clear();
	}

	private session(place: CredentialPlace): KeyNotes | undefined {
		return this.ofSession.get(placeName(place));
	}

	private notes(place: CredentialPlace): KeyNotes {
		const noted = this.deps.book.content.places.get(placeName(place)) ?? NO_NOTES;
		const { active = noted.active, names } = this.session(place) ?? NO_NOTES;
		return { ...(active !== undefined && { active }), names: new Map([...noted.names, ...names]) };
	}

	/** Ids of the keys that have one: those with a name, and those that are kept although their name was lost. */
	private namedIds(place: CredentialPlace): readonly string[] {
		const marked = this.deps.credentials
			.placesOf(place.credential)
			.flatMap((slot) => (isSamePlace(slot, place) ? (slot.key ?? []) : []));
		const noted = [...this.notes(place).names.keys()].filter(isNamedKey);
		return [...new Set([...noted, ...marked])];
	}
}

/** The slot of the key without a name, by which notes and listeners know a place. */
export function firstSlot({ credential, origin }: CredentialPlace): SecretSlot {
	return { credential, origin };
}

/** Under which a place is noted. */
export function placeName(place: CredentialPlace): string {
	return slotName(firstSlot(place));
}

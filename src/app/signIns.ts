import type { CredentialPlace } from "../core/access/credential";
import type { Place } from "../core/access/places";
import { serverAddressAt } from "../core/access/serverAddress";
import {
	CLICKHOUSE_CREDENTIAL,
	decodeSignIn,
	encodeSignIn,
	signInPlace,
} from "../core/access/signIn";
import type { SignIn } from "../core/trades/table/tables";
import type { Consents } from "./consents";
import type { Credentials } from "./credentials";
import type { Disposable } from "./emitter";

export interface SignInsDeps {
	readonly credentials: Pick<
		Credentials,
		"read" | "save" | "keepForSession" | "remove" | "placesOf" | "onDidChange"
	>;
	readonly consents: Pick<Consents, "areGiven" | "given">;
}

/**
 * How a person signs in to ClickHouse servers: one user for each exact origin. Nothing is given away for a server whose
 * requests others could read on their way, unless the person has agreed to that.
 */
export class SignIns {
	constructor(private readonly deps: SignInsDeps) {}

	/** User and password for a server; `undefined` where nobody has signed in, or may. */
	async read(connection: string): Promise<SignIn | undefined> {
		const place = placeOf(connection);
		if (place === undefined || !this.deps.consents.areGiven(place)) return undefined;
		const secret = await this.deps.credentials.read(place);
		return secret === undefined ? undefined : decodeSignIn(secret);
	}

	/** Origins of the servers that somebody has signed in to, told without reading a password. */
	connections(): readonly string[] {
		return this.deps.credentials.placesOf(CLICKHOUSE_CREDENTIAL).map(({ origin }) => origin);
	}

	/** Whether user and password may go to a server; asks where others could read them on their way. */
	async mayGoTo(connection: string): Promise<boolean> {
		const place = placeOf(connection);
		return place !== undefined && this.deps.consents.given(place);
	}

	/** Saves a sign-in; `unavailable` where the keyring did not take it, and then nothing is kept. */
	save(connection: string, signIn: SignIn): Promise<"saved" | "unavailable"> {
		return this.deps.credentials.save(credentialAt(connection), encodeSignIn(signIn));
	}

	/** Keeps a sign-in until the window closes. */
	keepForSession(connection: string, signIn: SignIn): void {
		this.deps.credentials.keepForSession(credentialAt(connection), encodeSignIn(signIn));
	}

	/** Forgets user and password for a server. Rejects when the keyring refuses. */
	remove(connection: string): Promise<void> {
		return this.deps.credentials.remove(credentialAt(connection));
	}

	/** The sign-in of a server was saved or removed, in this window or another one. */
	readonly onDidChange = (listener: (change: SignInChange) => void): Disposable =>
		this.deps.credentials.onDidChange(({ place, isElsewhere, isThere }) => {
			if (place.credential !== CLICKHOUSE_CREDENTIAL) return;
			listener({ connection: place.origin, isElsewhere, isThere });
		});
}

/** What became of the sign-in of one server. */
export interface SignInChange {
	readonly connection: string;
	/** Whether another window did it. */
	readonly isElsewhere: boolean;
	/** Whether there is one now. */
	readonly isThere: boolean;
}

function credentialAt(origin: string): CredentialPlace {
	return { credential: CLICKHOUSE_CREDENTIAL, origin };
}

function placeOf(connection: string): Place | undefined {
	const address = serverAddressAt(connection);
	return address && signInPlace(address);
}

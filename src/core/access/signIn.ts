import { own, recordOf } from "../reader";
import { type Text, text } from "../text";
import type { SignIn } from "../trades/table/tables";
import type { Place } from "./places";
import type { ServerAddress } from "./serverAddress";

/** Credential of ClickHouse servers: one sign-in for each exact origin. */
export const CLICKHOUSE_CREDENTIAL = "clickhouse";

const LONGEST = 256;

/** The place that a user signs in at. */
export function signInPlace({ origin, isReadable }: ServerAddress): Place {
	return { credential: CLICKHOUSE_CREDENTIAL, origin, needsConsent: isReadable };
}

/** User and password as one secret. */
export function encodeSignIn({ user, password }: SignIn): string {
	return JSON.stringify({ user, password });
}

/** Reads a secret of {@link encodeSignIn}; `undefined` for any other text. */
export function decodeSignIn(secret: string): SignIn | undefined {
	let parsed: unknown;
	try {
		parsed = JSON.parse(secret);
	} catch {
		return undefined;
	}
	const record = recordOf(parsed) ?? {};
	const [user, password] = [own(record, "user"), own(record, "password")];
	return typeof user === "string" && typeof password === "string" ? { user, password } : undefined;
}

/** What of a secret no log may hold: all of it and, where it is a sign-in, its password, plain and as it is written. */
export function secretParts(secret: string): readonly string[] {
	const password = decodeSignIn(secret)?.password ?? "";
	const written = JSON.stringify(password).slice(1, -1);
	return [secret, password, written].filter((one) => one !== "");
}

/** Why a name cannot be sent as that of a user; `undefined` where it can. */
export function userProblem(user: string): Text | undefined {
	if (user === "") return text("Enter the name of a user.");
	if (user.includes(":")) {
		return text(
			"The name of a user has no colon. Enter the name alone; the password is asked for.",
		);
	}
	return formProblem(user);
}

/** Why a text cannot be sent as a password; `undefined` where it can. It may be empty. */
export function passwordProblem(password: string): Text | undefined {
	return formProblem(password);
}

function formProblem(value: string): Text | undefined {
	if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) {
		return text("There is a line break or a control character in it. Copy it again without it.");
	}
	return value.length > LONGEST
		? text("It has {0} characters, at most {1} are possible.", value.length, LONGEST)
		: undefined;
}

/** A space at either end, which may be meant; `undefined` where there is none. */
export function spaceNotice(value: string): Text | undefined {
	return /^\s|\s$/u.test(value)
		? text("It has a space at its start or end, which belongs to it.")
		: undefined;
}

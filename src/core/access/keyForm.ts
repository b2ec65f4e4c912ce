import { credentialOf, REMOTE_PROVIDER_IDS, type RemoteProviderId } from "../providers/credentials";
import { type Text, text } from "../text";

const PLACEHOLDERS = /^<.*>$|^(your|my|the|paste|insert|enter)?[-_]?(api)?[-_]?key([-_]?here)?$/i;

/**
 * Why `key` cannot be an API key, or `undefined` when its form is fine. Nothing is trimmed or
 * stripped: HTTP libraries drop line breaks and invisible characters silently, so that another key
 * than the typed one would be sent.
 */
export function keyProblem(key: string): Text | undefined {
	if (key === "") return text("Enter the API key.");
	if (/[\r\n]/.test(key)) return text("The key has a line break in it. Copy it again without it.");
	if (/^\s|\s$/.test(key)) {
		return text("The key has a space at its start or end. Copy it again without it.");
	}
	if (/\s/.test(key)) return text("The key has a space in it. Copy it again without it.");
	if (/[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/u.test(key)) {
		return text("The key has an invisible character in it. Type it, or copy it from plain text.");
	}
	if (!/^[\x21-\x7E]*$/.test(key)) {
		return text("The key has a character that no key holds. Use plain letters, digits and signs.");
	}
	if (PLACEHOLDERS.test(key)) {
		return text("This is the placeholder of an example. Enter the key from your account.");
	}
	if (key.length < 8)
		return text("The key is too short: {0} characters. Copy all of it.", key.length);
	if (key.length > 256) {
		return text("The key is too long: {0} characters, at most 256 are possible.", key.length);
	}
	return undefined;
}

/** What was typed or pasted where a key is asked for. */
export interface TypedKey {
	readonly key: string;
	/** Why it cannot be taken. */
	readonly problem?: Text;
	/** Says what was left out of the typed text. */
	readonly notice?: Text;
}

/** A line that gives a key under a name: of an environment, a settings file or a header. */
const NAMED = /^(?:export\s+|set\s+|\$env:)?["']?([A-Za-z][\w.-]*)["']?\s*([=:])\s*(.*)$/i;
const KEY_NAME = /(?:^|[-_.]|api|access)(?:key|token|secret)$/i;
const QUOTED = /^(["'`])((?:(?!\1).)*)\1[,;]?$/;

/** Whose key a name such as `KAIKO_API_KEY` means, where it says so. */
function ownerOf(name: string): RemoteProviderId | undefined {
	return REMOTE_PROVIDER_IDS.find((id) => credentialOf(id).keyNames.test(name));
}

/**
 * Reads a key as people paste it: spaces around it go, and so does what stands around a value in an
 * environment or a settings file, `KAIKO_API_KEY="…"`. A name that means another provider's key is a
 * problem: a key goes to its own provider alone.
 */
export function readTypedKey(typed: string, provider: RemoteProviderId): TypedKey {
	// One entry of a settings file may be copied with its braces.
	const line = typed.trim().replace(/^\{\s*(.*?)\s*\}$/s, "$1");
	const [, name = "", sign = "", value = ""] =
		NAMED.exec(unquoted(line.replace(/^-H\s*/, ""))) ?? [];
	const isNamed = KEY_NAME.test(name);
	const key = unquoted(isNamed ? value.trim().replace(/[,;]$/, "") : line);
	const owner = isNamed ? ownerOf(name) : undefined;
	if (owner !== undefined && owner !== provider) {
		const problem = text(
			"This line names a key for {0}. Enter the one for {1}.",
			credentialOf(owner).label,
			credentialOf(provider).label,
		);
		return { key, problem };
	}
	const problem = /[{}"]/.test(key)
		? text("There is more than the key here. Copy the key alone.")
		: keyProblem(key);
	if (problem !== undefined) return { key, problem };
	if (isNamed) return { key, notice: text("Only what follows {0} is taken as the key.", sign) };
	return key === line ? { key } : { key, notice: text("The key is taken without its quotes.") };
}

function unquoted(line: string): string {
	return QUOTED.exec(line)?.[2]?.trim() ?? line;
}

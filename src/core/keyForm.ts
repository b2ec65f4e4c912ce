import { type Text, text } from "./text";

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

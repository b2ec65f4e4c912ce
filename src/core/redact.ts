import type { Log } from "./log";

/** Takes secrets out of a line before it is written anywhere. */
export type Redact = (line: string) => string;

const PATTERNS: readonly (readonly [RegExp, string])[] = [
	[/(continuation_token["']?\s*[=:]\s*["']?)[^&"'\s]+/gi, "$1[token]"],
	[
		/((?:x-api-key|x-kiyotaka-key|x-openmarket-key|authorization)["']?\s*[=:]\s*["']?)[^"'\s,}]+/gi,
		"$1[key]",
	],
	[/\b[0-9a-f]{32}\b/gi, "[key]"],
];

/** How a key may stand in a line: as it is, in an address, in JSON. */
function formsOf(key: string): string[] {
	return [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)];
}

/**
 * Builds a redactor: the keys in use, in plain, percent-encoded and JSON form, whatever looks like a key
 * (32 hexadecimal digits, the value of a key header) and continuation tokens.
 *
 * @param liveKeys the keys in use at the moment of the call; asked for every line.
 */
export function createRedactor(liveKeys: () => Iterable<string>): Redact {
	return (line) => {
		let clean = line;
		// Of a key that begins with another one, nothing may stay.
		for (const key of [...liveKeys()].sort((one, other) => other.length - one.length)) {
			if (key.length < 4) continue;
			for (const form of formsOf(key)) clean = clean.replaceAll(form, "[key]");
		}
		for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
		return clean;
	};
}

/** A log whose lines pass a redactor first. */
export function redactedLog(log: Log, redact: Redact): Log {
	return {
		trace: (message) => log.trace(redact(message)),
		debug: (message) => log.debug(redact(message)),
		info: (message) => log.info(redact(message)),
		warn: (message) => log.warn(redact(message)),
		error: (message) => log.error(redact(message)),
	};
}

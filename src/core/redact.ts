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

/**
 * Builds a redactor: the keys in use, in plain and percent-encoded form, whatever looks like a key
 * (32 hexadecimal digits, the value of a key header) and continuation tokens.
 *
 * @param liveKeys the keys in use at the moment of the call; asked for every line.
 */
export function createRedactor(liveKeys: () => Iterable<string>): Redact {
	return (line) => {
		let clean = line;
		for (const key of liveKeys()) {
			if (key.length < 4) continue;
			clean = clean.replaceAll(key, "[key]").replaceAll(encodeURIComponent(key), "[key]");
		}
		for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
		return clean;
	};
}

import assert from "node:assert/strict";
import { describeError } from "../../src/core/errors/errorText";
import type { ProviderError } from "../../src/core/errors/errors";
import { providerData } from "../../src/core/providers/providers";
import { formatText } from "../../src/core/text";
import { ACTION_IDS } from "../../src/protocol/messages";

/** More than this nobody reads above a chart. */
const MOST_CHARACTERS = 220;

/** What no sentence for people may hold: names of classes and platform codes, leftovers of programming. */
export const TECHNICAL =
	/AxiosError|\b(ECONN|ETIMED|EPIPE|EAI_|ENOTF|ENET|EHOST|EPERM|EACCES|EBUSY|ENOSPC|EPROTO|HPE_|ERR_|Z_)|undefined|\bNaN\b|\[object|\.[cm]?js:\d+|\{\d\}/;

/** Codes of a provider, `INVALID_PARAMS`, which mean nothing to a reader. */
const CODE_OF_PROVIDER = /\b[A-Z]{2,}_[A-Z_]+\b/;

/**
 * What every sentence about a failure has to be, whatever failed: it names the provider and the market, ends as a
 * sentence, is short, free of codes and markup, and comes with at least one action that exists.
 *
 * @param market the words of the market that was asked for, where there was one
 */
export function assertRubric(error: ProviderError, market?: string): void {
	const { text, actions } = describeError(error);
	const sentence = formatText(text);
	assert.equal(error.message, sentence, "the error's message is not its sentence");
	assert.ok(sentence.includes(providerData(error.provider).label), `no provider: ${sentence}`);
	if (market !== undefined) assert.ok(sentence.includes(market), `no market: ${sentence}`);
	assert.ok(sentence.length <= MOST_CHARACTERS, `${sentence.length} characters: ${sentence}`);
	assert.doesNotMatch(sentence, TECHNICAL);
	// What was asked for is named as the provider names it.
	const { asked, answered } = error.facts;
	const own = [market, asked, answered].reduce<string>(
		(rest, name) => (name === undefined ? rest : rest.replaceAll(name, "")),
		sentence,
	);
	assert.doesNotMatch(own, CODE_OF_PROVIDER);
	assert.doesNotMatch(sentence, /<\/?\w|[\p{Cc}\u202A-\u202E\u2066-\u2069]/u, "markup or controls");
	assert.match(sentence, /^\S.*[.;]$/u);
	assert.ok(actions.length > 0, `no action: ${sentence}`);
	for (const action of actions) {
		assert.ok((ACTION_IDS as readonly string[]).includes(action), `${action} does not exist`);
	}
}

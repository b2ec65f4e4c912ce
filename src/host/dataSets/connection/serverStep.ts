import * as vscode from "vscode";
import {
	readServerAddress,
	type ServerAddress,
	serverAddressAt,
} from "../../../core/access/serverAddress";
import type { Choice } from "../../prompts/steps/choices";
import { pickOne } from "../../prompts/steps/pick";
import type { Answer, QuestionPosition } from "../../prompts/steps/steps";

/** Servers that can be chosen, by their origins. */
export interface KnownServers {
	/** Those that the person has signed in to. */
	readonly signedIn: readonly string[];
	/** Those that data sets name beside them. */
	readonly named: readonly string[];
}

/** Asks which server is meant: the origin of a known one, or of the address that is typed. */
export function askServer(
	position: QuestionPosition,
	{ signedIn, named }: KnownServers,
): Promise<Answer<string>> {
	const choicesOf = (origins: readonly string[]) =>
		origins.flatMap((origin) => serverAddressAt(origin) ?? []).map(known);
	return pickOne<string>({
		position,
		placeholder: vscode.l10n.t("Address of a ClickHouse server: type https://example.com:8443"),
		sections: [
			{ heading: vscode.l10n.t("signed in"), choices: choicesOf(signedIn) },
			{ heading: vscode.l10n.t("of data sets"), choices: choicesOf(named) },
		].filter(({ choices }) => choices.length > 0),
		readTyped: (typed) => {
			const read = readServerAddress(typed);
			if (!read.ok) return { problem: read.problem };
			const [only] = read.addresses;
			return {
				choices:
					read.addresses.length === 1 && only !== undefined
						? [onlyChoice(only)]
						: read.addresses.map(meantChoice),
			};
		},
	});
}

const known = ({ origin, isReadable }: ServerAddress): Choice<string> => ({
	code: origin,
	label: origin,
	...(isReadable && { description: vscode.l10n.t("not encrypted") }),
	value: origin,
});

/** The one thing that an address with scheme and port means. */
function onlyChoice({ origin, isReadable }: ServerAddress): Choice<string> {
	return {
		code: origin,
		label: vscode.l10n.t("Connect to {0}", withPort(origin)),
		...(isReadable && { description: vscode.l10n.t("not encrypted") }),
		value: origin,
	};
}

/**
 * One of several things that an address can mean. The editor sorts rows by their labels where these hold what was typed,
 * which would put plain http before https; so the address stands in the description.
 */
function meantChoice({ origin, isReadable }: ServerAddress): Choice<string> {
	const { protocol } = new URL(origin);
	const address = withPort(origin);
	return {
		code: origin,
		label: vscode.l10n.t("Connect by {0}", protocol.slice(0, -1)),
		description: isReadable ? `${address} · ${vscode.l10n.t("not encrypted")}` : address,
		value: origin,
	};
}

/** An origin with its port, also where it goes without saying: that is what people look for. */
function withPort(origin: string): string {
	const { port, protocol } = new URL(origin);
	if (port !== "") return origin;
	return origin + (protocol === "https:" ? ":443" : ":80");
}

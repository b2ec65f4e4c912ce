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
			return { choices: read.addresses.map(typedChoice) };
		},
	});
}

const known = ({ origin, isReadable }: ServerAddress): Choice<string> => ({
	code: origin,
	label: origin,
	...(isReadable && { description: vscode.l10n.t("not encrypted") }),
	value: origin,
});

function typedChoice({ origin, isReadable }: ServerAddress): Choice<string> {
	// The port is said where the address leaves it out, since that is what people look for.
	const port = new URL(origin).port === "" ? (origin.startsWith("https:") ? ":443" : ":80") : "";
	return {
		code: origin,
		label: vscode.l10n.t("Connect to {0}", origin + port),
		...(isReadable && { description: vscode.l10n.t("not encrypted") }),
		value: origin,
	};
}

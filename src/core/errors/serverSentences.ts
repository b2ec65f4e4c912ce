import { type Text, text } from "../text";
import type { EpochMs } from "../time";
import type { ErrorFacts, ErrorKind } from "./errors";

/** The code of a failure where one of a server's kind means several things. */
export const SERVER_CODES = {
	/** A shard of a cluster is down. */
	shard: "SHARD",
	/** A column that was there is gone. */
	column: "COLUMN",
	/** Too many queries at once. */
	busy: "BUSY",
	memory: "MEMORY",
	/** It was asked for all rows of a table. */
	look: "LOOK",
	rows: "ROWS",
} as const;

type Facts = ErrorFacts & { readonly server: string };

/** `2026-03-29 14:45 UTC`. */
const moment = (time: EpochMs) =>
	`${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;

const about = ({ server, market }: Facts) =>
	market === undefined ? server : `${market}: ${server}`;

function quotaSentence(facts: Facts): Text {
	if (facts.code === SERVER_CODES.busy) {
		return text("{0} is busy: too many queries at once. Try again in a minute.", about(facts));
	}
	return facts.retryAt === undefined
		? text(
				"{0}: the quota of its user is used up. Try again later, or ask its administrator for more.",
				about(facts),
			)
		: text(
				"{0}: the quota of its user is used up until {1}. Try again then, or ask its administrator for more.",
				about(facts),
				moment(facts.retryAt),
			);
}

function tooLargeSentence(facts: Facts): Text {
	const { code, limit } = facts;
	if (code === SERVER_CODES.memory) {
		return text(
			"{0}: the memory that a query may use is not enough. Choose a shorter range or longer intervals.",
			about(facts),
		);
	}
	if (code === SERVER_CODES.rows) {
		return text(
			"{0}: the answer has more rows than are allowed. Choose a shorter range, longer intervals or higher rows.",
			about(facts),
		);
	}
	return limit === undefined
		? text("{0} sent more than can be shown at once. Choose a shorter range.", about(facts))
		: text(
				"{0} sent more than {1} MB in one answer. Choose a shorter range or longer intervals.",
				about(facts),
				limit,
			);
}

function failureSentence(facts: Facts): Text {
	const { code, status } = facts;
	if (code === SERVER_CODES.shard) {
		return text(
			"{0}: a part of the cluster cannot be reached, and an answer without it would not be whole. Try again once it is up.",
			about(facts),
		);
	}
	const number = code ?? (status === undefined ? undefined : String(status));
	return number === undefined
		? text("{0} could not answer. Its words are in the log. Try again.", about(facts))
		: text(
				"{0} could not answer (error {1}). Its words are in the log. Try again.",
				about(facts),
				number,
			);
}

function tlsSentence(facts: Facts): Text {
	const { code } = facts;
	if (code === "EPROTO" || code?.includes("WRONG_VERSION") === true) {
		return text(
			"{0} does not speak https at this address. Check scheme and port: http is often at 8123, https at 8443.",
			about(facts),
		);
	}
	return code === "ERR_TLS_CERT_ALTNAME_INVALID"
		? text(
				"{0} has a certificate of another name, so nothing was sent. Use the name that stands in it.",
				about(facts),
			)
		: text(
				"{0} has a certificate that is not trusted here. Nothing was sent. Add the authority behind it to the system's certificates.",
				about(facts),
			);
}

const SENTENCES: Readonly<Partial<Record<ErrorKind, (facts: Facts) => Text>>> = {
	noKey: (facts) => text("{0} needs a user and a password. Enter them.", about(facts)),
	badKey: (facts) => text("{0} refused user or password. Enter them again.", about(facts)),
	notEntitled: (facts) =>
		text(
			"{0} does not permit this to its user. Ask its administrator for the right to read, or sign in as another user.",
			about(facts),
		),
	notFound: (facts) =>
		facts.code === SERVER_CODES.column
			? text(
					"{0}: a column that was there is gone. Look at the columns of the table anew.",
					about(facts),
				)
			: text(
					"{0} has no such database or table, or does not show it to its user. Check their names.",
					about(facts),
				),
	rateLimited: quotaSentence,
	tooLarge: tooLargeSentence,
	timeout: (facts) =>
		facts.code === SERVER_CODES.look && facts.limit !== undefined
			? text(
					"{0}: a look at all rows of the table takes longer than {1} s. Allow more time in the settings, and try again.",
					about(facts),
					facts.limit,
				)
			: facts.limit === undefined
				? text("{0} did not answer in time. Try again, or choose a shorter range.", about(facts))
				: text(
						"{0} did not answer within {1} s. Try again, or choose a shorter range.",
						about(facts),
						facts.limit,
					),
	server: failureSentence,
	refused: (facts) =>
		text(
			"{0} could not be reached: nothing answers at this port. Check that the server runs, and its address.",
			about(facts),
		),
	portal: (facts) =>
		text(
			"{0} answered with a web page, not as ClickHouse does. Check its address: the port is often 8123, with https 8443. Or log in to the network that you are in.",
			about(facts),
		),
	tls: tlsSentence,
	redirect: (facts) =>
		text(
			"{0} redirects to {1}. User and password were not sent there. Enter its real address.",
			about(facts),
			facts.redirectHost ?? "?",
		),
	badBody: (facts) =>
		text(
			"{0} does not answer as ClickHouse does. Check its address: the port is often 8123, with https 8443.",
			about(facts),
		),
};

/** What is wrong with a server of one's own, and what helps; `undefined` where it is what it is with any other. */
export function ownServerSentence(kind: ErrorKind, facts: Facts): Text | undefined {
	return SENTENCES[kind]?.(facts);
}

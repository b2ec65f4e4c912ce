import { fileSentence } from "./fileSentences";
import type { ErrorFacts, ErrorKind } from "./errors";
import { ownServerSentence } from "./serverSentences";
import { INVALID_CUSTOM_ORIGIN } from "../access/origin";
import type { ProviderId } from "../providers/ids";
import type { ErrorHints } from "../providers/provider";
import { providerData } from "../providers/providers";
import { type Text, text } from "../text";
import { type EpochMs, momentWords } from "../time";

const MARKET_LENGTH = 50;
const DETAIL_LENGTH = 80;
const HOST_LENGTH = 50;
const NAME_LENGTH = 36;
/** Platform codes and terms of programming, which mean nothing to the reader of a sentence. */
const TECHNICAL =
	/AxiosError|\b(ECONN|ETIMED|EPIPE|EAI_|ENOTF|ENET|EHOST|EPERM|EACCES|EBUSY|ENOSPC|EPROTO|HPE_|ERR_|Z_)|undefined|\bNaN\b|\[object|\.[cm]?js:\d+/;

const shorten = (words: string, length: number) =>
	words.length <= length ? words : `${words.slice(0, length - 1)}…`;

/** The provider's own words, where they say something to people. */
function spoken(detail: string | undefined): string | undefined {
	if (detail === undefined || detail === "" || TECHNICAL.test(detail)) return undefined;
	return shorten(detail, DETAIL_LENGTH).replace(/[.!\s]+$/, "");
}

/** `14:45 UTC`. */
const clock = (time: EpochMs) => `${new Date(time).toISOString().slice(11, 16)} UTC`;

/** `2026-03-29`. */
const day = (time: EpochMs) => new Date(time).toISOString().slice(0, 10);

/** What every sentence needs: its subject and the facts. */
interface Subject extends ErrorFacts {
	/** `BTCUSDT on Binance Futures: Kiyotaka`, or the provider alone. Begins the sentence. */
	readonly who: string;
	/** What failures of this provider mean. */
	readonly hints: ErrorHints;
	readonly words: string | undefined;
	/** Names of the provider's own hosts. */
	readonly ownHosts: readonly string[];
}

/** `100,000`. */
const grouped = (count: number) => count.toLocaleString("en-US");

function planSentence(subject: Subject): Text {
	const { who, condition, limit, ownLimit, wanted, words, isUnsent } = subject;
	switch (condition) {
		case "weight":
			return text(
				"{0} was not asked: this needs a weight of {1}, and {2} can be used at once. Choose longer intervals or a shorter range.",
				who,
				grouped(wanted ?? 0),
				grouped(limit ?? 0),
			);
		case "day":
			return text(
				"{0} was not asked: this needs a weight of {1}, and your plan has {2} left until 00:00 UTC. Choose longer intervals or a shorter range, or wait.",
				who,
				grouped(wanted ?? 0),
				grouped(limit ?? 0),
			);
		case "history":
			if (limit !== undefined && wanted !== undefined) {
				return isUnsent === true
					? text(
							"{0} was not asked: your plan has {1} days of history, and this range begins {2} days ago. Choose a later start.",
							who,
							grouped(limit),
							grouped(wanted),
						)
					: text(
							"{0} gives {1} days of history on your plan; you asked for {2}. Choose a later start.",
							who,
							grouped(limit),
							grouped(wanted),
						);
			}
			return limit === undefined
				? text(
						"{0} refuses this range: your plan's history does not reach that far back. Choose a later start.",
						who,
					)
				: text("{0} gives {1} days of history on your plan. Choose a later start.", who, limit);
		case "points":
			if (ownLimit !== undefined && limit !== undefined) {
				return text(
					"{0} was not asked: this range has {1} intervals and your settings allow {2} per query. Raise the limit, shorten the range or lengthen the interval.",
					who,
					grouped(wanted ?? limit),
					grouped(limit),
				);
			}
			return limit === undefined
				? text(
						"{0} refuses this range: it has too many intervals. Choose a shorter range or a longer interval.",
						who,
					)
				: text(
						"{0} gives at most {1} intervals per request on your plan. Choose a shorter range or a longer interval.",
						who,
						grouped(limit),
					);
		default:
			return words === undefined
				? text(
						"{0} refuses this request: it is beyond the limits of your plan. Choose a shorter range.",
						who,
					)
				: text("{0} refuses this request: {1}. Choose a shorter range.", who, words);
	}
}

function entitlementSentence(subject: Subject): Text {
	const { who, hints, condition, words, status, isUnsent } = subject;
	if (status === 402) {
		return text(
			"{0} asks for payment before it answers with this key. Look at your subscription there, or use another key.",
			who,
		);
	}
	if (condition === "aggregation") {
		if (isUnsent === true) {
			return text(
				"{0} was not asked: your plan does not sum exchanges. Ask for the exchanges one by one, or use another key.",
				who,
			);
		}
		return text(
			"{0} sums exchanges on higher plans only. Ask for the exchanges one by one, or use another key.",
			who,
		);
	}
	if (condition === "type") {
		return text(
			"{0} does not include volume profiles in your plan. Use a key of another plan.",
			who,
		);
	}
	if (words === undefined) {
		return (
			hints.notEntitled?.(who) ??
			text("{0} does not include this request in your plan. Use a key of another plan.", who)
		);
	}
	return text(
		"{0} does not include this in your plan: {1}. Use another key or another market.",
		who,
		words,
	);
}

function customOriginSentence({ who, host }: Subject): Text {
	return host === undefined
		? text(
				"{0} cannot be asked: no custom origin is set. Enter one in the settings, or choose the provider's own server.",
				who,
			)
		: text(
				"{0} cannot be asked: the custom origin {1} is not usable. Use https, or http on this machine: see the settings.",
				who,
				shorten(host, HOST_LENGTH),
			);
}

function badRequestSentence(subject: Subject): Text {
	const { who, code, words } = subject;
	if (code === INVALID_CUSTOM_ORIGIN) return customOriginSentence(subject);
	if (code === "INVALID_TIMEFRAME") {
		return text("{0} does not know this interval for this market. Choose another interval.", who);
	}
	return words === undefined
		? text("{0} did not accept the request. Check the range and the interval.", who)
		: text("{0} did not accept the request: {1}. Check the range and the interval.", who, words);
}

function notFoundSentence({ who, hints, code, file }: Subject): Text {
	if (file !== undefined) {
		return text("{0} is not there. It was moved, renamed or deleted. Choose the file anew.", file);
	}
	return code === "INVALID_EXCHANGE"
		? text("{0} does not know this exchange. Check its code and ask again.", who)
		: hints.notFound(who);
}

function waitSentence({ who, retryAt, hints }: Subject): Text {
	if (retryAt === undefined) {
		return text("{0} counts too many requests with your key. Wait a minute and try again.", who);
	}
	const until = clock(retryAt);
	return (
		hints.rateLimited?.(who, until) ??
		text("{0} asks to wait: too many requests with your key. Try again at {1}.", who, until)
	);
}

function serverSentence({ who, status, retryAt }: Subject): Text {
	if (retryAt !== undefined) {
		return text("{0} is not available until about {1}. Try again then.", who, clock(retryAt));
	}
	if (status === 504 || status === 408) {
		return text("{0} took too long for this range. Choose a shorter range.", who);
	}
	return status === undefined
		? text("{0} has a problem on its side. Try again in a minute.", who)
		: text("{0} has a problem on its side ({1}). Try again in a minute.", who, status);
}

function tlsSentence({ who, host, code }: Subject): Text {
	if (code === "EPROTO" || code?.includes("WRONG_VERSION") === true) {
		return text(
			"{0} did not speak HTTPS at {1}. Check the server address in the settings.",
			who,
			shorten(host ?? "?", HOST_LENGTH),
		);
	}
	return code === "ERR_TLS_CERT_ALTNAME_INVALID"
		? text(
				"{0} answered with a certificate of another name at {1}. Company proxies cause this: see the proxy settings.",
				who,
				shorten(host ?? "?", HOST_LENGTH),
			)
		: text(
				"{0} answered with a certificate that is not trusted. Company proxies cause this: see VS Code's system certificate setting.",
				who,
			);
}

function redirectSentence({ who, redirectHost, ownHosts }: Subject): Text {
	const host = shorten(redirectHost ?? "?", HOST_LENGTH);
	return redirectHost !== undefined && ownHosts.includes(redirectHost)
		? text(
				"{0} seems to have moved to {1}. Your key was not sent there. Choose that server in the settings and enter a key for it.",
				who,
				host,
			)
		: text(
				"{0} answered with a redirect to {1}. Your key was not sent there. Choose the server in the settings.",
				who,
				host,
			);
}

function emptyDataSentence(subject: Subject): Text {
	const { who, accessFrom, accessTo, accessOf, isMarketKnown } = subject;
	const isContract = accessOf === "contract";
	if (accessFrom !== undefined && accessTo !== undefined) {
		const bounds = [who, day(accessFrom), day(accessTo)] as const;
		return isContract
			? text(
					"{0} has no data in this range. Your contract lasts from {1} to {2}. Choose another range.",
					...bounds,
				)
			: text(
					"{0} has no data in this range. Your contract covers {1} to {2}. Choose another range.",
					...bounds,
				);
	}
	if (accessFrom !== undefined) {
		return isContract
			? text(
					"{0} has no data in this range. Your contract begins on {1}. Choose another range.",
					who,
					day(accessFrom),
				)
			: text(
					"{0} has no data in this range. Your contract covers data from {1} on. Choose another range.",
					who,
					day(accessFrom),
				);
	}
	if (accessTo !== undefined) {
		return isContract
			? text(
					"{0} has no data in this range. Your contract ends on {1}. Choose another range.",
					who,
					day(accessTo),
				)
			: text(
					"{0} has no data in this range. Your contract covers data until {1}. Choose another range.",
					who,
					day(accessTo),
				);
	}
	return isMarketKnown === true
		? text("{0} has no trades in this range. Choose another range or market.", who)
		: text(
				"{0} has no trades in this range, or nothing under this name. Check the market and the range.",
				who,
			);
}

function schemaSentence(subject: Subject): Text {
	const { who, asked, answered, strays, straysFrom, straysTo } = subject;
	if (asked !== undefined && answered !== undefined) {
		return text(
			"{0} answered for {1} where {2} was asked for. That answer is not shown. Try again.",
			who,
			shorten(answered, NAME_LENGTH),
			shorten(asked, NAME_LENGTH),
		);
	}
	if (strays !== undefined && straysFrom !== undefined && straysTo !== undefined) {
		return text(
			"{0} sent rows outside of this range alone: {1}, from {2} to {3} UTC. Check this machine's clock, or try again.",
			who,
			grouped(strays),
			momentWords(straysFrom),
			momentWords(straysTo),
		);
	}
	return text(
		"{0} sent an answer of an unexpected form. An update of this extension may be needed; the log names the field.",
		who,
	);
}

function tooLargeSentence({ who, limit, ownLimit, code }: Subject): Text {
	if (code === "MEMORY") {
		return text(
			"{0}: the memory that reading may use is not enough. Raise that limit, or choose a shorter range.",
			who,
		);
	}
	if (limit !== undefined && (ownLimit === undefined || ownLimit === "bodyBytes")) {
		return text(
			"{0} sent more than the {1} MB that your settings allow in one answer. Raise that limit, or choose a shorter range.",
			who,
			limit,
		);
	}
	if (limit !== undefined && ownLimit === "levelsPerProfile") {
		return text(
			"{0} sent a profile of more than {1} price levels, which is beyond what can be shown. Choose a shorter interval.",
			who,
			grouped(limit),
		);
	}
	if (limit !== undefined && ownLimit === "numbersPerAnswer") {
		return text(
			"{0} sent more than {1} numbers in one answer, which is beyond what can be shown. Choose a shorter range.",
			who,
			grouped(limit),
		);
	}
	return text("{0} sent more than can be shown at once. Choose a shorter range.", who);
}

const SENTENCES: Readonly<Record<ErrorKind, (subject: Subject) => Text>> = {
	noKey: ({ who }) =>
		text("{0} needs an API key. Enter your key, or look at the sample data.", who),
	badKey: ({ who }) => text("{0} refused the API key. Enter it again.", who),
	notEntitled: entitlementSentence,
	planLimit: planSentence,
	badRequest: badRequestSentence,
	notFound: notFoundSentence,
	rateLimited: waitSentence,
	server: serverSentence,
	timeout: ({ who, limit }) =>
		limit === undefined
			? text("{0} did not answer in time. Try again, or choose a shorter range.", who)
			: text("{0} did not answer within {1} s. Try again, or choose a shorter range.", who, limit),
	stalled: ({ who }) =>
		text("{0} stopped sending halfway. Try again, or choose a shorter range.", who),
	offline: ({ who }) =>
		text("{0} cannot be reached: you appear to be offline. Connect and try again.", who),
	dns: ({ who, host }) =>
		text(
			"{0} could not be reached: the name {1} was not found. Check your network or proxy settings.",
			who,
			shorten(host ?? "?", HOST_LENGTH),
		),
	refused: ({ who }) =>
		text("{0} could not be reached: the connection was refused. Check your network or VPN.", who),
	reset: ({ who }) => text("{0} could not be read: the connection was cut. Try again.", who),
	tls: tlsSentence,
	proxy: ({ who }) =>
		text("{0} cannot be reached: your proxy asks for a login. Check the proxy settings.", who),
	redirect: redirectSentence,
	portal: ({ who }) =>
		text(
			"{0} was not reached: a web page answered instead. You may be behind a login page. Open a browser, then try again.",
			who,
		),
	badBody: ({ who, status }) =>
		status === 204 || status === 206
			? text("{0} sent an empty answer. Try again.", who)
			: text("{0} sent an answer that cannot be read. Try again.", who),
	truncated: ({ who }) => text("{0} sent an answer that was cut off. Try again.", who),
	tooLarge: tooLargeSentence,
	schema: schemaSentence,
	emptyData: emptyDataSentence,
	cancelled: ({ who }) => text("{0}: the request was cancelled.", who),
	unreadable: fileSentence,
	engine: ({ who, code }) =>
		code === "ABSENT"
			? text(
					"{0} in files need the engine, which this package does not have. Install the package for your system.",
					who,
				)
			: text("{0}: the process that reads files stopped. Try again; it starts anew.", who),
	storage: ({ who, code }) =>
		code === "FULL"
			? text(
					"{0}: there is no room left for what is set aside while reading. Free some space.",
					who,
				)
			: text(
					"{0}: the folder for what is set aside while reading cannot be written. Check it in the settings.",
					who,
				),
};

/** The sentence for one failure. Names the provider and, where known, the market. */
export function sentenceOf(kind: ErrorKind, provider: ProviderId, facts: ErrorFacts): Text {
	if (facts.reason !== undefined) return facts.reason;
	const { label: ofProvider, hints, credential } = providerData(provider);
	const market = facts.market === undefined ? {} : { market: shorten(facts.market, MARKET_LENGTH) };
	const server = facts.server === undefined ? undefined : shorten(facts.server, NAME_LENGTH);
	if (server !== undefined) {
		const redirectHost = shorten(facts.redirectHost ?? "?", NAME_LENGTH);
		const own = ownServerSentence(kind, { ...facts, ...market, server, redirectHost });
		if (own !== undefined) return own;
	}
	const label = server ?? ofProvider;
	const who = market.market === undefined ? label : `${market.market}: ${label}`;
	const file = facts.file === undefined ? {} : { file: shorten(facts.file, MARKET_LENGTH) };
	const ownHosts = Object.values(credential?.hosts ?? {}).map(({ origin }) =>
		origin.replace(/^https:\/\//, ""),
	);
	return SENTENCES[kind]({ ...facts, ...file, who, hints, words: spoken(facts.detail), ownHosts });
}

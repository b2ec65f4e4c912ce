import assert from "node:assert/strict";
import {
	ERROR_KINDS,
	type ErrorFacts,
	type ErrorKind,
	type ProviderError,
} from "../../../../src/core/errors/errors";
import { PROVIDER_IDS } from "../../../../src/core/providers/ids";
import { PROVIDERS } from "../../../../src/core/providers/providers";
import { describeError, isMendedByKey, providerError } from "../../../../src/core/errors/errorText";
import { INVALID_CUSTOM_ORIGIN } from "../../../../src/core/access/origin";
import { SERVER_CODES } from "../../../../src/core/errors/serverSentences";
import { LIMIT_NAMES, type LimitName } from "../../../../src/core/limits";
import { formatText, text } from "../../../../src/core/text";
import { epochMs } from "../../../../src/core/time";
import { settingsFor } from "../../../../src/host/panels/panelActions";
import { ACTION_IDS } from "../../../../src/protocol/messages";

/** What no sentence for people may hold: names of classes and platform codes, leftovers of programming. */
const TECHNICAL =
	/AxiosError|\b(ECONN|ETIMED|EPIPE|EAI_|ENOTF|ENET|EHOST|EPERM|EACCES|EBUSY|ENOSPC|EPROTO|HPE_|ERR_|Z_)|undefined|\bNaN\b|\[object|\.[cm]?js:\d+|\{\d\}/;

const MARKET = "BTCUSDT on BINANCE_FUTURES";
const RICH: ErrorFacts = {
	status: 503,
	code: "ECONNRESET",
	host: "us.market-api.kaiko.io",
	path: "/v1/points",
	attempts: 3,
	retryAt: epochMs(Date.UTC(2026, 2, 29, 14, 45)),
	detail: "read ECONNRESET [object Object] at client.js:12",
	market: MARKET,
	limit: 35,
	redirectHost: "evil.example",
	accessFrom: epochMs(Date.UTC(2025, 0, 1)),
	accessTo: epochMs(Date.UTC(2026, 0, 1)),
};
const LONG: ErrorFacts = {
	...RICH,
	detail: "long ".repeat(40),
	market: `${"X".repeat(64)} on ${"Y".repeat(64)}`,
	host: `${"h".repeat(60)}.example`,
	redirectHost: "r".repeat(250),
};
const CONDITIONS = ["type", "aggregation", "history", "points"] as const;
const CASES: readonly ErrorFacts[] = [
	{},
	{ market: MARKET },
	RICH,
	LONG,
	{ status: 204 },
	{ status: 504 },
	{ code: "EPROTO", host: "us.market-api.kaiko.io" },
	{ code: "ERR_TLS_CERT_ALTNAME_INVALID", host: "us.market-api.kaiko.io" },
	{ code: "INVALID_TIMEFRAME" },
	{ code: "INVALID_EXCHANGE" },
	{ code: INVALID_CUSTOM_ORIGIN },
	{ ...LONG, code: INVALID_CUSTOM_ORIGIN },
	{ detail: "Your plan ends here." },
	{ accessFrom: epochMs(0) },
	{ accessFrom: epochMs(0), accessOf: "contract" },
	{ accessTo: epochMs(0), accessOf: "contract" },
	{ ...LONG, accessOf: "contract" },
	{ accessTo: epochMs(0) },
	{ isMarketKnown: true },
	{ asked: "btc-usd", answered: "eth-usd" },
	{ ...LONG, asked: "X".repeat(300), answered: "Y".repeat(300) },
	{ strays: 24, straysFrom: epochMs(1_774_800), straysTo: epochMs(1e18) },
	{ ...LONG, strays: 1_000_000, straysFrom: epochMs(8.64e15), straysTo: epochMs(1e18) },
	...LIMIT_NAMES.flatMap((ownLimit) => [
		{ ownLimit },
		{ ownLimit, limit: 100_000, wanted: 2_592_000, condition: "points" as const },
		{ ...LONG, ownLimit, limit: 1_000_000, wanted: 10_000_000, condition: "points" as const },
	]),
	...CONDITIONS.flatMap((condition) => [
		{ condition },
		{ condition, limit: 7 },
		{ ...LONG, condition },
	]),
];

describe("error sentences", () => {
	for (const provider of PROVIDER_IDS) {
		for (const kind of ERROR_KINDS) {
			it(`obey the rubric for ${kind} of ${provider}`, () => {
				for (const facts of CASES) {
					const error = providerError(kind, provider, facts);
					const { text, actions } = describeError(error);
					const sentence = formatText(text);
					assert.ok(sentence.includes(PROVIDERS[provider].label), sentence);
					if (facts.market === MARKET) assert.ok(sentence.includes(MARKET), sentence);
					assert.ok(sentence.length <= 220, `${sentence.length}: ${sentence}`);
					assert.doesNotMatch(sentence, TECHNICAL);
					assert.match(sentence, /[.;]$/);
					assert.ok(actions.length > 0);
					for (const action of actions)
						assert.ok((ACTION_IDS as readonly string[]).includes(action));
					assert.equal(error.message, sentence);
					assert.equal(error.kind, kind);
				}
			});
		}
	}

	it("obey the rubric for a server of one's own, and name it", () => {
		const codes = [undefined, ...Object.values(SERVER_CODES), "1002"];
		const server = "team";
		for (const kind of ERROR_KINDS) {
			for (const facts of CASES.flatMap((one) => codes.map((code) => ({ ...one, code })))) {
				const { code, ...rest } = facts;
				const own = { ...rest, ...(code !== undefined && { code }), server };
				const { text, actions } = describeError(providerError(kind, "trades", own));
				const sentence = formatText(text);
				if (kind !== "unreadable") assert.ok(sentence.includes("team"), sentence);
				if (facts.market === MARKET) assert.ok(sentence.includes(MARKET), sentence);
				assert.ok(sentence.length <= 220, `${sentence.length}: ${sentence}`);
				assert.doesNotMatch(sentence, TECHNICAL);
				assert.match(sentence, /[.;]$/);
				assert.ok(actions.length > 0);
			}
		}
	});

	it("differ between all kinds of one provider", () => {
		for (const provider of ["kiyotaka", "kaiko"] as const) {
			const sentences = ERROR_KINDS.map((kind) => providerError(kind, provider, {}).message);
			assert.equal(new Set(sentences).size, ERROR_KINDS.length, provider);
		}
	});

	it("differ between the conditions of a plan", () => {
		const sentences = [
			providerError("notEntitled", "kiyotaka", { condition: "type" }),
			providerError("notEntitled", "kiyotaka", { condition: "aggregation" }),
			providerError("planLimit", "kiyotaka", { condition: "history" }),
			providerError("planLimit", "kiyotaka", { condition: "points" }),
		].map(({ message }) => message);
		assert.equal(new Set(sentences).size, 4);
	});

	it("say what the provider said, but never its technical words", () => {
		const spoken = providerError("notEntitled", "kaiko", { detail: "no permission for eth-usd" });
		assert.match(spoken.message, /no permission for eth-usd/);
		const technical = providerError("notEntitled", "kaiko", { detail: "ERR_DENIED" });
		assert.doesNotMatch(technical.message, /ERR_/);
	});

	it("name what was asked for and what the answer is about", () => {
		const facts = { market: MARKET, asked: "BTCUSDT", answered: "ETHUSDT" };
		const { message } = providerError("schema", "kiyotaka", facts);
		assert.match(message, /answered for ETHUSDT where BTCUSDT was asked for/);
	});

	it("say whose limit stood in the way, and open its setting if it has one", () => {
		const ours = providerError("planLimit", "kiyotaka", {
			condition: "points",
			ownLimit: "kiyotakaIntervals",
			limit: 100_000,
			wanted: 115_200,
		});
		assert.match(ours.message, /115,200 intervals and your settings allow 100,000/);
		const theirs = providerError("planLimit", "kiyotaka", { condition: "points", limit: 20_000 });
		assert.match(theirs.message, /Kiyotaka gives at most 20,000 intervals per request/);
		const body = providerError("tooLarge", "kaiko", { limit: 32 });
		assert.match(body.message, /32 MB that your settings allow/);
		const time = providerError("timeout", "kaiko", { ownLimit: "operationMs", limit: 180 });
		for (const [error, setting] of [
			[ours, "valueArea.limits.kiyotakaIntervals"],
			[body, "valueArea.limits.bodyMegabytes"],
			[time, "valueArea.limits.operationSeconds"],
		] as const) {
			assert.ok(describeError(error).actions.includes("openSettings"));
			assert.equal(settingsFor(error), setting);
		}
		const tooLarge = (ownLimit: LimitName) =>
			providerError("tooLarge", "kiyotaka", { ownLimit, limit: 20_000 });
		for (const error of [theirs, tooLarge("levelsPerProfile"), tooLarge("numbersPerAnswer")]) {
			assert.doesNotMatch(error.message, /setting|[Rr]aise/);
			const { actions } = describeError(error);
			assert.equal(actions[0], "changeRange");
			assert.ok(!actions.includes("openSettings"), error.message);
		}
	});

	it("offer an action that fits", () => {
		const actionsOf = (error: ProviderError) => describeError(error).actions;
		const noKey = ["enterKey", "switchKey", "useSampleData"];
		assert.deepEqual(actionsOf(providerError("noKey", "kaiko")), noKey);
		for (const kind of ["badKey", "notEntitled", "planLimit", "rateLimited"] as const) {
			for (const provider of ["kiyotaka", "kaiko"] as const) {
				assert.ok(actionsOf(providerError(kind, provider)).includes("switchKey"), kind);
			}
			const own = providerError(kind, "trades", { server: "ch.example.com" });
			assert.ok(!actionsOf(own).includes("switchKey") || kind === "planLimit", kind);
		}
		assert.equal(actionsOf(providerError("badKey", "kiyotaka"))[0], "enterKey");
		assert.ok(actionsOf(providerError("notEntitled", "kaiko")).includes("openSettings"));
		assert.deepEqual(actionsOf(providerError("notFound", "kiyotaka")).slice(0, 2), [
			"findMarket",
			"editQuery",
		]);
		const exchange = providerError("notFound", "kiyotaka", { code: "INVALID_EXCHANGE" });
		assert.equal(actionsOf(exchange)[0], "editQuery");
		const isOffered = (isMarketKnown: boolean) =>
			actionsOf(providerError("emptyData", "kaiko", { isMarketKnown })).includes("findMarket");
		assert.deepEqual([isOffered(false), isOffered(true)], [true, false]);
		assert.ok(!actionsOf(providerError("notFound", "trades")).includes("findMarket"));
		assert.equal(actionsOf(providerError("badRequest", "kaiko"))[0], "editQuery");
		assert.equal(actionsOf(providerError("server", "kaiko", { status: 504 }))[0], "changeRange");
	});

	it("offer the page of a data set whose question is open", () => {
		const reason = text(
			"mine leaves a question open: Which zone? Open the data set and answer it.",
		);
		const open = providerError("badRequest", "trades", { reason, dataset: "mine" });
		assert.deepEqual(describeError(open).actions, ["openDataSet", "showLog"]);
	});

	it("offer what helps where a server of one's own is in the way", () => {
		const first = (kind: ErrorKind, code?: string) =>
			describeError(
				providerError(kind, "trades", {
					server: "ch.example.com:8443",
					...(code !== undefined && { code }),
				}),
			).actions[0];
		assert.equal(first("noKey"), "signIn");
		assert.equal(first("badKey"), "signIn");
		assert.equal(first("notEntitled"), "signInAsOther");
		assert.equal(first("notFound"), "chooseTable");
		assert.equal(first("notFound", "COLUMN"), "openDataSet");
		assert.equal(first("tooLarge"), "changeRange");
		assert.equal(first("timeout"), "retry");
		assert.equal(first("rateLimited"), "retry");
		assert.equal(first("tls"), "openSettings");
		assert.equal(first("server"), "showLog");
	});

	it("say of a server of one's own where it may be looked for", () => {
		const said = (kind: ErrorKind) =>
			formatText(
				describeError(providerError(kind, "trades", { server: "ch.example.com:8443" })).text,
			);
		assert.match(
			said("refused"),
			/^ch\.example\.com:8443 .*Check that the server runs, and its address\.$/,
		);
		assert.match(
			said("portal"),
			/^ch\.example\.com:8443 answered with a web page.*the port is often 8123/,
		);
	});

	it("ask again by themselves once another user has signed in", () => {
		const server = "ch.example.com:8443";
		const isMended = (kind: ErrorKind) => isMendedByKey(providerError(kind, "trades", { server }));
		for (const kind of ["noKey", "badKey", "notEntitled", "notFound"] as const) {
			assert.ok(isMended(kind), kind);
		}
		assert.ok(!isMended("timeout"));
	});
});

import { DEFAULT_BOUNDS } from "../../../src/core/query/viewOptions";
import assert from "node:assert/strict";
import fc from "fast-check";
import { splitResult } from "../../../src/core/result/packedResult";
import type { CopyWish } from "../../../src/core/table/copyWish";
import { readHostMessage } from "../../../src/protocol/fromHost";
import { MAX_IMAGE_LENGTH, readWebviewMessage } from "../../../src/protocol/fromWebview";
import {
	type HostToWebview,
	type MessageOf,
	type WebviewToHost,
	PROTOCOL_VERSION,
	sealed,
} from "../../../src/protocol/messages";
import { READY_SESSIONS } from "../../../src/core/session/session";
import { WEBVIEW_STRINGS } from "../../../src/protocol/strings";
import { answerOf } from "../../support/answers";
import { vwapSeries } from "../../support/series";
import { packed } from "../../support/packed";
import { BTC_USD_VWAP } from "../../support/queries";

const caption = {
	market: "BTCUSDT",
	source: "Binance Futures · Kiyotaka",
	detail: "24 h · hourly · UTC",
	footnote: "Kiyotaka · BTCUSDT",
	notes: [
		{
			kind: "partial" as const,
			text: "Stopped after 3 pages.",
			actions: [{ id: "fetchRest" as const, label: "Fetch the rest" }],
		},
		{ kind: "warning" as const, text: "Two clocks differ." },
	],
	fromSnapshot: false,
	cost: "1 request",
	savedAs: "Bitcoin",
	parts: [{ market: "BTCUSDT", source: "Binance Futures · Kiyotaka", kind: "Volume profile" }],
};

const COPY_REQUEST = { id: 1, revision: 2, view: { anchor: "session" }, zone: "Europe/Berlin" };

const COPY_WISHES: readonly CopyWish[] = [
	{ kind: "value", text: "66114" },
	{ kind: "rows", table: "profile", from: 0, to: 199_999 },
	{ kind: "bar", profile: 1, from: 3, to: 5 },
	{ kind: "moment", table: "vwap", time: Date.UTC(2026, 2, 29) },
	{ kind: "cell", time: Date.UTC(2026, 2, 29), row: 12 },
];

const TO_HOST: readonly MessageOf<WebviewToHost>[] = [
	{ type: "ready", body: {} },
	{ type: "drawn", body: { revision: 3 } },
	{ type: "action", body: { id: "refresh" } },
	{ type: "action", body: { id: "removeMarket", part: 1 } },
	{
		type: "view",
		body: { view: { series: "a", interval: "2026-03-29T16:00:00.000Z", table: true }, edition: 2 },
	},
	...COPY_WISHES.map((wish) => ({ type: "copy" as const, body: { ...COPY_REQUEST, wish } })),
	{ type: "image", body: { data: "iVBORw0KGgo=", format: "png", purpose: "clipboard" } },
	{ type: "imageFailed", body: { purpose: "file" } },
	{ type: "imageCopied", body: {} },
	{ type: "partMissing", body: { file: "table.js" } },
	{ type: "problem", body: { message: "no context" } },
];

const TO_PAGE: readonly MessageOf<HostToWebview>[] = [
	{
		type: "settings",
		body: {
			strings: WEBVIEW_STRINGS,
			locale: "en",
			timeZone: "UTC",
			palette: "classic",
			valueAreaPercent: 70,
			valueAreaMethod: "pairs",
			agreement: DEFAULT_BOUNDS,
			sessions: READY_SESSIONS,
		},
	},
	{
		type: "show",
		body: {
			revision: 1,
			caption,
			results: [splitResult(packed(answerOf(BTC_USD_VWAP, vwapSeries([100, 101])))), null],
		},
	},
	{
		type: "append",
		body: {
			revision: 2,
			part: 1,
			caption,
			news: splitResult(packed(answerOf(BTC_USD_VWAP, vwapSeries([102])))),
		},
	},
	{ type: "following", body: { isOn: false, refusal: "This range is over." } },
	{
		type: "following",
		body: {
			isOn: true,
			answeredAt: 1_774_785_731_000,
			nextAt: 1_774_785_746_000,
			isAsking: true,
			cost: "weight 480 an hour",
			delayed: "later",
			note: { kind: "question", text: "Go on?", actions: [{ id: "followAnyway", label: "Go on" }] },
		},
	},
	{ type: "busy", body: { text: "Page 3" } },
	{ type: "idle", body: {} },
	{
		type: "failed",
		body: { text: "No key.", actions: [{ id: "enterKey", label: "Set API key" }] },
	},
	{ type: "caption", body: { caption } },
	{ type: "copied", body: { id: 1, isCopied: true, rows: 200_000 } },
	{ type: "copied", body: { id: 2, isCopied: false, text: "Nothing was copied." } },
	{ type: "copyImage", body: {} },
	{ type: "picture", body: { format: "svg", look: "print" } },
	{ type: "persist", body: { queries: [] } },
	{ type: "persist", body: { queries: [], market: "00000000000000aa" } },
	{ type: "persist", body: { queries: [], view: { options: { table: true }, edition: 3 } } },
];

describe("messages from the page", () => {
	for (const message of TO_HOST) {
		it(`lets a well-formed ${message.type} through unchanged`, () => {
			const { type, body } = structuredClone(message);
			assert.deepEqual(readWebviewMessage(sealed(type, body)), { ok: true, message });
		});
	}

	it("never throws and never accepts junk (W7)", () => {
		fc.assert(
			fc.property(fc.anything({ withBigInt: true, withTypedArray: true }), (junk) => {
				assert.equal(readWebviewMessage(junk).ok, false);
				assert.equal(readHostMessage(junk).ok, false);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("refuses types that only the prototype knows", () => {
		for (const type of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
			assert.equal(readWebviewMessage(sealed(type, {})).ok, false);
		}
	});

	it("drops fields that the message does not have", () => {
		const read = readWebviewMessage(sealed("drawn", { revision: 1, path: "/etc/passwd" }));
		assert.deepEqual(read, { ok: true, message: { type: "drawn", body: { revision: 1 } } });
	});

	const malformed: readonly [string, object][] = [
		["a body that is missing", { type: "ready" }],
		["an action that is a command", { type: "action", body: { id: "workbench.action.quit" } }],
		["a revision that is not a count", { type: "drawn", body: { revision: -1 } }],
		["a view with a wrong field", { type: "view", body: { view: { table: "yes" }, edition: 0 } }],
		["a view that started from none", { type: "view", body: { view: { table: true } } }],
		[
			"a picture that is not base64",
			{
				type: "image",
				body: { data: "data:image/png;base64,AA", format: "png", purpose: "file" },
			},
		],
		[
			"a value that is no value",
			{ type: "copy", body: { ...COPY_REQUEST, wish: { kind: "value", text: "x".repeat(501) } } },
		],
		["a part that no panel has", { type: "action", body: { id: "removeMarket", part: 6 } }],
		["a large unknown field", { type: "drawn", body: { revision: 1, junk: "x".repeat(65_536) } }],
	];
	for (const [name, message] of malformed) {
		it(`refuses ${name}`, () => {
			const sealedMessage = { version: PROTOCOL_VERSION, ...message };
			assert.equal(readWebviewMessage(sealedMessage).ok, false);
		});
	}

	it("says which field does not fit, and nothing of what it holds", () => {
		const secret = "k".repeat(40);
		const problem = (type: string, body: object) => {
			const read = readWebviewMessage(sealed(type, body));
			return read.ok ? undefined : read.problem;
		};
		assert.equal(
			problem("copy", { ...COPY_REQUEST, wish: { kind: "rows", table: secret, from: 0, to: 1 } }),
			"malformed message copy: wish.table is not one of profile, profiles, intervals, sessions, selections, vwap, lines, crossCheck, vendorCheck, explanation",
		);
		assert.equal(
			problem("view", { view: { nodeSettings: { smoothing: secret } }, edition: 1 }),
			"malformed message view: view.nodeSettings.smoothing is not a number",
		);
		assert.equal(
			problem("problem", { message: [secret] }),
			"malformed message problem: message is not a text",
		);
	});

	it("refuses what a page of another version says", () => {
		const message = { type: "ready", body: {} };
		for (const version of [undefined, 0, PROTOCOL_VERSION + 1, "1"]) {
			assert.deepEqual(readWebviewMessage({ ...message, version }), {
				ok: false,
				problem: "message of another version",
			});
		}
		assert.equal(readWebviewMessage({ ...message, version: PROTOCOL_VERSION }).ok, true);
	});

	it("lets a picture be large, but not endless", () => {
		const image = (length: number) =>
			sealed("image", { data: "A".repeat(length), format: "png", purpose: "file" });
		assert.equal(readWebviewMessage(image(1_000_000)).ok, true);
		assert.equal(readWebviewMessage(image(MAX_IMAGE_LENGTH + 1)).ok, false);
	});

	it("refuses a message that refers to itself", () => {
		const message: Record<string, unknown> = { version: PROTOCOL_VERSION, type: "ready" };
		message.body = message;
		assert.equal(readWebviewMessage(message).ok, false);
	});
});

describe("messages from the host", () => {
	for (const message of TO_PAGE) {
		it(`lets a well-formed ${message.type} through unchanged`, () => {
			assert.deepEqual(readHostMessage(sealed(message.type, message.body)), { ok: true, message });
		});
	}

	it("takes sentences and drops anything else", () => {
		const [settings] = TO_PAGE;
		assert.ok(settings?.type === "settings");
		const body = { ...settings.body, strings: { refresh: "Aktualisieren", cancel: 7 } };
		const read = readHostMessage(sealed("settings", body));
		assert.ok(read.ok && read.message.type === "settings");
		assert.deepEqual(read.message.body.strings, { refresh: "Aktualisieren" });
		assert.equal(readHostMessage(sealed("settings", { ...body, strings: [] })).ok, false);
	});

	it("refuses a result without its header or buffer", () => {
		const { header, buffers } = splitResult(packed(answerOf(BTC_USD_VWAP, vwapSeries([100]))));
		const isTaken = (result: object) =>
			readHostMessage(sealed("show", { revision: 1, caption, results: [result] } as never)).ok;
		assert.ok(isTaken({ header, buffers }));
		assert.equal(isTaken({ header, buffers: [[1, 2]] }), false);
		assert.equal(isTaken({ header: null, buffers }), false);
		assert.equal(isTaken({ buffers }), false);
	});
});

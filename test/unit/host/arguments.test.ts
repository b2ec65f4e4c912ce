import assert from "node:assert/strict";
import fc from "fast-check";
import {
	ArgumentError,
	marketIdArgument,
	providerArgument,
	queryArgument,
} from "../../../src/host/commands/argument";
import { durationMs, epochMs } from "../../../src/core/time";
import { exportWords, suggestedFileName } from "../../../src/host/commands/fileName";
import { PROFILE_VIEW, VWAP_VIEW } from "../app/views";

describe("arguments of commands", () => {
	it("are taken when they are queries that pass the schema", () => {
		const [query] = VWAP_VIEW.queries;
		assert.deepEqual(queryArgument({ ...query }), query);
	});

	it("that are no query are refused with the field's name", () => {
		assert.throws(
			() => queryArgument({ ...VWAP_VIEW.queries[0], interval: "1y" }),
			(error: unknown) => {
				assert.ok(error instanceof ArgumentError);
				assert.match(error.message, /interval/);
				return true;
			},
		);
	});

	it("of any kind are either a query or refused", () => {
		fc.assert(
			fc.property(fc.anything(), (argument) => {
				try {
					queryArgument(argument);
				} catch (error) {
					assert.ok(error instanceof ArgumentError, String(error));
				}
				marketIdArgument(argument);
				providerArgument(argument);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("name a market by its id or its item, never by a path", () => {
		const id = "0123456789abcdef";
		assert.equal(marketIdArgument(id), id);
		assert.equal(marketIdArgument({ id, state: "ok" }), id);
		for (const bad of ["../../etc/passwd", "", { id: "../x" }, Object.create({ id }), null, 5]) {
			assert.equal(marketIdArgument(bad), undefined);
		}
	});

	it("name a provider that has keys", () => {
		assert.equal(providerArgument("kaiko"), "kaiko");
		for (const bad of ["trades", "KAIKO", "toString", undefined, {}]) {
			assert.equal(providerArgument(bad), undefined);
		}
	});
});

describe("suggested file names", () => {
	it("say what is in the file", () => {
		assert.equal(
			suggestedFileName(["BTCUSDT volume profile", "BINANCE_FUTURES BTCUSDT"], "csv"),
			"btcusdt-volume-profile-binance-futures-btcusdt.csv",
		);
	});

	it("say market, kind, venue, interval and days of an export, each once", () => {
		const range = {
			from: epochMs(Date.UTC(2026, 10, 15)),
			to: epochMs(Date.UTC(2026, 10, 22)),
		};
		const name = (view: typeof VWAP_VIEW, id: string, minutes: number, of = range) => {
			const [query] = view.queries;
			assert.ok(query);
			const interval = durationMs(minutes * 60_000);
			return suggestedFileName(exportWords({ query, range: of }, { id, interval }), "csv");
		};
		assert.equal(
			name(VWAP_VIEW, "cbse btc-usd", 60),
			"btc-usd-vwap-cbse-1h-2026-11-15-to-2026-11-22.csv",
		);
		assert.equal(
			name(PROFILE_VIEW, "BINANCE_FUTURES BTCUSDT", 15, {
				from: range.from,
				to: epochMs(range.from + 7_200_000),
			}),
			"btcusdt-volume-profile-binance-futures-15m-2026-11-15.csv",
		);
	});

	for (const hostile of ["../../x", "CON", "a:b", "x".repeat(300), "📈", "", ".hidden", "nul"]) {
		it(`are safe for "${hostile.slice(0, 10)}" (H15)`, () => {
			const name = suggestedFileName([hostile], "csv");
			assert.match(name, /^[a-z0-9][a-z0-9._-]{0,75}\.csv$/);
			assert.doesNotMatch(name, /^(con|nul)\./);
		});
	}
});

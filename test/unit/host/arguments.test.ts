import assert from "node:assert/strict";
import fc from "fast-check";
import {
	ArgumentError,
	marketIdArgument,
	providerArgument,
	queryArgument,
} from "../../../src/host/commands/argument";
import { suggestedFileName } from "../../../src/host/commands/fileName";
import { VWAP_VIEW } from "../app/views";

describe("arguments of commands", () => {
	it("are queries that pass the schema", () => {
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

	it("of any kind are a query or refused, and never anything else", () => {
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

	for (const hostile of ["../../x", "CON", "a:b", "x".repeat(300), "📈", "", ".hidden", "nul"]) {
		it(`are safe for "${hostile.slice(0, 10)}"`, () => {
			const name = suggestedFileName([hostile], "csv");
			assert.match(name, /^[a-z0-9][a-z0-9._-]{0,75}\.csv$/);
			assert.doesNotMatch(name, /^(con|nul)\./);
		});
	}
});

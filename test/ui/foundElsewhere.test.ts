import assert from "node:assert/strict";
import { useEditor } from "./harness/useEditor";

describe("a symbol that the chosen exchange does not list", () => {
	const editor = useEditor();

	async function askSymbol(exchange: string) {
		const { workbench } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Query volume profile");
		await input.step(/\(1\/5\)/);
		await input.answer(exchange);
		await input.step(/\(2\/5\)/);
		await input.busy(false);
		return input;
	}

	it("is shown with the exchange that has it, and never taken by itself", async () => {
		const { session, services } = editor();
		const input = await askSymbol("BYBIT");
		await input.type("XBTUSD");
		await input.offers(/Did you mean\s*XBTUSD on BitMEX\?/);
		await input.inFront("Use as exchange symbol");
		await session.picture("elsewhere-kiyotaka");
		services.kiyotaka.clear();
		await input.pick(/Did you mean\s*XBTUSD on BitMEX\?/);
		await input.step(/\(3\/5\)/);
		await input.answer("HOUR");
		await input.step(/\(4\/5\)/);
		await input.answer("24h");
		await input.step(/\(5\/5\)/);
		assert.equal(services.kiyotaka.requests.length, 0);
		await input.confirm();
		await services.kiyotaka.requested(1);
		const query = new URLSearchParams(services.kiyotaka.requests[0]?.query);
		assert.deepEqual([query.get("exchange"), query.get("rawSymbol")], ["BITMEX", "XBTUSD"]);
	});

	it("goes as it was typed where nobody chose the other exchange", async () => {
		const { services } = editor();
		const input = await askSymbol("BYBIT");
		await input.type("BTCUSD_991225");
		await input.offers(/Did you mean\s*BTCUSD_991225 on Binance Delivery\?/);
		await input.inFront("Use as exchange symbol");
		await input.confirm();
		await input.step(/\(3\/5\)/);
		await input.answer("HOUR");
		await input.step(/\(4\/5\)/);
		await input.answer("24h");
		await input.step(/\(5\/5\)/);
		services.kiyotaka.clear();
		await input.confirm();
		await services.kiyotaka.requested(1);
		const query = new URLSearchParams(services.kiyotaka.requests[0]?.query);
		assert.deepEqual([query.get("exchange"), query.get("rawSymbol")], ["BYBIT", "BTCUSD_991225"]);
	});

	it("is found by its parts, also the coin alone", async () => {
		const { session } = editor();
		const input = await askSymbol("BYBIT");
		await input.type("PEPE");
		await input.offers(/Did you mean\s*PEPE on Binance Futures\?/);
		await session.picture("elsewhere-coin");
		await input.type("btc/usd");
		await input.offers(/Did you mean\s*XBTUSD on BitMEX\?/);
		await input.escape();
	});
});

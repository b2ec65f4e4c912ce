import assert from "node:assert/strict";
import { askVwap } from "./harness/asks";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

describe("questions about markets, which search what providers list", () => {
	const editor = useEditor({ packaged: "withKeys" });

	/** Opens the prompts of a VWAP up to the instrument of Coinbase's spot markets. */
	async function askInstrument() {
		const { workbench } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Query VWAP");
		await input.step(/\(1\/5\)/);
		await input.answer("cbse");
		await input.step(/\(2\/5\)/);
		await input.answer("spot");
		await input.step(/\(3\/5\)/);
		return input;
	}

	it("show what ships at once, are busy, and then show what is listed, with names", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		services.reference.script({ kind: "delay", ms: 2_000 });
		await workbench.run("Value Area: Query VWAP");
		await workbench.input.step(/\(1\/5\)/);
		await workbench.input.offers("Kraken");
		await workbench.input.busy(true);
		await session.picture("discovery-busy");
		await workbench.input.busy(false);
		await workbench.input.type("ftx");
		await workbench.input.inFront("ftxx");
		await workbench.input.offers("FTX");
		assert.deepEqual(services.reference.requests[0]?.keyHashes, {});
		await workbench.input.type("");
		await session.picture("discovery-exchanges");
		await workbench.input.escape();
	});

	it("list the instruments of an exchange with their first trade", async () => {
		const { session } = editor();
		const input = await askInstrument();
		await input.offers(/btc-usd.*since 2015-01-14/);
		await session.picture("discovery-instruments");
		await input.escape();
	});

	it("find an instrument that is spelled otherwise by its parts, and apply nothing by themselves", async () => {
		const { session, services } = editor();
		services.kaiko.clear();
		const input = await askInstrument();
		await input.type("BTC/USDT");
		await input.offers(/Did you mean\s*btc-usdt\?/);
		await session.picture("discovery-parts");
		await input.type("xbtusd");
		await input.offers(/Did you mean\s*btc-usd\?/);
		await input.inFront("Use as typed");
		await input.type("btc-usdc");
		await input.offers(/Did you mean\s*(btc-usdc on Binance|btc-usd)\?/);
		assert.equal(services.kaiko.requests.length, 0);
		await input.pick(/Did you mean\s*btc-usd\?/);
		await input.step(/\(4\/5\)/);
		await input.escape();
	});

	it("say that a market stopped trading before its query runs, and which ranges have data", async () => {
		const { session, services } = editor();
		services.kaiko.clear();
		const input = await askInstrument();
		await input.type("btc-gbp");
		await input.offers(/btc-gbp.*stopped trading 2022-06-30/);
		await session.picture("discovery-ended");
		await input.answer("btc-gbp");
		await input.step(/\(4\/5\)/);
		await input.answer("1h");
		await input.step(/\(5\/5\)/);
		await input.offers("This market stopped trading on 2022-06-30 17:59 UTC");
		await input.offers(/Nothing will come: trading ended on 2022-06-30/);
		await session.picture("discovery-ended-range");
		await input.answer("Its last day of trading");
		await services.kaiko.requested(1);
		const query = new URLSearchParams(services.kaiko.requests[0]?.query);
		assert.deepEqual(
			[query.get("start_time"), query.get("end_time")],
			["2022-06-30T00:00:00.000Z", "2022-07-01T00:00:00.000Z"],
		);
	});

	it("take any text as it is typed, although nobody lists it", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		services.kiyotaka.clear();
		await workbench.run("Value Area: Query volume profile");
		await workbench.input.step(/\(1\/5\)/);
		await workbench.input.answer("BYBIT");
		await workbench.input.step(/\(2\/5\)/);
		await workbench.input.type("btc_usdt");
		await workbench.input.offers(/Did you mean\s*BTCUSDT\?/);
		assert.doesNotMatch((await workbench.input.rows.allTextContents()).join(), /LTCUSDT/);
		await session.picture("discovery-symbol");
		await workbench.input.type("NEWUSDT");
		await workbench.input.offers(/not in Kiyotaka's list/);
		await workbench.input.inFront("Use as exchange symbol");
		await workbench.input.confirm();
		await workbench.input.step(/\(3\/5\)/);
		assert.ok(services.kiyotaka.lists.requests.length > 0);
		assert.equal(services.kiyotaka.requests.length, 0);
		await workbench.input.escape();
	});

	it("offer what was meant under the error of a market that nobody knows", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await askVwap(workbench, { instrument: "btcusdt" });
		const chart = await workbench.chart("BTCUSDT VWAP");
		await chart.state("failed");
		await session.picture("discovery-not-found");
		services.kaiko.clear();
		await chart.frame.getByRole("button", { name: "Find similar markets" }).click();
		await workbench.input.step(/Find similar markets/);
		await workbench.input.offers(/Did you mean\s*btc-usdt\?/);
		await session.picture("discovery-similar");
		await workbench.input.pick(/Did you mean\s*btc-usdt\?/);
		await (await workbench.chart("BTC-USDT VWAP")).state("chart");
		assert.match(services.kaiko.requests[0]?.path ?? "", /\/cbse\/spot\/btc-usdt\//);
	});

	it("offer the categories that are listed for the exchanges, one of them at a time", async () => {
		const { session, services } = editor();
		const { input } = session.workbench;
		services.kiyotaka.lists.always({
			kind: "patch",
			set: { categories: ["FUTURE", "PERPETUAL", "SPOT"] },
		});
		await session.workbench.run("Value Area: Query volume profile");
		await input.step(/\(1\/5\)/);
		await input.answer("OKEX_FUTURES");
		await input.step(/\(2\/5\)/);
		await input.type("BTC");
		await input.pick(/Use as coin|^BTC.*coin/);
		await input.step(/\(3\/5\)/);
		await input.answer("HOUR");
		await input.step(/\(4\/5\)/);
		await input.answer("24h");
		await input.step(/\(5\/5\)/);
		await input.offers("Category FUTURE only");
		await input.tick("Spot markets only");
		await input.tick("Category FUTURE only");
		await session.picture("discovery-categories");
		services.kiyotaka.clear();
		await input.pressOk();
		await services.kiyotaka.requested(1);
		const query = new URLSearchParams(services.kiyotaka.requests[0]?.query);
		assert.equal(query.get("category"), "FUTURE");
	});

	it("answer the newest text, whatever comes late for an older one", async () => {
		const { services } = editor();
		const input = await askInstrument();
		services.reference.clear();
		services.reference.script({ kind: "delay", ms: 1_500 });
		await input.type("zzz-usd");
		await services.reference.requested(1);
		await input.type("eth-gbp");
		await input.offers(/eth-gbp.*stopped trading/);
		await until("the search is over", async () => !(await input.isBusy()));
		const labels = await input.labels();
		assert.ok(labels.includes("eth-gbp"), labels.join());
		assert.ok(!labels.some((label) => label.includes("zzz")), labels.join());
		await input.escape();
	});

	it("go on without a network: what was kept is shown, and what ships", async () => {
		const { session, services } = editor();
		services.reference.always({ kind: "reset" });
		const { workbench } = session;
		const input = await askInstrument();
		await input.offers(/btc-usd.*since 2015-01-14/);
		await input.escape();
		await workbench.run("Value Area: Query VWAP");
		await input.step(/\(1\/5\)/);
		await input.answer("krkn");
		await input.step(/\(2\/5\)/);
		await input.offers("Common choices only, since Kaiko cannot be asked now");
		await session.picture("discovery-offline");
		await input.answer("spot");
		await input.step(/\(3\/5\)/);
		await input.offers("eth-usd");
		await input.answer("any-thing");
		await input.step(/\(4\/5\)/);
		await input.escape();
	});
});

describe("questions about Kiyotaka's markets without a key", () => {
	const editor = useEditor({
		packaged: "withoutKeys",
		settings: { "valueArea.kiyotaka.host": "api.kiyotaka.ai" },
	});

	it("list what ships and say what a key adds, and send nothing", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await workbench.run("Value Area: Query volume profile");
		await workbench.input.step(/\(1\/5\)/);
		await workbench.input.offers("Common choices only, since there is no Kiyotaka key");
		await workbench.input.offers("BINANCE_FUTURES");
		await session.picture("discovery-no-key");
		assert.equal(services.kiyotaka.lists.requests.length, 0);
		await workbench.input.escape();
	});
});

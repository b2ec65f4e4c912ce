import assert from "node:assert/strict";
import { saveMarkets, saveMarket } from "./harness/savedMarkets";
import { useEditor } from "./harness/useEditor";

const ENDED = "This market stopped trading on 2022-06-30 17:59 UTC";
const LAST_DAY = "Its last day of trading";

describe("questions about a market that is traded no more", () => {
	const editor = useEditor({
		prepare: (folders) => {
			saveMarkets(folders, ["Alpha"]);
			saveMarket(folders, "Pounds", {
				kind: "vwap",
				provider: "kaiko",
				region: "us",
				dataVersion: "v1",
				exchange: "cbse",
				instrumentClass: "spot",
				instrument: "btc-gbp",
				interval: "1h",
				range: { last: "24h" },
				aggregation: "vwap",
			});
		},
	});

	/** Opens the prompts of a VWAP of Coinbase up to the range. */
	async function askRange(instrument: string) {
		const { workbench } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Query VWAP");
		for (const [step, answer] of ["cbse", "spot", instrument, "1h"].entries()) {
			await input.step(new RegExp(`\\(${step + 1}/5\\)`));
			await input.answer(answer);
		}
		await input.step(/\(5\/5\)/);
		return input;
	}

	/** Opens the prompts of a profile up to the range. */
	async function askProfileRange(exchange: string, symbol: string) {
		const { workbench } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Query volume profile");
		for (const [step, answer] of [exchange, symbol, "HOUR"].entries()) {
			await input.step(new RegExp(`\\(${step + 1}/5\\)`));
			await input.answer(answer);
		}
		await input.step(/\(4\/5\)/);
		return input;
	}

	// No range was used before: the usual one is in front.
	it("leave whoever has gone to another row where they are", async () => {
		const { services, session } = editor();
		services.reference.always({ kind: "delay", ms: 2_000 });
		const input = await askRange("eth-gbp");
		await input.busy(true);
		await input.inFront("Last 24 hours");
		await session.workbench.page.keyboard.press("ArrowDown");
		await input.inFront("Last 7 days");
		await input.offers(ENDED);
		await input.busy(false);
		await input.inFront("Last 7 days");
		await input.offers(/Nothing will come: trading ended on 2022-06-30/);
		await input.escape();
	});

	it("go on as usual where a market still trades", async () => {
		const input = await askRange("btc-usd");
		await input.busy(false);
		await input.inFront("Last 24 hours");
		assert.ok(!(await input.labels()).includes(LAST_DAY));
		await input.escape();
	});

	it("say that nobody lists it, where that is all that is known", async () => {
		const input = await askProfileRange("BYBIT", "LUNAUSDT");
		await input.offers("This market is not in Kiyotaka's list");
		await input.inFront("Last 24 hours");
		await input.escape();
		const known = await askProfileRange("BYBIT", "BTCUSDT");
		await known.busy(false);
		assert.ok(!(await known.labels()).some((label) => /Kiyotaka's list/.test(label)));
		await known.escape();
	});

	it("begin with its last day of trading", async () => {
		const { services } = editor();
		const input = await askRange("btc-gbp");
		await input.offers(ENDED);
		await input.inFront(LAST_DAY);
		await input.inFront("2022-06-30 – 2022-07-01");
		services.kaiko.clear();
		await input.confirm();
		await services.kaiko.requested(1);
		const query = new URLSearchParams(services.kaiko.requests[0]?.query);
		assert.deepEqual(
			[query.get("start_time"), query.get("end_time")],
			["2022-06-30T00:00:00.000Z", "2022-07-01T00:00:00.000Z"],
		);
	});

	it("tell the end that a dated market of Kiyotaka has by its name", async () => {
		const { services, session } = editor();
		const { workbench } = session;
		const { input } = workbench;
		await workbench.run("Value Area: Query volume profile");
		await input.step(/\(1\/5\)/);
		await input.answer("BINANCE_DELIVERY");
		await input.step(/\(2\/5\)/);
		await input.offers(/BTCUSD_250926.*expired 2025-09-26 by its name/);
		await input.offers("BTCUSD_991225");
		await session.picture("ended-symbols");
		await input.answer("BTCUSD_250926");
		await input.step(/\(3\/5\)/);
		await input.answer("HOUR");
		await input.step(/\(4\/5\)/);
		await input.offers("This market expired on 2025-09-26, by its name");
		await input.inFront(LAST_DAY);
		await session.picture("ended-range");
		await input.confirm();
		await input.step(/\(5\/5\)/);
		services.kiyotaka.clear();
		await input.confirm();
		const chart = await workbench.chart("BTCUSD_250926");
		await chart.state("chart");
		const query = new URLSearchParams(services.kiyotaka.requests[0]?.query);
		assert.deepEqual(
			[query.get("from"), query.get("period")],
			[String(Date.UTC(2025, 8, 26) / 1_000), "86400"],
		);
	});

	it("tell it before a vendor is checked against own trades", async () => {
		const { session } = editor();
		const { workbench } = session;
		const { input } = workbench;
		await workbench.openContainer("Value Area");
		await workbench.treeItem("Pounds").waitFor();
		await workbench.treeAction("Pounds", "Check a vendor against own trades");
		await input.step(/Check a vendor/);
		await input.pick(/^BTC-USDT/);
		await input.offers(/^All of BTC-USDT/);
		await input.offers("BTC-GBP stopped trading on 2022-06-30 17:59 UTC");
		await input.offers(/Nothing will come for BTC-GBP: trading ended on 2022-06-30/);
		await session.picture("ended-check");
		await input.escape();
	});
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { dayProfile } from "./harness/queries";
import { addCommandExtension, openView } from "./harness/openView";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";

const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");

describe("answers as people type and paste them", () => {
	const editor = useEditor({ packaged: "withKeys", prepare: addCommandExtension });

	/** Opens the prompts of a VWAP and answers up to the interval. */
	async function askInterval() {
		const { workbench } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Query VWAP");
		await input.step(/Query VWAP.*\(1\/5\)/);
		await input.answer("cbse");
		await input.step(/\(2\/5\)/);
		await input.answer("spot");
		await input.step(/\(3\/5\)/);
		await input.answer("btc-usd");
		await input.step(/\(4\/5\)/);
		return input;
	}

	it("begin with an hour for a VWAP, and ask for no region when every request goes to one place", async () => {
		const input = await askInterval();
		await input.inFront("1h");
		await editor().session.picture("vwap-interval");
	});

	it("are never taken for a longer one with the same ending: 0s is no interval, 4h is not 24h", async () => {
		const { session, services } = editor();
		services.kaiko.clear();
		const input = await askInterval();
		await input.type("0s");
		await input.offers(/from 1s to 1d/);
		await input.inFront("Enter a whole number");
		await session.picture("interval-0s");
		await input.confirm();
		await input.step(/\(4\/5\)/);
		await input.answer("5m");
		await input.step(/\(5\/5\)/);
		await input.type("4h");
		await input.inFront("Last 4 hours");
		await until(
			"nothing else is offered",
			async () => (await input.labels()).join() === "Last 4 hours",
		);
		assert.equal(services.kaiko.requests.length, 0);
	});

	it("mean a whole day when they are a date, and an instant when they count since 1970", async () => {
		const { session, services } = editor();
		services.kaiko.clear();
		const input = await askInterval();
		await input.answer("1h");
		await input.step(/\(5\/5\)/);
		await input.type("1774710000..1774713600000");
		await input.inFront("2026-03-28 15:00 – 2026-03-28 16:00");
		await input.type("2026-03-01T10:00:00.123456+0530..now");
		await input.inFront("2026-03-01 04:30:00.123");
		await input.type("2026-03-29");
		await input.inFront("2026-03-29 – 2026-03-30");
		await session.picture("range-day");
		await input.confirm();
		await services.kaiko.requested(1);
		const query = new URLSearchParams(services.kaiko.requests[0]?.query);
		assert.deepEqual(
			[query.get("start_time"), query.get("end_time")],
			["2026-03-29T00:00:00.000Z", "2026-03-30T00:00:00.000Z"],
		);
	});

	it("say beforehand how much of a long range will come, and which range would come whole", async () => {
		const input = await askInterval();
		await input.answer("1s");
		await input.step(/\(5\/5\)/);
		await input.offers(/Only the newest 200,000 of 604,800 intervals come/);
		await input.offers(/All fit in 2d, or at intervals from 1m up/);
		await editor().session.picture("range-notice");
		await input.type("20d");
		await input.offers(/Only the newest 200,000 of 1,728,000/);
		await input.escape();
	});

	it("may be a symbol in any script, which reaches the provider as it is", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		const { input } = workbench;
		services.kiyotaka.clear();
		await workbench.run("Value Area: Query volume profile");
		await input.step(/\(1\/5\)/);
		await input.answer("BINANCE_FUTURES");
		await input.step(/\(2\/5\)/);
		await input.answer("币安人生USDT");
		await input.step(/\(3\/5\)/);
		await input.type("1h");
		await input.inFront("1 hour");
		await input.confirm();
		await input.step(/\(4\/5\)/);
		await input.answer("2026-03-29");
		await input.step(/\(5\/5\)/);
		await input.confirm();
		await services.kiyotaka.requested(1);
		const query = new URLSearchParams(services.kiyotaka.requests[0]?.query);
		assert.deepEqual(
			[query.get("rawSymbol"), query.get("interval"), query.get("period")],
			["币安人生USDT", "HOUR", "86400"],
		);
		await session.picture("symbol-script");
	});

	it("may be a line of an environment, of which the key is taken and tried", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		const { input } = workbench;
		services.kaiko.clear();
		await workbench.run("Value Area: Set API key");
		await input.answer("Kaiko");
		await input.answer("Key without a name");
		await until("a key can be typed", () => input.isPassword());
		await input.enter("KIYOTAKA_API_KEY=valid-pasted-51c0ffee");
		await input.message(/names a key for Kiyotaka/);
		await input.type('export KAIKO_API_KEY="valid-pasted-51c0ffee"');
		await input.message("Only what follows = is taken as the key.");
		await session.picture("key-pasted");
		await input.confirm();
		await services.kaiko.requested(1);
		assert.deepEqual(services.kaiko.requests[0]?.keyHashes, {
			"x-api-key": sha256("valid-pasted-51c0ffee"),
		});
	});

	it("say what would fit when a number is not accepted", async () => {
		const { session } = editor();
		const chart = await openView(session, [dayProfile()]);
		const options = new ViewChoices(chart);
		await options.enter("percent", "150");
		assert.equal(await options.reason("percent"), "Enter a number from 1 to 100.");
		assert.equal(await options.control("percent").getAttribute("aria-invalid"), "true");
		await session.picture("percent-150");
		await options.enter("percent", "68");
		assert.equal(await options.reason("percent"), "");
		assert.equal(await options.control("percent").getAttribute("aria-invalid"), null);
		await options.set("nodes", true);
		await options.enter("node-smoothing", "4");
		assert.equal(await options.reason("node-smoothing"), "Enter an odd number from 1 to 25.");
		await options.set("nodes", false);
		await options.close();
	});
});

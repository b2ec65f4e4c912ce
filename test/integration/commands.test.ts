import assert from "node:assert/strict";
import * as vscode from "vscode";
import { createHash } from "node:crypto";
import { startLoopbackServer } from "../support/loopbackServer";
import { LOOPBACK_KEY } from "../support/keys";
import { PROFILE, SAMPLE, VWAP } from "./queries";
import { chartTitles, untilTabs, useServices } from "./window";

const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");

describe("commands", () => {
	const services = useServices();

	it("are all registered as the manifest declares them", async () => {
		const extension = vscode.extensions.getExtension("value-area.value-area");
		assert.ok(extension);
		await extension.activate();
		const { contributes } = extension.packageJSON as {
			contributes: { commands: { command: string }[] };
		};
		const registered = new Set(await vscode.commands.getCommands(true));
		const missing = contributes.commands.filter(({ command }) => !registered.has(command));
		assert.deepEqual(missing, []);
		assert.ok(contributes.commands.length > 10);
	});

	it("open a volume profile, ask Kiyotaka once and with its own key header alone", async () => {
		assert.equal(await vscode.commands.executeCommand("valueArea.openQuery", PROFILE), undefined);
		await untilTabs(() => chartTitles().length === 1, "no chart opened");
		await services().kiyotaka.requested(1);
		const [request] = services().kiyotaka.requests;
		assert.equal(request?.path, "/v1/points");
		assert.match(request?.query ?? "", /type=VOLUME_PROFILE_AGG/);
		assert.deepEqual(Object.values(request?.keyHashes ?? {}), [sha256(LOOPBACK_KEY)]);
		assert.equal(services().kaiko.requests.length, 0);
	});

	it("open a VWAP from Kaiko", async () => {
		await vscode.commands.executeCommand("valueArea.openQuery", VWAP);
		await untilTabs(() => chartTitles().length === 1, "no chart opened");
		await services().kaiko.requested(1);
		const [request] = services().kaiko.requests;
		assert.match(request?.path ?? "", /\/cbse\/spot\/btc-usd\/aggregations\/vwap$/);
		assert.equal(services().kiyotaka.requests.length, 0);
	});

	it("reveal the chart of a query that is open already, and ask nothing", async () => {
		await vscode.commands.executeCommand("valueArea.openQuery", PROFILE);
		await services().kiyotaka.requested(1);
		await vscode.commands.executeCommand("valueArea.openQuery", SAMPLE);
		await untilTabs(() => chartTitles().length === 2, "no second chart opened");
		await vscode.commands.executeCommand("valueArea.openQuery", { ...PROFILE });
		assert.equal(chartTitles().length, 2);
		assert.equal(services().kiyotaka.requests.length, 1);
	});

	it("open the sample data without a request", async () => {
		await vscode.commands.executeCommand("valueArea.openQuery", SAMPLE);
		await untilTabs(() => chartTitles().length === 1, "no chart opened");
		assert.deepEqual([services().kiyotaka.requests, services().kaiko.requests], [[], []]);
	});

	it("open a view of both kinds as one chart, and ask each provider once", async () => {
		const view = { queries: [PROFILE, VWAP], view: { layout: "overProfile" } };
		await vscode.commands.executeCommand("valueArea.openQuery", view);
		await untilTabs(() => chartTitles().length === 1, "no chart opened");
		assert.match(chartTitles()[0] ?? "", /^BTC-USD VWAP over BTCUSDT profile · hourly · 24 h$/);
		await services().kiyotaka.requested(1);
		await services().kaiko.requested(1);
		await vscode.commands.executeCommand("valueArea.openQuery", structuredClone(view));
		assert.equal(chartTitles().length, 1);
		assert.deepEqual(
			[services().kiyotaka, services().kaiko].map(({ requests }) => requests.length),
			[1, 1],
		);
	});

	it("open each chart of the sample data without a question when the argument names it", async () => {
		for (const [name, title] of [
			["overProfile", "BTC-USDT VWAP over profile · hourly, 15-minute · 7 d"],
			["timePrice", "BTC-USDT volume profile · hourly · 7 d"],
			["compare", "BTC-USDT + ETH-USDT VWAPs · 15-minute · 7 d"],
			["venues", "BTC-USDT VWAPs · 15-minute · 7 d"],
			["crossCheck", "BTC-USDT cross-check · hourly · 7 d"],
		] as const) {
			await vscode.commands.executeCommand("valueArea.openSampleData", name);
			await untilTabs(() => chartTitles().includes(title), `${name} did not open`);
		}
		assert.deepEqual([services().kiyotaka.requests, services().kaiko.requests], [[], []]);
	});

	it("add a market to the chart in front, in place", async () => {
		await vscode.commands.executeCommand("valueArea.openQuery", SAMPLE);
		await untilTabs(() => chartTitles().length === 1, "no chart opened");
		const adding = vscode.commands.executeCommand("valueArea.addMarket");
		// Takes the first choice: another volume profile, of which the sample has one left.
		const accept = setInterval(() => {
			void vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
		}, 100);
		try {
			const both = "BTC-USDT + ETH-USDT volume profiles · hourly · 24 h";
			await untilTabs(() => chartTitles()[0] === both, "the chart did not change");
			await adding;
		} finally {
			clearInterval(accept);
		}
		assert.equal(chartTitles().length, 1);
		const queries = [SAMPLE, { ...SAMPLE, symbol: "ETH-USDT" }];
		await vscode.commands.executeCommand("valueArea.openQuery", { queries, view: {} });
		assert.equal(chartTitles().length, 1, "the chart is not known under what it shows");
		await vscode.commands.executeCommand("valueArea.openQuery", SAMPLE);
		await untilTabs(() => chartTitles().length === 2, "the chart is still known as before");
	});

	it("return nothing to a caller with hostile arguments, and send no request (K12)", async () => {
		const sink = await startLoopbackServer(() => ({ status: 200, headers: {}, body: {} }));
		const hostile: unknown[] = [
			{ ...PROFILE, host: sink.origin },
			{ ...PROFILE, exchange: [`${sink.origin}/x`, "A B"] },
			{ ...VWAP, exchange: "../../v1" },
			{ ...VWAP, region: sink.origin },
			{ ...VWAP, instrument: "btc-usd?x=1#" },
			{ url: sink.origin, key: "stolen" },
			{ queries: [PROFILE, { ...VWAP, region: sink.origin }], view: {} },
			{ queries: Array(7).fill(SAMPLE), view: {} },
			JSON.parse('{ "__proto__": { "polluted": true }, "kind": "vwap" }'),
			"../../../etc/passwd",
			"x".repeat(1_000_000),
			42,
			null,
			[],
			() => "code",
		];
		try {
			for (const argument of hostile) {
				const outcome = await Promise.resolve(
					vscode.commands.executeCommand("valueArea.openQuery", argument),
				).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
				assert.equal(outcome, undefined);
			}
			assert.equal(sink.requests.length, 0);
			assert.deepEqual([services().kiyotaka.requests, services().kaiko.requests], [[], []]);
			assert.deepEqual(chartTitles(), []);
			assert.equal(({} as { polluted?: boolean }).polluted, undefined);
		} finally {
			await sink.stop();
		}
	});

	it("survive items and ids that do not exist (K12)", async () => {
		const onItems = ["open", "rename", "edit", "duplicate", "remove"].map(
			(name) => `valueArea.market.${name}`,
		);
		for (const command of onItems) {
			for (const argument of [{}, { id: "0000000000000000" }, "nothing", null]) {
				const done = vscode.commands.executeCommand(command, argument);
				// Without an item some ask for one: nobody answers here.
				await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
				assert.equal(await done, undefined, command);
			}
		}
	});
});

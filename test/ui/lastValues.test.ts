import assert from "node:assert/strict";
import { marketsFolder, saveMarket } from "./harness/savedMarkets";
import { mkdirSync } from "node:fs";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";
import type { EditorFolders } from "../editor/folders";

/** Markets at Kiyotaka, each a question of its own that weighs two. */
const PROFILES = ["BINANCE_FUTURES", "BYBIT", "BINANCE", "BYBIT_SPOT"].flatMap((exchange) =>
	["BTCUSDT", "ETHUSDT"].flatMap((rawSymbol) =>
		["HOUR", "FOUR_HOURS"].map((interval) => ({
			name: `${exchange} ${rawSymbol} ${interval}`,
			query: {
				kind: "volumeProfile",
				provider: "kiyotaka",
				exchange: [exchange],
				rawSymbol,
				interval,
				range: { last: "24h" },
			},
		})),
	),
);
const VWAPS = ["1m", "5m", "15m", "1h", "2h", "4h"].map((interval) => ({
	name: `VWAP ${interval}`,
	query: {
		kind: "vwap",
		provider: "kaiko",
		region: "us",
		dataVersion: "v1",
		exchange: "cbse",
		instrumentClass: "spot",
		instrument: "btc-usd",
		interval,
		range: { last: "24h" },
		aggregation: "vwap",
	},
}));
const TITLE = "Last values of markets";

function prepare(folders: EditorFolders, markets: typeof PROFILES | typeof VWAPS): void {
	mkdirSync(marketsFolder(folders), { recursive: true });
	for (const [at, { name, query }] of markets.entries()) saveMarket(folders, name, query, at);
}

describe("last values of many markets", () => {
	const editor = useEditor({
		kiyotaka: { weightPerMinute: 10 },
		prepare: (folders) => prepare(folders, PROFILES),
	});
	const begin = async () => {
		const { workbench } = editor().session;
		await workbench.openContainer("Value Area");
		await workbench.treeItem(PROFILES[0]?.name ?? "").waitFor();
		return workbench;
	};
	/** Names of the rows that show a value. */
	const withValue = async () => {
		const rows = editor().session.workbench.page.locator(".part.sidebar .monaco-list-row");
		const valued = rows.filter({ hasText: /POC \d/ }).locator(".label-name");
		return (await valued.allTextContents()).map((name) => name.trim());
	};

	it("say what they cost and are asked for only once somebody agrees", async () => {
		const { session, services } = editor();
		const workbench = await begin();
		services.kiyotaka.clear();
		await workbench.run("Value Area: Show last values");
		await workbench.dialog(/Ask for the last values of 16 markets\?/);
		await workbench.dialog(/16 requests · 32 intervals · weight 32/);
		await workbench.dialog(/what is left of your limit is not known yet/);
		await session.picture("last-values-cost");
		await workbench.pressInDialog("Cancel");
		await workbench.treeAction("BYBIT BTCUSDT HOUR", "Show last values");
		await until("one market has its value", async () => (await withValue()).length === 1);
		assert.equal(services.kiyotaka.requests.length, 1);
	});

	it("are asked for as far as the limit of the key allows, where somebody wants that", async () => {
		const { session, services } = editor();
		const workbench = await begin();
		services.kiyotaka.clear();
		await workbench.run("Value Area: Show last values");
		await workbench.dialog(
			/Kiyotaka: weight 32, \d+ left\. The rest waits for the limit, about \d min/,
		);
		await session.picture("last-values-limit");
		const button = workbench.page
			.locator(".monaco-dialog-box")
			.getByRole("button", { name: /^Ask for \d+ now$/ });
		const [, count = ""] = /(\d+)/.exec((await button.textContent()) ?? "") ?? [];
		await button.click();
		await until(`${count} markets were asked for`, () =>
			Promise.resolve(services.kiyotaka.requests.length === Number(count)),
		);
		await until("each has its value", async () => (await withValue()).length >= Number(count));
		assert.ok(Number(count) < PROFILES.length);
		assert.equal(services.kiyotaka.requests.length, Number(count));
	});
});

describe("last values that somebody does not wait for", () => {
	const editor = useEditor({ prepare: (folders) => prepare(folders, VWAPS) });

	it("are cancelled, and those that came stay", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await workbench.openContainer("Value Area");
		await workbench.treeItem("VWAP 4h").waitFor();
		services.kaiko.clear();
		// Two answers come, and none of the others ever does.
		services.kaiko.script({ kind: "delay", ms: 0 }, { kind: "delay", ms: 0 });
		services.kaiko.always({ kind: "silence" });
		await workbench.run("Value Area: Show last values");
		const rows = workbench.page.locator(".part.sidebar .monaco-list-row");
		const valued = rows.filter({ hasText: /VWAP \d[\d,.]+ USD/ });
		await until("two markets have their values", async () => (await valued.count()) === 2);
		// Two that were begun with these, and the two that followed them.
		await until("the others are under way", () =>
			Promise.resolve(services.kaiko.requests.length === VWAPS.length),
		);
		await workbench.notified(TITLE);
		await session.picture("last-values-progress");
		await workbench.pressInNotification(TITLE, "Cancel");
		await until("nothing runs any more", async () => {
			const shown = workbench.page.locator(".notification-list-item").filter({ hasText: TITLE });
			return (await shown.count()) === 0;
		});
		assert.equal(await valued.count(), 2);
		assert.equal(await rows.filter({ hasText: /no value/ }).count(), 0);
		assert.equal(services.kaiko.requests.length, VWAPS.length);
	});
});

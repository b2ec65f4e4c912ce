import assert from "node:assert/strict";
import { providerError } from "../../../../src/core/errors/errorText";
import { INVALID_CUSTOM_ORIGIN } from "../../../../src/core/access/origin";
import { createPanelActions, settingsFor } from "../../../../src/host/panels/panelActions";
import { sampleQuery } from "../../../../src/host/sampleQueries";
import type { PackedResult } from "../../../../src/core/result/packedResult";
import { ACTION_IDS, type ActionId } from "../../../../src/protocol/messages";
import { packedResult } from "../../app/results";

interface Press {
	readonly keyIsUsable?: boolean;
	readonly fails?: boolean;
	readonly part?: number;
	/** Whether the panel asks its provider already. */
	readonly isRunning?: boolean;
	readonly results?: readonly (PackedResult | undefined)[];
}

/** Presses a button of a panel and gives what was done. */
function press(
	action: ActionId,
	{ keyIsUsable = true, fails = false, part, isRunning = false, results = [] }: Press = {},
): Promise<string[]> {
	const done: string[] = [];
	const does = (what: string) => (detail?: unknown) => {
		done.push(typeof detail === "string" ? `${what} ${detail}` : what);
		return fails ? Promise.reject(new Error("failed")) : Promise.resolve();
	};
	const controller = {
		query: sampleQuery("vwap"),
		failure: undefined,
		isRunning,
		refresh: does("refresh"),
		retry: does("retry"),
		fetchRest: does("rest"),
		results,
		cancel: () => void done.push("cancel"),
		toggleFollow: () => {
			done.push("follow");
			return Promise.resolve(undefined);
		},
		followAnyway: () => void done.push("anyway"),
	};
	const doesPart = (what: string) => (_panel: unknown, at?: number) =>
		does(what)(at === undefined ? undefined : `part ${at}`);
	const act = createPanelActions({
		editQuery: (_panel, from, at) =>
			does("edit")(`from ${from}${at === undefined ? "" : ` ${at}`}`),
		findMarket: doesPart("find"),
		saveMarket: does("save"),
		exportData: doesPart("export"),
		useFit: (_panel, at) => does("fit")(String(at)),
		insist: (query) => void done.push(`insist ${query.kind}`),
		enterKey: (query) => does("key")(query.kind).then(() => keyIsUsable),
		switchKey: (query) => does("switch")(query.kind).then(() => keyIsUsable),
		signIn: (query) => does("sign in")(query.kind).then(() => keyIsUsable),
		chooseTable: (query) => does("table")(query.kind).then(() => keyIsUsable),
		openDataSet: (query) => void done.push(`data set ${query.kind}`),
		addMarket: does("add"),
		removeMarket: doesPart("remove"),
		loadVolume: doesPart("volume"),
		saveImage: does("image"),
		presets: does("presets"),
		openSampleData: does("sample"),
		copyDetails: does("details"),
		showLog: () => void done.push("log"),
		openSettings: does("settings"),
		openSetting: does("setting"),
		report: () => void done.push("report"),
	});
	act({ controller }, action, part);
	return new Promise((resolve) => setImmediate(() => resolve(done)));
}

describe("buttons of a panel", () => {
	it("each do something", async () => {
		for (const action of ACTION_IDS) assert.notDeepEqual(await press(action), [], action);
	});

	it("show what fits the plan, or send the query all the same", async () => {
		assert.deepEqual(await press("useFit"), ["fit 0"]);
		assert.deepEqual(await press("useOtherFit"), ["fit 1"]);
		assert.deepEqual(await press("sendAnyway"), ["insist vwap", "retry"]);
	});

	it("follow the market, also beyond the day of the plan", async () => {
		assert.deepEqual(await press("follow"), ["follow"]);
		assert.deepEqual(await press("followAnyway"), ["anyway"]);
	});

	it("lead into the prompts, from the start or from the range on", async () => {
		assert.deepEqual(await press("editQuery"), ["edit from start"]);
		assert.deepEqual(await press("changeRange"), ["edit from range"]);
	});

	it("ask again only with a usable key", async () => {
		assert.deepEqual(await press("enterKey"), ["key vwap", "retry"]);
		assert.deepEqual(await press("enterKey", { keyIsUsable: false }), ["key vwap"]);
		assert.deepEqual(await press("enterKey", { isRunning: true }), ["key vwap"]);
		assert.deepEqual(await press("switchKey"), ["switch vwap", "retry"]);
		assert.deepEqual(await press("switchKey", { keyIsUsable: false }), ["switch vwap"]);
	});

	it("ask again once somebody has signed in, or chosen another table", async () => {
		assert.deepEqual(await press("signIn"), ["sign in vwap", "retry"]);
		assert.deepEqual(await press("signInAsOther"), ["sign in vwap", "retry"]);
		assert.deepEqual(await press("signIn", { keyIsUsable: false }), ["sign in vwap"]);
		assert.deepEqual(await press("chooseTable"), ["table vwap", "retry"]);
		assert.deepEqual(await press("chooseTable", { isRunning: true }), ["table vwap"]);
		assert.deepEqual(await press("openDataSet"), ["data set vwap"]);
	});

	it("act on the right one of several markets", async () => {
		assert.deepEqual(await press("removeMarket", { part: 2 }), ["remove part 2"]);
		assert.deepEqual(await press("loadVolume", { part: 1 }), ["volume part 1"]);
		assert.deepEqual(await press("exportData", { part: 0 }), ["export part 0"]);
		assert.deepEqual(await press("editQuery", { part: 1 }), ["edit from start 1"]);
	});

	it("fetch the rest of a part and open the setting of the limit that ended it", async () => {
		assert.deepEqual(await press("fetchRest"), ["rest"]);
		for (const [code, setting] of [
			["rowLimit", "valueArea.limits.rows"],
			["deadline", "valueArea.limits.operationSeconds"],
		] as const) {
			const results = [undefined, { ...packedResult([1]), partial: { code } }];
			assert.deepEqual(await press("openLimit", { results }), [`setting ${setting}`]);
		}
	});

	it("ask again for what is missing, or for all", async () => {
		assert.deepEqual(await press("retry"), ["retry"]);
		assert.deepEqual(await press("refresh"), ["refresh"]);
	});

	it("report what fails", async () => {
		assert.deepEqual(await press("exportData", { fails: true }), ["export", "report"]);
	});
});

describe("settings to look at", () => {
	it("are those that the failure is about", () => {
		const code = INVALID_CUSTOM_ORIGIN;
		const settings = (...error: Parameters<typeof providerError>) =>
			settingsFor(providerError(...error));
		assert.equal(settings("proxy", "kaiko"), "http.proxy");
		const server = "ch.example.com:8443";
		assert.equal(settings("timeout", "trades", { server }), "valueArea.clickHouse");
		assert.equal(settings("tooLarge", "trades", { server }), "valueArea.clickHouse");
		assert.equal(settings("tls", "kaiko"), "http.systemCertificates");
		assert.equal(settings("badRequest", "kaiko", { code }), "valueArea.kaiko.customOrigin");
		assert.equal(settings("badRequest", "kiyotaka", { code }), "valueArea.kiyotaka.customOrigin");
		assert.equal(settings("redirect", "kaiko"), "@ext:value-area.value-area");
		assert.equal(settingsFor(new Error("other")), "@ext:value-area.value-area");
	});
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { filesContaining } from "../editor/canary";
import { REPOSITORY } from "../editor/repository";
import { LOOPBACK_KEY } from "../support/keys";
import { type Services, startServices } from "../support/services";
import { startVendorDouble, type VendorDouble } from "../support/vendorDouble";
import { askProfile, askVwap } from "./harness/asks";
import { Session } from "./harness/session";
import { customOrigins } from "./harness/useEditor";

const KAIKO = "valid-canary-environment-7f3b";
const OPEN_MARKET = "valid-canary-environment-51c0";
const BROKEN = "canary with spaces";
const START_MS = 240_000;
const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");

describe("API keys of the environment, at the providers' own names", () => {
	let services: Services;
	let double: VendorDouble | undefined;
	let session: Session;

	before("VS Code starts with keys in its environment, behind a proxy", async function () {
		this.timeout(START_MS);
		services = await startServices({
			kiyotaka: { historyDays: 36_500, keyHeader: "X-OpenMarket-Key" },
		});
		double = await startVendorDouble({
			"us.market-api.kaiko.io": services.kaikoOrigin,
			"api.openmarket.xyz": services.kiyotakaOrigin,
		});
		if (double === undefined) return this.skip();
		session = await Session.start({
			vsix: join(REPOSITORY, "out", "value-area.vsix"),
			settings: {
				"http.proxy": double.proxy,
				"valueArea.kiyotaka.host": "api.openmarket.xyz",
				"valueArea.kaiko.region": "us",
			},
			env: {
				KAIKO_API_KEY: KAIKO,
				OPENMARKET_API_KEY: OPEN_MARKET,
				KIYOTAKA_API_KEY: BROKEN,
				NODE_EXTRA_CA_CERTS: double.certificate,
			},
		});
	});
	beforeEach(async () => {
		services.kaiko.clear();
		services.kiyotaka.clear();
		await session.workbench.settle();
	});
	afterEach(async function () {
		if (this.currentTest?.state === "failed") await session.keepTrace(this.currentTest.fullTitle());
	});
	after(async function () {
		this.timeout(START_MS);
		await (session as Session | undefined)?.stop();
		await double?.stop();
		await services.stop();
	});

	/** Hosts that were asked, but for that of the lists of markets, whose client has no room for a key. */
	const askedWithKeys = () =>
		[...new Set(double?.asked)].filter((host) => !host.startsWith("reference-data-api.")).sort();
	const choose = async (what: string) => {
		await session.workbench.run("Value Area: Use API keys from the environment");
		await session.workbench.input.step(/Use API keys from the environment/);
		await session.workbench.input.answer(what);
	};

	it("are not read before somebody turns that on", async () => {
		const { workbench } = session;
		await askVwap(workbench);
		await workbench.input.step(/Kaiko needs an API key/);
		await workbench.input.escape();
		assert.deepEqual([services.kaiko.requests, askedWithKeys()], [[], []]);
	});

	it("are told by their variables, and which cannot be a key", async () => {
		const { workbench } = session;
		await workbench.run("Value Area: Use API keys from the environment");
		await workbench.input.offers(/Set: KIYOTAKA_API_KEY, OPENMARKET_API_KEY, KAIKO_API_KEY/);
		await session.picture("key-environment");
		await workbench.input.escape();
		await choose("Read keys");
		await workbench.notified(/Keys are read from the environment: KIYOTAKA.*KAIKO_API_KEY\./);
		await workbench.notified(
			/KIYOTAKA_API_KEY holds no key that can be sent\. The key has a space/,
		);
		await session.picture("key-environment-on");
	});

	it("go to their own provider in its own header, and nowhere else", async () => {
		const { workbench } = session;
		await askVwap(workbench);
		await (await workbench.chart()).state("chart");
		assert.deepEqual(services.kaiko.requests[0]?.keyHashes, { "x-api-key": sha256(KAIKO) });
		await askProfile(workbench);
		await (await workbench.chart("BTCUSDT")).state("chart");
		assert.deepEqual(services.kiyotaka.requests[0]?.keyHashes, {
			"x-openmarket-key": sha256(OPEN_MARKET),
		});
		assert.deepEqual(askedWithKeys(), ["api.openmarket.xyz:443", "us.market-api.kaiko.io:443"]);
	});

	it("give way to a key that is entered, and are switched back to", async () => {
		const { workbench } = session;
		const { input } = workbench;
		await workbench.run("Value Area: Switch API key");
		await input.answer("Kaiko");
		await input.step(/Switch Kaiko API key/);
		await input.offers(/KAIKO_API_KEY.*in use, from the environment/);
		await session.picture("key-environment-switch");
		await input.answer("Add another key");
		await input.enter("Own");
		await input.step(/Set Kaiko API key Own/);
		await input.enter(LOOPBACK_KEY);
		await workbench.told("Kaiko accepted the key.");
		assert.deepEqual(services.kaiko.requests[0]?.keyHashes, { "x-api-key": sha256(LOOPBACK_KEY) });
		await workbench.run("Value Area: Switch API key");
		await input.answer("Kaiko");
		await input.step(/Switch Kaiko API key/);
		await input.answer("KAIKO_API_KEY");
		await workbench.told("Kaiko is asked with KAIKO_API_KEY from the environment now");
		services.kaiko.clear();
		await workbench.showEditor("BTC-USD VWAP");
		await workbench.run("Value Area: Refresh chart");
		await services.kaiko.requested(1);
		assert.deepEqual(services.kaiko.requests[0]?.keyHashes, { "x-api-key": sha256(KAIKO) });
	});

	it("never go to an address of the settings", async () => {
		const { workbench } = session;
		session.folders.changeSettings(customOrigins(services));
		await workbench.reload();
		await workbench.run("Value Area: Run last query again");
		await workbench.input.step(/needs an API key/);
		await workbench.input.escape();
		assert.deepEqual([services.kaiko.requests, services.kiyotaka.requests], [[], []]);
	});

	it("are not read any more once that is turned off", async () => {
		const { workbench } = session;
		await choose("Do not read");
		await workbench.notified("Keys from the environment are not read any more.");
		session.folders.changeSettings({
			"valueArea.kaiko.region": "us",
			"valueArea.kiyotaka.host": "api.openmarket.xyz",
		});
		await workbench.reload();
		await workbench.run("Value Area: Switch API key");
		await workbench.input.step(/Switch Kaiko API key/);
		assert.deepEqual((await workbench.input.labels())[0], "Own");
		await workbench.input.escape();
	});

	it("are in no file", () => {
		for (const canary of [KAIKO, OPEN_MARKET, BROKEN]) {
			assert.deepEqual(filesContaining(session.folders.userData, canary).found, []);
		}
	});
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import https from "node:https";
import { connect } from "node:tls";
import { createEndpoint } from "../../../src/core/access/endpoint";
import { placeOf } from "../../../src/core/access/placeOf";
import type { HostChoices } from "../../../src/core/access/places";
import type { RemoteProviderId } from "../../../src/core/providers/credentials";
import { startFaultServer } from "../../support/faultServer";
import type { LoopbackServer } from "../../support/loopbackServer";
import { startVendorDouble, type VendorDouble } from "../../support/vendorDouble";
import { openWindow } from "../app/keys/twoWindows";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { createHarness } from "./harness";

const KAIKO = "canary-of-the-environment-7f3b";
const OPEN_MARKET = "canary-of-the-environment-51c0";
const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");

describe("client and keys of the environment, at the providers' own names", () => {
	const folder = useTemporaryFolder();
	const { globalAgent } = https;
	let server: LoopbackServer;
	let double: VendorDouble | undefined;

	before("loopback services answer under the providers' names", async function () {
		server = await startFaultServer({ data: [] });
		double = await startVendorDouble({
			"us.market-api.kaiko.io": server.origin,
			"eu.market-api.kaiko.io": server.origin,
			"api.openmarket.xyz": server.origin,
			"api.kiyotaka.ai": server.origin,
		});
		if (double === undefined) return this.skip();
		const { port, certificate } = double;
		const ca = readFileSync(certificate);
		const agent = new https.Agent();
		agent.createConnection = ({ host }) =>
			connect({
				host: "127.0.0.1",
				port,
				ca,
				...(typeof host === "string" && { servername: host }),
			});
		https.globalAgent = agent;
	});
	beforeEach(() => server.clear());
	after(async () => {
		https.globalAgent.destroy();
		https.globalAgent = globalAgent;
		await double?.stop();
		await server.stop();
	});

	/** Asks with what a person has set, allowed and in their environment. */
	const open = async ({ isAllowed = true, customOrigin = "" } = {}) => {
		const environment = { KAIKO_API_KEY: KAIKO, OPENMARKET_API_KEY: OPEN_MARKET };
		const { keys } = openWindow({ folder: folder(), environment });
		if (isAllowed) await keys.allowEnvironment(true);
		const isCustom = customOrigin !== "";
		const hosts: HostChoices = {
			kiyotaka: { host: isCustom ? "custom" : "api.openmarket.xyz", customOrigin },
			kaiko: { host: isCustom ? "custom" : "us", customOrigin },
		};
		return (provider: RemoteProviderId, host?: string) =>
			createHarness({
				origin: "",
				endpoint: () => {
					const place = placeOf(hosts, provider, host);
					const { id } = keys.active(place);
					return createEndpoint(provider, place.origin, () => keys.read(place, id), id);
				},
			});
	};

	it("K10: sends each its own, in its own header", async () => {
		const ask = await open();
		await ask("kaiko", "us").get();
		await ask("kaiko", "eu").get();
		await ask("kiyotaka").get({ provider: "kiyotaka" });
		assert.deepEqual(
			server.requests.map(({ keyHashes }) => keyHashes),
			[
				{ "x-api-key": sha256(KAIKO) },
				{ "x-api-key": sha256(KAIKO) },
				{ "x-openmarket-key": sha256(OPEN_MARKET) },
			],
		);
	});

	it("sends nothing to a host whose variable is not set", async () => {
		const ask = await open();
		const error = await ask("kiyotaka", "api.kiyotaka.ai").fails({ provider: "kiyotaka" });
		assert.deepEqual([error.kind, server.requests], ["noKey", []]);
	});

	it("sends nothing before the person allowed it", async () => {
		const ask = await open({ isAllowed: false });
		assert.equal((await ask("kaiko").fails()).kind, "noKey");
		assert.deepEqual(server.requests, []);
	});

	it("sends nothing to an address of the settings", async () => {
		const ask = await open({ customOrigin: server.origin });
		for (const provider of ["kaiko", "kiyotaka"] as const) {
			assert.equal((await ask(provider).fails({ provider })).kind, "noKey");
		}
		assert.deepEqual(server.requests, []);
	});

	it("K2: sends nothing with a value that cannot be a key", async () => {
		const environment = { KAIKO_API_KEY: "canary with\nbreaks" };
		const { keys } = openWindow({ folder: folder(), environment });
		await keys.allowEnvironment(true);
		const place = { credential: "kaiko", origin: "https://us.market-api.kaiko.io" };
		const { id } = keys.active(place);
		const endpoint = () => createEndpoint("kaiko", place.origin, () => keys.read(place, id), id);
		const { kind, facts } = await createHarness({ origin: "", endpoint }).fails();
		assert.deepEqual([kind, facts.code, facts.keyId], ["badKey", "KEY_FORM", "environment"]);
		assert.deepEqual(server.requests, []);
	});
});

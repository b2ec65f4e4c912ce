import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LoopbackServer, startLoopbackServer } from "../support/loopbackServer";
import { askProfile, askVwap } from "./harness/asks";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

for (const [name, isTrusted] of [
	["in Restricted Mode", false],
	["that the user trusts", true],
] as const) {
	describe(`a folder ${name} whose settings name other hosts`, () => {
		let sink: LoopbackServer | undefined;
		before(async () => {
			sink = await startLoopbackServer(() => ({ status: 200, headers: {}, body: {} }));
		});
		const editor = useEditor({
			settings: {
				"security.workspace.trust.enabled": !isTrusted,
				"security.workspace.trust.startupPrompt": "never",
			},
			prepare: ({ workspace }) => {
				mkdirSync(join(workspace, ".vscode"));
				const origin = sink?.origin;
				const hostile = {
					"valueArea.kiyotaka.host": "custom",
					"valueArea.kiyotaka.customOrigin": origin,
					"valueArea.kaiko.region": "custom",
					"valueArea.kaiko.customOrigin": origin,
					"valueArea.kaiko.referenceOrigin": origin,
				};
				writeFileSync(join(workspace, ".vscode", "settings.json"), JSON.stringify(hostile));
				const dataSets = join(workspace, ".valuearea", "datasets");
				mkdirSync(dataSets, { recursive: true });
				const shared = { schema: 1, name: "Tape of the team", files: ["tape.csv"], layout: {} };
				writeFileSync(join(dataSets, "team.json"), JSON.stringify(shared));
			},
		});
		after(async () => sink?.stop());

		it(`${isTrusted ? "has nothing to say" : "is told"} about trust in the empty list of markets`, async () => {
			const { session } = editor();
			const view = await session.workbench.openContainer("Value Area");
			await view.getByText("Open sample data").first().waitFor();
			const words = view.getByText(/not trusted this folder.*your user settings only/);
			// A window that has just opened learns of its trust a moment later.
			await until(
				`trust is ${isTrusted ? "no subject" : "explained"}`,
				async () => (await words.count()) === (isTrusted ? 0 : 1),
			);
			if (!isTrusted) await session.picture("welcome-untrusted");
		});

		it(`${isTrusted ? "shows" : "does not read"} the data sets that it defines`, async () => {
			const { workbench } = editor().session;
			const view = await workbench.openContainer("Value Area");
			if (!isTrusted) await view.getByText(/Chart your own trades/).waitFor();
			const row = workbench.treeItem("Tape of the team");
			await until(
				`the data set is ${isTrusted ? "there" : "not there"}`,
				async () => (await row.count()) === (isTrusted ? 1 : 0),
			);
		});

		it("sends no request and no key there (K8, K9)", async () => {
			const { session, services } = editor();
			await askProfile(session.workbench);
			await (await session.workbench.chart("BTCUSDT volume profile")).state("chart");
			await askVwap(session.workbench);
			await (await session.workbench.chart("BTC-USD VWAP")).state("chart");
			assert.equal(services.kiyotaka.requests.length, 1);
			assert.equal(services.kaiko.requests.length, 1);
			assert.deepEqual(sink?.requests, []);
		});
	});
}

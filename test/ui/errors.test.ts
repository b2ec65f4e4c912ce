import assert from "node:assert/strict";
import type { Fault } from "../support/faults";
import { askProfile, askVwap } from "./harness/asks";
import { useEditor } from "./harness/useEditor";

const json = (status: number, body: object, headers: Record<string, string> = {}): Fault => ({
	kind: "answer",
	status,
	headers: { "content-type": "application/json", ...headers },
	body: JSON.stringify(body),
});

/** What goes wrong, and the words by which a person can tell it from the rest. */
const FAILURES: readonly (readonly [string, Fault, RegExp])[] = [
	["401", json(401, {}), /refused the API key/],
	["404", json(404, {}), /does not know|no data/],
	["500", json(500, {}), /problem on its side/],
	[
		"a web page",
		{
			kind: "answer",
			status: 200,
			headers: { "content-type": "text/html" },
			body: "<html><form>Log in",
		},
		/web page answered/,
	],
	["another form", json(200, { series: 5, data: 5 }), /unexpected form/],
	["a cut connection", { kind: "reset" }, /connection was cut/],
	[
		"a redirect",
		{ kind: "redirect", status: 302, location: "https://elsewhere.example/" },
		/redirect to elsewhere\.example/,
	],
];

describe("failures, in the panel itself", () => {
	const editor = useEditor({ settings: { "valueArea.limits.operationSeconds": 15 } });

	for (const [provider, ask] of [
		["kiyotaka", askProfile],
		["kaiko", askVwap],
	] as const) {
		const name = provider === "kiyotaka" ? "Kiyotaka" : "Kaiko";

		it(`of ${name} each have their own sentence, name the provider, offer an action and disappear afterwards`, async () => {
			const { session, services } = editor();
			const service = services[provider];
			await session.workbench.closeAllEditors();
			const seen = new Set<string>();
			const [first, ...rest] = FAILURES;
			assert.ok(first);
			service.always(first[1]);
			await ask(session.workbench);
			const chart = await session.workbench.chart();
			for (const [what, fault, words] of [first, ...rest]) {
				service.always(fault);
				if (what !== first[0]) await chart.press("refresh");
				const sentence = await chart.failureMatching(words);
				assert.match(sentence, new RegExp(name), what);
				assert.match(sentence, /\.$/, what);
				assert.ok(await chart.hasAction(), `${what} offers no way forward`);
				seen.add(sentence);
				await session.picture(`error-${provider}-${what.replaceAll(" ", "-")}`);
			}
			assert.equal(seen.size, FAILURES.length);
			service.always(undefined);
			await chart.press("refresh");
			await chart.state("chart");
		});
	}

	it("of a silent server end with a sentence about time", async () => {
		const { session, services } = editor();
		services.kaiko.always({ kind: "silence" });
		await session.workbench.closeAllEditors();
		await askVwap(session.workbench, { interval: "1h" });
		const chart = await session.workbench.chart();
		await chart.failureMatching(/did not answer/);
		services.kaiko.always(undefined);
	});

	it("keep an earlier chart and put the sentence above it", async () => {
		const { session, services } = editor();
		await session.workbench.closeAllEditors();
		await askProfile(session.workbench);
		const chart = await session.workbench.chart();
		await chart.state("chart");
		const poc = await chart.value("poc");
		services.kiyotaka.always(json(500, {}));
		await chart.press("refresh");
		await chart.failureMatching(/problem on its side/);
		assert.equal(await chart.value("poc"), poc);
		assert.equal(await chart.state("chart"), "chart");
		await session.picture("error-above-chart");
		services.kiyotaka.always(undefined);
	});

	it("of a market without trades say so and offer another range", async () => {
		const { session, services } = editor();
		services.kiyotaka.always(json(200, { series: [] }));
		await session.workbench.closeAllEditors();
		await askProfile(session.workbench, { symbol: "ETHUSDT" });
		const chart = await session.workbench.chart();
		await chart.failureMatching(/no trades in this range/);
		await chart.pressAction(/Change range/);
		await session.workbench.input.step(/\(4\/5\)/);
		await session.workbench.input.escape();
		services.kiyotaka.always(undefined);
	});

	it("of too many requests say when to come back, and the provider is left alone until then", async () => {
		const { session, services } = editor();
		await session.workbench.closeAllEditors();
		services.kaiko.clear();
		services.kaiko.always(json(429, {}, { "retry-after": "120" }));
		await askVwap(session.workbench, { interval: "2h" });
		const chart = await session.workbench.chart();
		await chart.failureMatching(/Kaiko asks to wait.* at \d\d:\d\d UTC/);
		services.kaiko.always(undefined);
		const asked = services.kaiko.requests.length;
		await chart.press("refresh");
		await chart.failureMatching(/asks to wait/);
		assert.equal(services.kaiko.requests.length, asked);
	});
});

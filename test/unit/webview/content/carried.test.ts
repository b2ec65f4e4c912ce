import assert from "node:assert/strict";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import { READY_SESSIONS } from "../../../../src/core/session/session";
import { sampleAnswer } from "../../../support/answers";
import { columnOf, numberIn, plainSpaces, valueOf } from "../reading";
import { svgOfFrame } from "../golden/svgText";
import { frameOf, showChart } from "../shown";
import { copiedFrom } from "../copied";

const answer = (kind: "volumeProfile" | "vwap", interval: string, last: string) =>
	sampleAnswer({ kind, symbol: "BTC-USDT", interval, range: { last } });
const VIEW: ViewOptions = { layout: "timePrice", carried: ["day"], openingRange: 60 };

describe("levels that carry on, in a chart", () => {
	it("stand in the strip with what they are of, and on the axis each price once", async () => {
		const { content } = showChart([await answer("volumeProfile", "1h", "72h")], VIEW);
		for (const id of ["pPOC", "pVAH", "pVAL", "pVWAP", "ORH", "ORL"]) valueOf(content, id);
		const poc = content.figures.find(({ id }) => id === "pPOC");
		assert.match(plainSpaces(poc?.hint ?? ""), /^POC of 2026-03-27 00:00 – 2026-03-28 00:00 UTC$/);
		const vwap = content.figures.find(({ id }) => id === "pVWAP");
		assert.match(vwap?.hint ?? "", /As the rows imply it/);
		const side = frameOf(content).panes.find(({ id }) => id === "side");
		const texts = side?.y.tags.map(({ text }) => text) ?? [];
		assert.ok(texts.length > 3);
		assert.equal(new Set(texts).size, texts.length);
	});

	it("have a name in each tag on the axis, those of one price together", async () => {
		const view = { ...VIEW, initialBalance: true };
		const { content } = showChart([await answer("volumeProfile", "1h", "72h")], view);
		const side = frameOf(content).panes.find(({ id }) => id === "side");
		const names = side?.y.tags.map(({ name }) => name) ?? [];
		assert.ok(!names.includes(""), names.join());
		for (const name of ["POC", "VAH", "VAL", "pVAH", "pVWAP", "ORH IBH", "ORL IBL"])
			assert.ok(names.includes(name), name);
		assert.equal(new Set(names).size, names.length);
	});

	it("have their date in the strip and no tag on the axis once they do not hold any more", async () => {
		// The range ends on a Saturday, on which London has no session.
		const [, london] = READY_SESSIONS;
		const view: ViewOptions = {
			layout: "timePrice",
			carried: ["day"],
			openingRange: 60,
			session: london,
		};
		const of = (more: ViewOptions) => showChart([result], { ...view, ...more });
		const result = await answer("volumeProfile", "1h", "72h");
		const figure = (more: ViewOptions, id: string) =>
			of(more).content.figures.find((one) => one.id === id);
		assert.equal(figure({}, "ORH")?.detail?.text, "2026-03-27");
		assert.equal(figure({}, "ORL")?.detail?.text, "2026-03-27");
		assert.equal(figure({}, "pPOC")?.detail, undefined);
		// Days have one on the last day of the range, too.
		assert.equal(figure({ session: "day" }, "ORH")?.detail, undefined);
		const texts = (more: ViewOptions) => {
			const panes = frameOf(of(more).content).panes;
			return panes.flatMap(({ y }) => y.tags.map(({ text }) => text));
		};
		const [high, low] = ["ORH", "ORL"].map((id) => figure({}, id)?.value ?? "");
		assert.ok(!texts({}).includes(high ?? "") && !texts({}).includes(low ?? ""));
		assert.ok(texts({ session: "day" }).includes(figure({ session: "day" }, "ORH")?.value ?? ""));
	});

	it("have two decimals more than the range where they are its extensions", async () => {
		const view: ViewOptions = { layout: "timePrice", openingRange: 60, extensions: true };
		const { content } = showChart([await answer("volumeProfile", "1h", "72h")], view);
		const drawn = svgOfFrame(frameOf(content, { zoom: { y: { min: 1_000, max: 2_000 } } }));
		const named = new Set(drawn.match(/↑ OR −[\d.]+× [\d,.]+/g));
		assert.equal(named.size, 3);
		assert.ok(
			[...named].every((text) => /\.\d\d$/.test(text)),
			[...named].join(),
		);
	});

	it("are named with their prices at the end of a price axis that does not reach them", async () => {
		const { content } = showChart([await answer("volumeProfile", "1h", "72h")], VIEW);
		const drawn = (low: number, high: number) =>
			svgOfFrame(frameOf(content, { zoom: { y: { min: low, max: high } } }));
		const namesIn = (text: string) => [...new Set(text.match(named) ?? [])];
		const named = /[↑↓] (?:pPOC|pVAH|pVAL|pVWAP|ORH|ORL) [\d,.]+/g;
		assert.deepEqual(namesIn(drawn(1_000, 500_000)), []);
		const below = namesIn(drawn(1_000, 2_000));
		assert.equal(below.length, 3);
		assert.ok(below.every((text) => text.startsWith("↑")));
		const above = namesIn(drawn(400_000, 500_000));
		assert.equal(above.length, 3);
		assert.ok(above.every((text) => text.startsWith("↓")));
	});

	it("are the numbers under the crosshair that held then", async () => {
		const { content } = showChart([await answer("volumeProfile", "1h", "72h")], VIEW);
		const { screen } = content;
		const labels = (time: number) =>
			screen.describe({ time, row: 0 }).rows.map(({ label }) => label);
		const noon = Date.UTC(2026, 2, 27, 12);
		assert.ok(
			["pPOC", "pVAL–pVAH", "pVWAP", "ORL–ORH"].every((name) => labels(noon).includes(name)),
		);
		// The first day has none before it, and its first hour is not over.
		const first = labels(Date.UTC(2026, 2, 26));
		assert.ok(!first.includes("pPOC") && !first.includes("ORL–ORH"));
	});

	it("are columns of the table and of what is copied", async () => {
		const shown = showChart([await answer("volumeProfile", "1h", "72h")], VIEW);
		const { content, parts, view, words } = shown;
		const column = columnOf(content.table, "pPOC");
		assert.equal(column[0], "–");
		assert.notEqual(column[24], "–");
		assert.equal(new Set(column.slice(24, 48)).size, 1);
		const copied = copiedFrom(
			{ parts, view, words },
			{ kind: "rows", table: "intervals", from: 23, to: 24 },
		);
		const lines = (copied?.text ?? "").split("\n").map((line) => line.split("\t"));
		const at = lines[0]?.indexOf("pPOC") ?? -1;
		assert.ok(at > 0);
		assert.equal(lines[1]?.[at], "");
		assert.equal(Number(lines[2]?.[at]), Number((column[24] ?? "").replace(/[^\d.]/g, "")));
	});

	it("are in tables and copies the rows as they were delivered, like VAH there, also where the chart shows edges", async () => {
		const result = await answer("volumeProfile", "1h", "72h");
		const of = (edges: boolean) =>
			showChart([result], { ...VIEW, profileOf: "sessions", edges }).content;
		const { table, figures } = of(true);
		const [vah, carried] = [columnOf(table, "VAH"), columnOf(table, "pVAH")];
		assert.equal(carried.length, 3);
		assert.deepEqual(carried.slice(1), vah.slice(0, 2));
		for (const name of ["VAH", "pVAH", "ORH"])
			assert.deepEqual(columnOf(table, name), columnOf(of(false).table, name), name);
		const shown = figures.find(({ id }) => id === "pVAH");
		assert.equal(numberIn(shown?.value ?? ""), numberIn(carried[2] ?? "") + 10);
		assert.match(shown?.hint ?? "", /outer edge/);
	});

	it("are switched off in the legend, group by group", async () => {
		const results = [await answer("volumeProfile", "1h", "72h")];
		const { content } = showChart(results, { ...VIEW, hidden: ["carried"] });
		assert.deepEqual(
			content.legend.filter(({ id }) => id === "carried" || id === "opening").map(({ id }) => id),
			["carried", "opening"],
		);
		const rows = content.screen.describe({ time: Date.UTC(2026, 2, 27, 12), row: 0 }).rows;
		const labels = rows.map(({ label }) => label);
		assert.ok(labels.includes("ORL–ORH") && !labels.includes("pPOC"));
	});

	it("say what range or interval they need", async () => {
		const { content } = showChart([await answer("volumeProfile", "1h", "12h")], {
			...VIEW,
			openingRange: 30,
		});
		assert.deepEqual(
			content.notices?.map(({ text }) => text),
			[
				"The range holds no whole session (Days) before its last one, so none of their levels carry on. Choose a longer range.",
				"The first 30 minutes of sessions (Days) are no whole intervals of 1h. Edit the query and choose 30m or an interval that divides it.",
			],
		);
	});

	it("say once what mends several of them", async () => {
		const { content } = showChart([await answer("volumeProfile", "1h", "12h")], {
			layout: "timePrice",
			carried: ["day", "week"],
			openingRange: 30,
			session: READY_SESSIONS[3],
			profileOf: "sessions",
		});
		assert.deepEqual(content.notices, [
			{
				text:
					"Sessions (US cash) do not begin and end with intervals of 1h. " +
					"The first 30 minutes of sessions (US cash) are no whole intervals of 1h. " +
					"Edit the query and choose 30m or an interval that divides it.",
				actions: [{ id: "editQuery", label: "Edit query" }],
			},
			{
				text:
					"The range holds no whole session (Days) before its last one, so none of their levels carry on. " +
					"The range holds no whole session (Weeks) before its last one, so none of their levels carry on. " +
					"Choose a longer range.",
				actions: [{ id: "changeRange", label: "Change range" }],
			},
		]);
	});

	it("stand beside a VWAP over its profile, with the VWAP of the trades", async () => {
		const results = [await answer("volumeProfile", "1h", "72h"), await answer("vwap", "1h", "72h")];
		const { content } = showChart(results, { ...VIEW, layout: "overProfile" });
		const vwap = content.figures.find(({ id }) => id === "pVWAP");
		assert.equal(plainSpaces(vwap?.hint ?? ""), "VWAP of 2026-03-27 00:00 – 2026-03-28 00:00 UTC");
	});
});

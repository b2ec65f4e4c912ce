import assert from "node:assert/strict";
import type { Browser, Locator } from "playwright-core";
import { launchBrowser } from "../../editor/browser";
import { sampleAnswer } from "../../support/answers";
import { BarePage } from "../harness/barePage";
import { until } from "../harness/until";

describe("sessions side by side", () => {
	let browser: Browser;
	let bare: BarePage;
	before(async () => {
		browser = await launchBrowser();
		bare = await BarePage.open(browser);
		const [market, source] = ["BTC-USDT", "Sample data"];
		await bare.show({
			results: [
				await sampleAnswer({
					kind: "volumeProfile",
					symbol: market,
					interval: "30m",
					range: { last: "72h" },
				}),
			],
			caption: {
				market,
				source,
				detail: "72 h · 30 minutes",
				footnote: "",
				notes: [],
				fromSnapshot: false,
				parts: [{ market, source, kind: "Volume profile" }],
			},
			view: { layout: "timePrice", table: true },
		});
	});
	after(() => browser.close());

	const byId = (id: string): Locator => bare.page.locator(`[data-testid="${id}"]`);
	const table = () => bare.page.locator('table[data-testid="table"]');
	/** Waits until the table has so many rows below its header, all of them on the page. */
	const hasRows = async (count: number) => {
		await until(
			`the table has ${count} rows`,
			async () => (await table().getAttribute("aria-rowcount")) === String(count + 1),
		);
		await table()
			.locator(`tr[aria-rowindex="${count + 1}"]`)
			.waitFor();
	};

	it("have levels that carry on, of which plain clicks choose several and give them up", async () => {
		await bare.page.locator('button[data-testid="options"]').click();
		const carried = byId("option-carried");
		const chosen = () =>
			carried.evaluate((select) =>
				[...(select as HTMLSelectElement).selectedOptions].map(({ value }) => value),
			);
		const click = (value: string) => carried.locator(`option[value="${value}"]`).click();
		await click("day");
		await click("week");
		assert.deepEqual(await chosen(), ["day", "week"]);
		await click("day");
		assert.deepEqual(await chosen(), ["week"]);
		await click("week");
		assert.deepEqual(await chosen(), []);
		await bare.page.locator('button[data-testid="options"]').click();
	});

	it("are chosen in the view options, and read one by one with the arrow keys", async () => {
		const { keyboard } = bare.page;
		await bare.page.locator('button[data-testid="options"]').click();
		await byId("option-profileOf").selectOption("sessions");
		await hasRows(3);
		const states = await table().locator("tbody td:nth-child(4)").allTextContents();
		assert.deepEqual(states, ["complete", "complete", "complete"]);
		await byId("option-session").selectOption({ label: "US cash" });
		await hasRows(2);
		await byId("chart").focus();
		const spoken = bare.page.locator('[aria-live="polite"]');
		const says = (words: RegExp) =>
			until(`${words} is spoken`, async () =>
				(await spoken.allTextContents()).some((text) => words.test(text)),
			);
		await keyboard.press("ArrowLeft");
		await says(/2026-03-27 13:30 UTC · US cash: To 2026-03-27 20:00, .*POC of the session/);
		await keyboard.press("ArrowLeft");
		await says(/2026-03-26 13:30 UTC · US cash: To 2026-03-26 20:00, .*Delta of the session/);
	});
});

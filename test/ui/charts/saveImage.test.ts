import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { TEST_RESULTS } from "../../editor/repository";
import type { ChartPage } from "../harness/chartPage";
import { openView } from "../harness/openView";
import { lookOf, partsOfSvg } from "../harness/pictures/pictureFile";
import { sample } from "../harness/queries";
import { until } from "../harness/until";
import { useViewEditor } from "../harness/useEditor";
import { ViewChoices } from "../harness/viewChoices";

const PNG_SIGNATURE = "89504e470d0a1a0a";
const isDark = (corner: readonly number[]) => corner.every((value) => value < 60);
const isWhite = (corner: readonly number[]) => corner.every((value) => value === 255);

describe("a picture of a chart", () => {
	const editor = useViewEditor();
	let chart: ChartPage;
	before(async () => {
		chart = await openView(
			editor().session,
			[sample("volumeProfile", "1h"), sample("vwap", "15m")],
			{ layout: "overProfile", anchor: "session", volume: true },
		);
	});

	/** Saves a picture through the prompts. @returns its bytes */
	async function save(format: "PNG" | "SVG", look: "theme" | "print"): Promise<Buffer> {
		const { workbench, folders } = editor().session;
		const { input } = workbench;
		await input.step(/Save image of chart/);
		await input.rows.filter({ hasText: format }).filter({ hasText: look }).click();
		const file = await input.suggestion(new RegExp(`\\.${format.toLowerCase()}$`));
		await input.confirm();
		await input.closed();
		assert.equal(dirname(file), folders.workspace);
		assert.match(file, /btc-usdt-vwap-over-profile/);
		await until("the file is written", () => Promise.resolve(existsSync(file)));
		const bytes = readFileSync(file);
		mkdirSync(TEST_RESULTS, { recursive: true });
		copyFileSync(file, join(TEST_RESULTS, `saved-${look}.${format.toLowerCase()}`));
		rmSync(file);
		return bytes;
	}

	it("is a PNG in the colours of the theme, asked for beside the view options", async () => {
		const options = new ViewChoices(chart);
		await options.open();
		await chart.press("saveImage");
		const png = await save("PNG", "theme");
		assert.equal(png.subarray(0, 8).toString("hex"), PNG_SIGNATURE);
		const { page } = editor().session.workbench;
		const { width, height, corner, drawn } = await lookOf(page, png, "png");
		assert.ok(width > 400 && height > 300, `${width} × ${height}`);
		assert.ok(isDark(corner), corner.join());
		assert.ok(drawn > 0.05, `${drawn}`);
		await options.close();
	});

	it("is a PNG on white for print, asked for in the palette", async () => {
		const { workbench } = editor().session;
		await workbench.run("Value Area: Save image of chart");
		const { corner, drawn } = await lookOf(workbench.page, await save("PNG", "print"), "png");
		assert.ok(isWhite(corner), corner.join());
		assert.ok(drawn > 0.05, `${drawn}`);
	});

	for (const [look, fits] of [
		["theme", isDark],
		["print", isWhite],
	] as const) {
		it(`is an SVG of paths and texts that a browser draws, in the look for ${look}`, async () => {
			const { workbench } = editor().session;
			await workbench.run("Value Area: Save image of chart");
			const svg = await save("SVG", look);
			const { texts, paths } = await partsOfSvg(workbench.page, svg.toString());
			assert.ok(texts.includes("BTC-USDT"), texts.join(" | "));
			const poc = await chart.value("poc");
			for (const words of [poc, "Sample data", "Fetched", "Volume"])
				assert.ok(
					texts.some((one) => one.includes(words)),
					`${words} in ${texts.join(" | ")}`,
				);
			assert.ok(paths > 10, `${paths}`);
			const { corner, drawn, width } = await lookOf(workbench.page, svg, "svg+xml");
			assert.ok(fits(corner), corner.join());
			assert.ok(drawn > 0.05 && width > 400, `${drawn} ${width}`);
		});
	}

	it("leaves the chart on the screen unchanged when it is saved for print", async () => {
		const { workbench } = editor().session;
		const drawing = await chart.drawing();
		await workbench.run("Value Area: Save image of chart");
		await save("PNG", "print");
		await chart.hover(0.3, 0.3);
		await chart.card();
		assert.equal(await chart.drawing(), drawing);
	});

	it("goes to the clipboard as PNG", async () => {
		const { page } = editor().session.workbench;
		await page.evaluate(() => navigator.clipboard.writeText(""));
		await chart.press("copyImage");
		await chart.announced(/Image copied/);
		const types = await page.evaluate(async () =>
			(await navigator.clipboard.read()).flatMap((item) => item.types),
		);
		assert.ok(types.includes("image/png"), types.join());
	});

	it("is saved while another is on its way to the clipboard", async () => {
		const { workbench } = editor().session;
		const { page } = workbench;
		await page.evaluate(() => navigator.clipboard.writeText(""));
		await chart.press("copyImage");
		await workbench.run("Value Area: Save image of chart");
		const svg = await save("SVG", "theme");
		assert.ok((await partsOfSvg(page, svg.toString())).paths > 10);
		await until("the clipboard has a PNG", () =>
			page.evaluate(async () =>
				(await navigator.clipboard.read()).some(({ types }) => types.includes("image/png")),
			),
		);
	});
});

import assert from "node:assert/strict";
import { askProfile, askVwap } from "../harness/asks";
import { useEditor } from "../harness/useEditor";

const THEMES = [
	["light", "Light Modern", (brightness: number) => brightness > 200],
	["dark", "Dark Modern", (brightness: number) => brightness < 60],
	["contrast-light", "Light High Contrast", (brightness: number) => brightness > 240],
	["contrast-dark", "Dark High Contrast", (brightness: number) => brightness < 16],
] as const;

describe("an open chart, when the theme changes", () => {
	const editor = useEditor();

	before(async () => {
		const { workbench } = editor().session;
		await askProfile(workbench);
		await (await workbench.chart("BTCUSDT volume profile")).state("chart");
		await askVwap(workbench);
		await (await workbench.chart("BTC-USD VWAP")).state("chart");
	});

	for (const [id, name, fits] of THEMES) {
		it(`is drawn in the colours of ${name}, without a request`, async () => {
			const { session, services } = editor();
			const asked = services.kaiko.requests.length + services.kiyotaka.requests.length;
			await session.workbench.setTheme(name);
			for (const title of ["BTCUSDT volume profile", "BTC-USD VWAP"]) {
				await session.workbench.showEditor(title);
				const chart = await session.workbench.chart(title);
				await chart.state("chart");
				const look = await chart.looks(
					({ background }) => fits(background),
					`${title} has the background of ${name}`,
				);
				assert.ok(look.drawn > 0.003, `${title}: ${look.drawn} is drawn`);
				await session.picture(`theme-${id}-${title.includes("VWAP") ? "vwap" : "profile"}`);
			}
			assert.equal(services.kaiko.requests.length + services.kiyotaka.requests.length, asked);
		});
	}
});

// Copies the pictures of the README from what the UI tests drew: `node scripts/picture.mjs`.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, TEST_RESULTS } from "./lib/paths.mjs";
import { SetupError, main, say } from "./lib/terminal.mjs";

const PICTURES = {
	"readme-both-charts.png": "both-charts.png",
	"view-window-time-price.png": "time-price.png",
	"view-window-over-profile.png": "over-profile.png",
};

await main(() => {
	const folder = join(ROOT, "media", "readme");
	mkdirSync(folder, { recursive: true });
	for (const [drawn, name] of Object.entries(PICTURES)) {
		const source = join(TEST_RESULTS, drawn);
		if (!existsSync(source)) {
			throw new SetupError(`There is no ${drawn} yet. Run "npm run test:ui" first.`);
		}
		copyFileSync(source, join(folder, name));
		say(`media/readme/${name} is up to date.`);
	}
});

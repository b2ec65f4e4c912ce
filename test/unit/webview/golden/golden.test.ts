import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { captionOf, frameOf, showChart } from "../shown";
import { svgOfFrame, svgOfPicture } from "./svgText";
import { type GoldenView, VIEWS } from "./views";

const FOLDER = join("test", "unit", "webview", "golden");
/** Where the pictures of a run go, for looking at them beside the golden ones. */
const DRAWN = join("out", "golden");
const IS_UPDATE = process.env["UPDATE_GOLDEN"] === "1";
const HOW =
	'If the new picture is right, "npm run golden" takes it over; look at it before you commit it.';

describe("golden pictures", () => {
	before(() => mkdirSync(DRAWN, { recursive: true }));

	for (const view of VIEWS) {
		it(`are drawn as before: ${view.name}`, async () => {
			const drawn = await drawingOf(view);
			const file = join(FOLDER, `${view.name}.svg`);
			writeFileSync(join(DRAWN, `${view.name}.svg`), drawn);
			if (IS_UPDATE) writeFileSync(file, drawn);
			assert.ok(existsSync(file), `There is no ${file}. ${HOW}`);
			const golden = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
			assert.ok(drawn === golden, `${firstDifference(golden, drawn, file)}\n${HOW}`);
		});
	}

	it("have every entry of the legend however narrow they are", async () => {
		for (const view of VIEWS.filter(({ isPicture }) => isPicture)) {
			const { content } = await shownOf(view);
			const { figures, legend } = content;
			const words = { title: "", subtitle: "", figures, legend, footnote: "" };
			const drawn = svgOfPicture(frameOf(content, { width: 200 }), words);
			for (const { label } of legend) assert.ok(drawn.includes(`>${label}<`), label);
		}
	});

	it("exist for every view, and for no other", () => {
		const files = readdirSync(FOLDER).filter((name) => name.endsWith(".svg"));
		assert.deepEqual(files.sort(), VIEWS.map(({ name }) => `${name}.svg`).sort());
	});
});

async function shownOf({
	results,
	view,
	sides,
}: {
	[Name in "results" | "view" | "sides"]?: GoldenView[Name] | undefined;
} & Pick<GoldenView, "results">) {
	const answers = await results();
	const { parts } = captionOf(answers);
	const named = parts.map((part, at) => ({ ...part, ...(sides && { side: sides[at] ?? "" }) }));
	return showChart(answers, view, { caption: { parts: named } });
}

async function drawingOf({ results, view, look, isPicture, sides }: GoldenView): Promise<string> {
	const { content, caption } = await shownOf({ results, view, sides });
	const frame = frameOf(content, look);
	if (isPicture !== true) return svgOfFrame(frame);
	const { legend } = content;
	const figures = content.followed?.figures ?? content.figures;
	const { market: title, source: subtitle, footnote } = caption;
	return svgOfPicture(frame, { title, subtitle, figures, legend, footnote });
}

/** The first line that differs, with the one before it. */
function firstDifference(golden: string, drawn: string, file: string): string {
	const [before, after] = [golden.split("\n"), drawn.split("\n")];
	const at = after.findIndex((line, i) => line !== before[i]);
	const line = at === -1 ? after.length : at;
	const differing = after.filter((one, i) => one !== before[i]).length;
	return [
		`${file}:${line + 1} differs (${differing} lines, ${before.length} before, ${after.length} now)`,
		`  ${before[line - 1]?.trim() ?? ""}`,
		`- ${before[line]?.trim() ?? ""}`,
		`+ ${after[line]?.trim() ?? ""}`,
	].join("\n");
}

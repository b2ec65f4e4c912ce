import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AxeResults, RunOptions } from "axe-core";
import type { Frame } from "playwright-core";
import { REPOSITORY } from "../../editor/repository";

const SOURCE = join(REPOSITORY, "node_modules", "axe-core", "axe.min.js");
const OPTIONS: RunOptions = {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
	resultTypes: ["violations"],
};

/**
 * What axe finds wrong in a page, a line for each rule with the elements that break it. Evaluated,
 * because the page's policy refuses a script that is not its own.
 */
export async function accessibilityViolations(frame: Frame): Promise<string[]> {
	await frame.evaluate(readFileSync(SOURCE, "utf8"));
	const { violations } = await frame.evaluate((options) => {
		const { axe } = window as { axe?: { run(options: RunOptions): Promise<AxeResults> } };
		if (axe === undefined) throw new Error("axe is not there.");
		return axe.run(options);
	}, OPTIONS);
	return violations.map(describeViolation);
}

function describeViolation({ id, help, nodes }: AxeResults["violations"][number]): string {
	const found = nodes.map(({ html, failureSummary = "" }) => {
		const [, ...reasons] = failureSummary.split("\n").map((line) => line.trim());
		return `\n\t${html.slice(0, 200)}\n\t\t${reasons.join(" ")}`;
	});
	return `${id}: ${help}${found.join("")}`;
}

import type { Frame } from "playwright-core";
import { shownFrame } from "./chartPage";
import { PATIENCE_MS, until } from "./until";
import type { Workbench } from "./workbench";

/** The page of a data set in the active editor, whose tab has its name. */
export async function dataSetPage({ page }: Workbench, name: string): Promise<Frame> {
	const tab = page.locator(".editor-group-container.active .tab.active");
	await tab.filter({ hasText: name }).waitFor({ timeout: PATIENCE_MS });
	return until("the page of a data set is on screen", () =>
		shownFrame(page, '[data-testid="symbolList"]'),
	);
}

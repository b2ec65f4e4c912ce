import type { Frame } from "playwright-core";
import { shownFrame } from "./chartPage";
import { PATIENCE_MS, until } from "./until";
import type { Workbench } from "./workbench";

/** The page of a data set in the active editor, whose tab has its name. */
export function dataSetPage(workbench: Workbench, name: string): Promise<Frame> {
	return pageWith(workbench, name, '[data-testid="symbolList"]');
}

/** The same where the data set could not be shown, and the page says why. */
export function dataSetFailure(workbench: Workbench, name: string): Promise<Frame> {
	return pageWith(workbench, name, '.placeholder[data-kind="failed"]');
}

async function pageWith({ page }: Workbench, name: string, part: string): Promise<Frame> {
	const tab = page.locator(".editor-group-container.active .tab.active");
	await tab.filter({ hasText: name }).waitFor({ timeout: PATIENCE_MS });
	return until("the page of a data set is on screen", () => shownFrame(page, part));
}

import type { Page } from "playwright-core";

/** Presses keys where the focus is, and returns those that the page lets through to VS Code, which hears them at the window. */
export async function keysBeyond(page: Page, keys: readonly string[]): Promise<readonly string[]> {
	const heard = await page.evaluateHandle(() => {
		const names: string[] = [];
		const stop = new AbortController();
		const hear = ({ key }: KeyboardEvent) => {
			names.push(key);
		};
		window.addEventListener("keydown", hear, { signal: stop.signal });
		return { names, stop };
	});
	for (const key of keys) await page.keyboard.press(key);
	return heard.evaluate(({ names, stop }) => {
		stop.abort();
		return names;
	});
}

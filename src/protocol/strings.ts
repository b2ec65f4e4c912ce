/**
 * Every sentence that the page shows, in English. The host sends the translated ones with the
 * settings; `{0}` placeholders are filled in the page.
 */
export const WEBVIEW_STRINGS = {
	loading: "Loading…",
	refresh: "Refresh",
	saveMarket: "Save market",
	exportData: "Export data",
	copyImage: "Copy image",
	table: "Table of the numbers",
} as const;

export type WebviewStringId = keyof typeof WEBVIEW_STRINGS;
export type WebviewStrings = Readonly<Record<WebviewStringId, string>>;

// How the page's script is bundled, for the extension and for whoever looks at the page outside of it.

/** What both ways of bundling the page share. */
export const WEBVIEW_OPTIONS = {
	bundle: true,
	platform: "browser",
	target: "chrome128",
};

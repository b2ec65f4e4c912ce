// Bundles of the extension: `node esbuild.mjs [--production] [--outdir DIR] [--watch]`.
import { build, context } from "esbuild";
import { cpSync, mkdirSync } from "node:fs";
import { parseArgs } from "node:util";

const { values } = parseArgs({
	options: {
		production: { type: "boolean", default: false },
		outdir: { type: "string", default: "dist" },
		watch: { type: "boolean", default: false },
	},
});
const { production, outdir, watch } = values;

/** The network client is a bundle of its own, required on the first request: axios costs 58 ms to load. */
const lazyClient = {
	name: "lazy-client",
	setup(host) {
		host.onResolve({ filter: /\/net\/client$/ }, () => ({ path: "./client.js", external: true }));
	},
};

const shared = {
	bundle: true,
	minify: production,
	sourcemap: production ? false : "linked",
	legalComments: "none",
	logLevel: "warning",
	metafile: true,
	outdir,
	define: { VALUE_AREA_PRODUCTION: String(production) },
};

const node = {
	...shared,
	platform: "node",
	format: "cjs",
	target: "node22",
	external: ["vscode"],
	// A dynamic import becomes a plain require, which VS Code's proxy support hooks.
	supported: { "dynamic-import": false },
};

const bundles = [
	{ ...node, entryPoints: { extension: "src/host/extension.ts" }, plugins: [lazyClient] },
	{
		...node,
		entryPoints: { client: "src/net/client.ts" },
		// VS Code logs an error whenever the host touches the global navigator; axios probes it.
		define: { ...shared.define, navigator: "undefined" },
	},
	{
		...shared,
		entryPoints: { webview: "src/webview/main.ts" },
		platform: "browser",
		format: "iife",
		target: "chrome128",
	},
];

/** Which third-party packages a bundle may hold; anything else is a wall that fell. */
const ALLOWED_PACKAGES = {
	extension: ["valibot", "big.js"],
	client: ["axios", "secure-json-parse"],
	webview: ["chart.js", "@kurkle/color", "valibot"],
};
/** axios brings its own helpers. */
const AXIOS_HELPERS =
	/^(axios|form-data|follow-redirects|proxy-from-env|asynckit|combined-stream|delayed-stream|mime-types|mime-db|es-set-tostringtag|hasown|[\w-]*intrinsic[\w-]*|gopd|es-[\w-]+|has-[\w-]+|function-bind|math-intrinsics|dunder-proto|get-proto|call-bind[\w-]*|debug|ms|agent-base|https-proxy-agent|supports-color|has-flag)$/;

function checkPackages(name, metafile) {
	const packages = new Set(
		Object.keys(metafile.inputs).flatMap((input) => {
			const match = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
			return match ? [match[1]] : [];
		}),
	);
	for (const found of packages) {
		const allowed =
			ALLOWED_PACKAGES[name].includes(found) || (name === "client" && AXIOS_HELPERS.test(found));
		if (!allowed) throw new Error(`The bundle ${name}.js may not contain ${found}.`);
	}
}

mkdirSync(outdir, { recursive: true });
cpSync("node_modules/@vscode/codicons/dist/codicon.css", `${outdir}/codicon.css`);
cpSync("node_modules/@vscode/codicons/dist/codicon.ttf", `${outdir}/codicon.ttf`);
for (const options of bundles) {
	if (watch) {
		await (await context(options)).watch();
		continue;
	}
	const { metafile } = await build(options);
	checkPackages(Object.keys(options.entryPoints)[0], metafile);
}

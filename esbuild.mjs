// Bundles of the extension: `node esbuild.mjs [--production] [--outdir DIR] [--watch]`.
import { build, context } from "esbuild";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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
		host.onResolve({ filter: /\/net\/client\.js$/ }, () => ({
			path: "./client.js",
			external: true,
		}));
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
		// axios's logger would take the colours of a terminal if some development tool brought them.
		external: [...node.external, "supports-color"],
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

const manifestOf = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));

/** A package and all that it depends on. */
function withDependencies(name, found = new Set()) {
	if (found.has(name)) return found;
	found.add(name);
	for (const next of Object.keys(manifestOf(name).dependencies ?? {}))
		withDependencies(next, found);
	return found;
}

/** Which third-party packages a bundle may hold; anything else is a wall that fell. */
const ALLOWED_PACKAGES = {
	extension: ["valibot", "big.js"],
	client: [...withDependencies("axios"), "secure-json-parse"],
	webview: ["chart.js", "@kurkle/color", "valibot"],
};
function packagesIn(metafile) {
	const found = Object.keys(metafile.inputs).flatMap((input) => {
		const match = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
		return match ? [match[1]] : [];
	});
	return new Set(found);
}

function checkPackages(name, packages) {
	for (const found of packages) {
		if (ALLOWED_PACKAGES[name].includes(found)) continue;
		throw new Error(`The bundle ${name}.js may not contain ${found}.`);
	}
}

/** The licences of what the bundles and the icon font are made of, which ask to travel along. */
function writeNotices(packages) {
	const notices = [...packages].sort().map((name) => {
		const folder = `node_modules/${name}`;
		const { version, license } = manifestOf(name);
		const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
		const text = file === undefined ? "" : readFileSync(`${folder}/${file}`, "utf8").trim();
		return `${name} ${version} (${license})\n\n${text}\n`;
	});
	const rule = `\n${"-".repeat(78)}\n\n`;
	writeFileSync(`${outdir}/thirdPartyNotices.txt`, notices.join(rule));
}

const CODICONS = "@vscode/codicons";
mkdirSync(outdir, { recursive: true });
for (const file of ["codicon.css", "codicon.ttf"]) {
	cpSync(`node_modules/${CODICONS}/dist/${file}`, `${outdir}/${file}`);
}
const shipped = new Set([CODICONS]);
for (const options of bundles) {
	if (watch) {
		await (await context(options)).watch();
		continue;
	}
	const { metafile } = await build(options);
	const packages = packagesIn(metafile);
	checkPackages(Object.keys(options.entryPoints)[0], packages);
	for (const name of packages) shipped.add(name);
}
if (!watch) writeNotices(shipped);

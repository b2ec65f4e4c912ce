// Bundles of the extension: `node esbuild.mjs [--production] [--outdir DIR] [--metafile] [--watch]`.
import { build, context } from "esbuild";
import { minify } from "terser";
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import {
	ENGINE_ENTRIES,
	ENGINE_OPTIONS,
	ENGINE_PACKAGES,
	copyEngine,
	installedEngine,
} from "./scripts/lib/engineBundle.mjs";
import { CODICONS } from "./scripts/lib/icons.mjs";
import { laySampleFiles } from "./scripts/lib/sampleFiles.mjs";
import { WEBVIEW_OPTIONS } from "./scripts/lib/webviewBundle.mjs";

const { values } = parseArgs({
	options: {
		production: { type: "boolean", default: false },
		outdir: { type: "string", default: "dist" },
		metafile: { type: "boolean", default: false },
		watch: { type: "boolean", default: false },
	},
});
const { production, outdir, watch } = values;

/**
 * What activation does not need is in bundles of its own: prompts, panels and feeds are required when
 * something asks for them, the network client on the first request (axios alone costs 58 ms to load),
 * the schemas of saved markets and the words of their rows when there is a file of one.
 */
const lazyBundles = {
	name: "lazy-bundles",
	setup(host) {
		host.onResolve(
			{ filter: /\/(work|marketItem|net\/client|query\/savedMarket)\.js$/ },
			({ path }) => ({
				path: `./${basename(path)}`,
				external: true,
			}),
		);
	},
};

/** What reads tables of ClickHouse servers is required when one of them is asked for. */
const lazyClickHouse = {
	name: "lazy-clickhouse",
	setup(host) {
		host.onResolve({ filter: /\/engine\/clickhouse\/tables\.js$/ }, () => ({
			path: "./clickhouse.js",
			external: true,
		}));
	},
};

/**
 * Every file's `import * as vscode` would copy the hundreds of names of the editor's API when it loads,
 * 4 ms for the files of activation. They share one copy per bundle instead.
 */
const sharedEditorApi = {
	name: "shared-editor-api",
	setup(host) {
		const namespace = "shared-editor-api";
		host.onResolve({ filter: /^vscode$/ }, (asked) =>
			asked.namespace === namespace
				? { path: "vscode", external: true }
				: { path: "vscode", namespace },
		);
		host.onLoad({ filter: /^vscode$/, namespace }, () => ({ contents: 'export * from "vscode";' }));
	},
};

/**
 * What makes forms looks up the media types of files in a list of 137 kB, a third of the network client and of the time that
 * it takes to load. No request of ours has a form.
 */
const noMediaTypes = {
	name: "no-media-types",
	setup(host) {
		const namespace = "no-media-types";
		host.onResolve({ filter: /^mime-db$/ }, ({ path }) => ({ path, namespace }));
		host.onLoad({ filter: /.*/, namespace }, () => ({ contents: "module.exports = {};" }));
	},
};

/**
 * A function that keeps its results is made where its file is loaded, and what a call makes stays in a bundle that
 * has no use for it, with all that it leads to. Making one of ours does nothing else, which is said here.
 */
const unusedMemories = {
	name: "unused-memories",
	setup(host) {
		host.onLoad({ filter: /[/\\]src[/\\](core|webview)[/\\].*\.ts$/ }, ({ path }) => ({
			contents: readFileSync(path, "utf8").replace(
				/ = remembered\(/g,
				" = /* @__PURE__ */ remembered(",
			),
			loader: "ts",
		}));
	},
};

/** All that pages may load, and nothing else. */
const pageFolder = join(outdir, "page");

const shared = {
	bundle: true,
	minify: production,
	sourcemap: production ? false : "linked",
	legalComments: "none",
	// Escapes of what UTF-8 can say as it is would only be longer.
	charset: "utf8",
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
	// A dynamic import becomes a plain require, which VS Code's proxy support hooks.
	supported: { "dynamic-import": false },
};

/** A script that runs in a page. */
const page = {
	...shared,
	...WEBVIEW_OPTIONS,
	outdir: pageFolder,
	format: "iife",
	plugins: production ? [unusedMemories] : [],
	// Nobody reads the console of a shipped page: what goes wrong there is sent to the host's log.
	drop: production ? ["console"] : [],
};

const bundles = [
	{
		...node,
		entryPoints: { extension: "src/host/extension.ts" },
		// Node compiles a file without any letter beyond ASCII faster.
		charset: "ascii",
		plugins: [lazyBundles, sharedEditorApi],
	},
	{
		...node,
		entryPoints: { work: "src/host/work.ts" },
		plugins: [lazyClickHouse, sharedEditorApi],
	},
	// The thread that reads bodies; a file of its own is what a thread runs.
	{ ...node, entryPoints: { thread: "src/reading/thread.ts" } },
	// The process that reads trades in files.
	{
		...node,
		...ENGINE_OPTIONS,
		entryPoints: ENGINE_ENTRIES,
		define: { ...shared.define, ...ENGINE_OPTIONS.define },
	},
	{ ...node, entryPoints: { savedMarket: "src/core/query/savedMarket.ts" } },
	{
		...node,
		entryPoints: { marketItem: "src/host/tree/marketItem.ts" },
		plugins: [sharedEditorApi],
	},
	{
		...node,
		entryPoints: { client: "src/net/client.ts" },
		plugins: [noMediaTypes],
		// axios's logger would take the colours of a terminal if some development tool brought them.
		external: ["supports-color"],
		// axios probes the browser's globals, and VS Code logs an error whenever the host touches navigator.
		define: { ...shared.define, navigator: "undefined", XMLHttpRequest: "undefined" },
	},
	{ ...node, entryPoints: { clickhouse: "src/engine/clickhouse/tables.ts" } },
	{ ...page, entryPoints: { webview: "src/webview/main.ts" } },
	// Few charts are vendor checks, so their page loads what makes them when it shows one.
	{ ...page, entryPoints: { vendorCheck: "src/webview/vendorCheckPart.ts" } },
	// So it does with what makes pictures, when somebody copies or saves one.
	{ ...page, entryPoints: { pictures: "src/webview/picturesPart.ts" } },
	// And with the choices beside it, when somebody opens them.
	{ ...page, entryPoints: { options: "src/webview/optionsPart.ts" } },
	// And with what a person works a chart by hand with, once it is drawn.
	{ ...page, entryPoints: { hand: "src/webview/handPart.ts" } },
	// And with the table beside it.
	{ ...page, entryPoints: { table: "src/webview/tablePart.ts" } },
	{ ...page, entryPoints: { dataSet: "src/webview/dataSet/main.ts" } },
	{ ...shared, entryPoints: { panel: "media/panel.css" }, outdir: pageFolder },
	{ ...shared, entryPoints: { dataSetPanel: "media/dataSetPanel.css" }, outdir: pageFolder },
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
	extension: [],
	savedMarket: ["valibot"],
	marketItem: [],
	work: ["valibot", "secure-json-parse"],
	thread: ["secure-json-parse"],
	engine: ENGINE_PACKAGES.flatMap((name) => [...withDependencies(name)]),
	client: [...withDependencies("axios"), "secure-json-parse"],
	clickhouse: [...withDependencies("@clickhouse/client"), "valibot"],
	webview: [...withDependencies("chart.js")],
	vendorCheck: [],
	pictures: [],
	options: [],
	hand: [],
	table: [],
	dataSet: [],
	panel: [],
	dataSetPanel: [],
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

/** How large bundles that someone waits for may be, in bytes. */
const LARGEST = {
	// Activation delays the start of the editor.
	"extension.js": 60_000,
	// Every panel that is opened reads its page's script anew.
	"webview.js": 400_000,
	"vendorCheck.js": 70_000,
	"pictures.js": 20_000,
	"options.js": 70_000,
	"hand.js": 30_000,
	"table.js": 24_000,
	"dataSet.js": 48_000,
	// The first chart of a table waits for it.
	"clickhouse.js": 185_000,
};
function checkSize(file) {
	const largest = LARGEST[basename(file)];
	const { size } = statSync(file);
	if (largest === undefined || size <= largest) return;
	throw new Error(
		`${file} has ${size} bytes and may have ${largest}. What makes it so large is told by --metafile.`,
	);
}

/** Makes a bundle smaller than esbuild does, some 5 %: pages and activation wait for their scripts, downloads for all. */
async function shrink(file, { charset, format }) {
	const { code } = await minify(readFileSync(file, "utf8"), {
		ecma: 2020,
		toplevel: true,
		// Nothing that pages load calls an unnamed function with `new`, so that each can be an arrow.
		compress: { passes: 2, hoist_funs: true, unsafe_arrows: format === "iife" },
		format: { ascii_only: charset === "ascii" },
	});
	writeFileSync(file, code);
}

/** A package's licence: its file, else what its README says under that heading. */
function licenceText(folder) {
	const entries = readdirSync(folder);
	const read = (like) => {
		const file = entries.find((entry) => like.test(entry));
		return file === undefined ? undefined : readFileSync(`${folder}/${file}`, "utf8").trim();
	};
	const own = read(/^licen[cs]e(\.\w+)?$/i);
	if (own !== undefined) return own;
	const [, section] =
		/^(?:#+ *)?licen[cs]e\n(?:-+\n)?([^]+)$/im.exec(read(/^readme\.md$/i) ?? "") ?? [];
	if (section === undefined) throw new Error(`${folder} has no licence to travel along.`);
	return section.trim();
}

/** The licences of what the bundles and the icon font are made of, which ask to travel along. */
function writeNotices(file, packages, ...more) {
	const notices = [...packages].sort().map((name) => {
		const folder = `node_modules/${name}`;
		const { version, license } = manifestOf(name);
		return `${name} ${version} (${license})\n\n${licenceText(folder)}\n`;
	});
	const rule = `\n${"-".repeat(78)}\n\n`;
	writeFileSync(`${outdir}/${file}`, [...notices, ...more].join(rule));
}

mkdirSync(pageFolder, { recursive: true });
// The icons that pages show (scripts/icons.mjs).
cpSync("media/codicon", pageFolder, { recursive: true });
const shipped = new Set([CODICONS]);
/** What travels where the engine does, and nowhere else. */
const shippedWithEngine = new Set(["@duckdb/node-bindings"]);
/** What is inside of the library; a new version of it may need other notices. */
const DUCKDB_PARTS = "scripts/lib/duckdbParts.txt";
for (const options of bundles) {
	if (watch) {
		await (await context(options)).watch();
		continue;
	}
	const { metafile } = await build(options);
	const [name] = Object.keys(options.entryPoints);
	// What each file adds to the bundle, beside the bundle.
	if (values.metafile) writeFileSync(`${outdir}/${name}.meta.json`, JSON.stringify(metafile));
	const packages = packagesIn(metafile);
	checkPackages(name, packages);
	if (production) {
		for (const file of Object.keys(metafile.outputs)) {
			// What the engine is made of weighs nothing beside its library.
			if (name !== "engine" && file.endsWith(".js")) await shrink(file, options);
			checkSize(file);
		}
	}
	for (const used of packages) (name === "engine" ? shippedWithEngine : shipped).add(used);
}
if (!watch) {
	writeNotices("thirdPartyNotices.txt", shipped);
	writeNotices("engineNotices.txt", shippedWithEngine, readFileSync(DUCKDB_PARTS, "utf8"));
}
// A package gets the engine of its own target instead.
if (!production && installedEngine() !== undefined) {
	copyEngine(outdir);
	await laySampleFiles(join(outdir, "sample"));
}

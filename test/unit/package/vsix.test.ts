import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createContext, runInContext, runInThisContext } from "node:vm";
import { CHECK_PART, HAND_PART, OPTIONS_PART, PICTURES_PART } from "../../../src/webview/parts";
import { createEndpoint } from "../../../src/core/access/endpoint";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import type { createApiClient as createClient } from "../../../src/net/client";
import { startFaultServer } from "../../support/faultServer";
import { readJson } from "../../support/plainReading";
import { REPOSITORY } from "./repository";
import { script, type TargetsScript } from "./scripts";
import { readZip } from "./zip";

/** The files of the package for every system. A new one is added here on purpose, never by accident. */
const FILES = [
	"[Content_Types].xml",
	"extension.vsixmanifest",
	"extension/LICENSE.txt",
	"extension/PRIVACY.md",
	"extension/SECURITY.md",
	"extension/SUPPORT.md",
	"extension/changelog.md",
	"extension/dist/clickhouse.js",
	"extension/dist/client.js",
	"extension/dist/extension.js",
	"extension/dist/marketItem.js",
	"extension/dist/page/codicon.css",
	"extension/dist/page/codicon.ttf",
	"extension/dist/page/dataSet.js",
	"extension/dist/page/dataSetPanel.css",
	"extension/dist/page/hand.js",
	"extension/dist/page/options.js",
	"extension/dist/page/panel.css",
	"extension/dist/page/pictures.js",
	"extension/dist/page/table.js",
	"extension/dist/page/vendorCheck.js",
	"extension/dist/page/webview.js",
	"extension/dist/savedMarket.js",
	"extension/dist/thirdPartyNotices.txt",
	"extension/dist/thread.js",
	"extension/dist/work.js",
	"extension/media/icon.png",
	"extension/media/icons/kaiko-dark.svg",
	"extension/media/icons/kaiko-light.svg",
	"extension/media/icons/kiyotaka-dark.svg",
	"extension/media/icons/kiyotaka-light.svg",
	"extension/media/icons/trades-dark.svg",
	"extension/media/icons/trades-light.svg",
	"extension/media/icons/valueArea.svg",
	"extension/media/walkthrough/key.svg",
	"extension/media/walkthrough/query.svg",
	"extension/media/walkthrough/sample.svg",
	"extension/media/walkthrough/save.svg",
	"extension/package.json",
	"extension/package.nls.json",
	"extension/readme.md",
];
const BUNDLES = [
	"extension.js",
	"work.js",
	"savedMarket.js",
	"marketItem.js",
	"client.js",
	"clickhouse.js",
	"thread.js",
	"page/webview.js",
	"page/vendorCheck.js",
	"page/hand.js",
	"page/options.js",
	"page/pictures.js",
	"page/table.js",
	"page/dataSet.js",
];

describe("package", () => {
	let vsix: Buffer;
	let files: Map<string, Buffer>;
	const text = (name: string) => {
		const content = files.get(`extension/dist/${name}`);
		assert.ok(content, `${name} is missing`);
		return content.toString("utf8");
	};

	before(() => {
		vsix = readFileSync(join(REPOSITORY, "out", "value-area.vsix"));
		files = readZip(vsix);
	});

	it("holds exactly the files that are meant to ship (X4)", () => {
		assert.deepEqual([...files.keys()].sort(), FILES);
	});

	it("is as small as it is meant to be, and for every system (X4)", async () => {
		const { UNIVERSAL } = await script<TargetsScript>("targets.mjs");
		assert.ok(vsix.length <= UNIVERSAL.largestBytes, `${vsix.length} bytes`);
		const manifest = files.get("extension.vsixmanifest")?.toString("utf8") ?? "";
		assert.match(manifest, /<Identity /);
		assert.doesNotMatch(manifest, /TargetPlatform/);
	});

	it("has no source maps and no path of the machine that built it (X4)", () => {
		for (const [name, content] of files) {
			assert.ok(!content.includes("sourceMappingURL"), name);
			assert.ok(!content.includes(REPOSITORY), name);
		}
	});

	it("has no trace of the key of the loopback services (X4)", () => {
		const source = readFileSync(join(REPOSITORY, "src", "host", "access", "devKey.ts"), "utf8");
		assert.ok(source.includes("loopback-dummy-key"), "the search below would prove nothing");
		for (const [name, content] of files) {
			assert.ok(!content.includes("loopback-dummy-key"), name);
		}
	});

	it("holds every script that one of its own loads", () => {
		const required = BUNDLES.flatMap((name) =>
			[...text(name).matchAll(/require\("\.\/([^"]+)"\)/g)].map(([, file]) => file),
		);
		const parts = [CHECK_PART, HAND_PART, OPTIONS_PART, PICTURES_PART];
		const scripts = parts.map(({ file }) => `page/${file}`);
		for (const name of [...required, ...scripts]) assert.ok(text(name).length > 0, name);
		for (const { file, name } of parts) {
			assert.ok(text("page/webview.js").includes(file), file);
			assert.ok(text(`page/${file}`).includes(name), file);
		}
	});

	it("loads axios only with the client", () => {
		assert.ok(text("client.js").includes("axios"));
		for (const name of ["extension.js", "work.js"]) assert.ok(!text(name).includes("axios/"), name);
		assert.match(text("extension.js"), /require\("\.\/client\.js"\)/);
	});

	it("loads what speaks to ClickHouse only for a table there, in the package without an engine too", () => {
		assert.ok(text("clickhouse.js").includes("X-ClickHouse"));
		for (const name of ["extension.js", "work.js"]) {
			assert.ok(!text(name).includes("X-ClickHouse"), name);
		}
		assert.match(text("work.js"), /require\("\.\/clickhouse\.js"\)/);
		const loaded = { exports: {} as Record<string, unknown> };
		const load = runInThisContext(
			`(function (exports, require, module) { ${text("clickhouse.js")}\n})`,
		) as (...args: unknown[]) => void;
		load(loaded.exports, createRequire(__filename), loaded);
		assert.equal(typeof loaded.exports.createClickHouseTables, "function");
		assert.match(text("thirdPartyNotices.txt"), /^@clickhouse\/client \S+ \(Apache-2\.0\)$/m);
	});

	it("activates with only what a window needs before data is asked for", () => {
		assert.match(text("extension.js"), /require\("\.\/work\.js"\)/);
		assert.ok(text("extension.js").length <= 60_000, `${text("extension.js").length} bytes`);
		const loaded = [...text("extension.js").matchAll(/require\("([^"]+)"\)/g)].map(([, id]) => id);
		assert.deepEqual([...new Set(loaded)].sort(), [
			"./client.js",
			"./marketItem.js",
			"./savedMarket.js",
			"./work.js",
			"node:fs",
			"node:path",
			"vscode",
		]);
	});

	it("evaluates no text as code", () => {
		for (const name of BUNDLES) {
			assert.doesNotMatch(text(name), /new Function\(|[^.\w]eval\(/, name);
		}
	});

	/** Loads a bundle where what only browsers have throws; of `navigator` VS Code logs an error. */
	const loadWhereBrowserThrows = (name: string): Record<string, unknown> => {
		const sandbox = createContext({ ...nodeGlobals() });
		for (const forbidden of ["navigator", "XMLHttpRequest"]) {
			Object.defineProperty(sandbox, forbidden, {
				get: () => {
					throw new Error(`${name} touches ${forbidden}`);
				},
			});
		}
		const module = { exports: {} as Record<string, unknown> };
		const load = runInContext(
			`(function (exports, require, module) { ${text(name)}\n})`,
			sandbox,
		) as (...args: unknown[]) => void;
		const own = createRequire(__filename);
		const editor = join(REPOSITORY, "test", "fixtures", "counting-editor", "modules", "vscode");
		load(module.exports, (id: string) => own(id === "vscode" ? editor : id) as unknown, module);
		return module.exports;
	};

	it("loads each bundle of the host without touching a global of the browser (X5)", () => {
		for (const [name, given] of [
			["extension.js", "activate"],
			["work.js", "createWork"],
			["client.js", "createApiClient"],
			["clickhouse.js", "createClickHouseTables"],
		] as const) {
			assert.equal(typeof loadWhereBrowserThrows(name)[given], "function", name);
		}
	});

	it("sends requests and reads answers without touching one either (X5)", async () => {
		const server = await startFaultServer({ data: [1] });
		try {
			const { createApiClient } = loadWhereBrowserThrows("client.js") as {
				createApiClient: typeof createClient;
			};
			const silent = () => undefined;
			const client = createApiClient({
				endpoints: (provider) =>
					createEndpoint(provider, server.origin, () => Promise.resolve("valid-of-the-bundle")),
				limits: () => DEFAULT_LIMITS,
				log: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
			});
			const answer = await client.get(
				{ provider: "kaiko", path: "/v2/data", params: [] },
				{ signal: new AbortController().signal, read: readJson },
			);
			assert.equal(answer.body.kind, "read");
			assert.equal(server.requests.length, 1);
		} finally {
			await server.stop();
		}
	});

	it("has a notice with the licence of each package that is in its bundles (X2)", () => {
		const notices = text("thirdPartyNotices.txt").split(/\n-{78}\n\n/);
		const titles = notices.map((notice) => notice.split("\n", 1)[0] ?? "");
		for (const title of titles) assert.match(title, /^\S+ \d+\.\d+\.\d+\S* \([\w. -]+\)$/);
		for (const name of ["axios", "chart.js", "valibot", "secure-json-parse", "@vscode/codicons"]) {
			assert.ok(
				titles.some((title) => title.startsWith(`${name} `)),
				name,
			);
		}
		for (const [at, notice] of notices.entries()) {
			assert.ok(notice.length > (titles[at]?.length ?? 0) + 200, `${titles[at]} has no licence`);
		}
	});
});

/** What Node gives a module beside the language itself. */
function nodeGlobals(): Record<string, unknown> {
	const names = Object.getOwnPropertyNames(globalThis).filter(
		(name) => !["navigator", "globalThis", "global"].includes(name),
	);
	const own = new Set(
		Object.getOwnPropertyNames(runInContext("globalThis", createContext({})) as object),
	);
	return Object.fromEntries(
		names
			.filter((name) => !own.has(name))
			.map((name) => [name, (globalThis as Record<string, unknown>)[name]]),
	);
}

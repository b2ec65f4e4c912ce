import tseslint from "typescript-eslint";

/** Which packages a room may import, beside its neighbours (project references check those). */
const walls = {
	core: ["valibot"],
	protocol: [],
	reading: ["secure-json-parse", "node:*"],
	net: ["axios", "node:*"],
	engine: ["tinyglobby", "yauzl", "node:*"],
	app: ["node:*"],
	host: ["vscode", "node:*"],
	webview: ["chart.js"],
};
const OWNED = [
	"vscode",
	"axios",
	"chart.js",
	"valibot",
	"secure-json-parse",
	"@duckdb/*",
	"@clickhouse/*",
	"tinyglobby",
	"yauzl",
	"node:*",
];
/** Packages that one folder of a room owns. */
const OWNED_BY_FOLDER = {
	"src/engine/clickhouse": ["@clickhouse/client"],
	"src/engine/duckdb": ["@duckdb/*"],
};
/** Rooms that a room may not look into, although TypeScript would find the file. */
const neighbours = {
	core: [],
	protocol: ["core"],
	reading: ["core"],
	net: ["core", "reading"],
	engine: ["core"],
	app: ["core"],
	host: ["core", "protocol", "app", "reading"],
	webview: ["core", "protocol"],
};

const matches = (pattern, name) =>
	pattern === name || (pattern.endsWith("/*") && name.startsWith(pattern.slice(0, -1)));
const wall = (room) =>
	wallOf(room, [`src/${room}/**/*.ts`], {
		...(room === "host" ? { ignores: ["src/host/extension.ts"] } : {}),
	});
/** The wall of some files of a room, which may own and import more than the rest of it. */
const wallOf = (room, files, { ignores, owned = [], imported = [] } = {}) => ({
	files,
	...(ignores === undefined ? {} : { ignores }),
	rules: {
		"no-restricted-imports": [
			"error",
			{
				patterns: [
					{
						group: OWNED.filter(
							(name) => !walls[room].includes(name) && !owned.some((own) => matches(name, own)),
						),
						message: `${room} does not own this package (ARCHITECTURE.md).`,
					},
					{
						regex: `(^|/)\\.\\./(${Object.keys(walls)
							.filter(
								(other) =>
									other !== room && !neighbours[room].includes(other) && !imported.includes(other),
							)
							.join("|")})/`,
						message: `${room} does not import this room (ARCHITECTURE.md).`,
					},
				],
			},
		],
	},
});

export default tseslint.config(
	{ ignores: ["dist/**", "out/**", "node_modules/**", ".vscode-test/**", "test-results/**"] },
	...tseslint.configs.recommendedTypeChecked.map((config) => ({
		...config,
		files: ["src/**/*.ts", "test/**/*.ts"],
	})),
	{
		files: ["src/**/*.ts", "test/**/*.ts"],
		languageOptions: { parserOptions: { projectService: true } },
		rules: {
			"@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
			"@typescript-eslint/no-non-null-assertion": "error",
			"@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
			"@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
			"@typescript-eslint/only-throw-error": "error",
			"no-restricted-syntax": [
				"error",
				{ selector: "ExportDefaultDeclaration", message: "Named exports only." },
				{
					selector: "TSAsExpression > TSAsExpression[typeAnnotation.type='TSUnknownKeyword']",
					message: "Decode instead of casting through unknown.",
				},
			],
			eqeqeq: "error",
		},
	},
	{
		files: ["src/**/*.ts", "test/support/**/*.ts"],
		rules: {
			// A promise ends in a report or a log; `void` hides that it can fail. In a test it fails the run.
			"@typescript-eslint/no-floating-promises": [
				"error",
				{ ignoreVoid: false, checkThenables: true },
			],
		},
	},
	{
		files: ["src/core/**/*.ts", "src/webview/**/*.ts"],
		rules: {
			"no-restricted-properties": [
				"error",
				{
					object: "Date",
					property: "parse",
					message:
						"It takes days that do not exist, and times on the clock of the machine: use parseIso.",
				},
			],
		},
	},
	{
		files: ["src/host/**/*.ts"],
		ignores: ["src/host/config.ts"],
		rules: {
			"no-restricted-properties": [
				"error",
				{
					object: "workspace",
					property: "getConfiguration",
					message: "Settings are read in host/config.ts.",
				},
			],
		},
	},
	{
		files: ["src/host/extension.ts"],
		rules: {
			// Activation loads the rest of the host later, and for a synchronous API at once.
			"@typescript-eslint/no-require-imports": ["error", { allow: ["^\\./work\\.js$"] }],
		},
	},
	...Object.keys(walls).map(wall),
	...Object.entries(OWNED_BY_FOLDER).map(([folder, owned]) =>
		wallOf(folder.split("/")[1], [`${folder}/**/*.ts`], { owned }),
	),
	// Where the rooms are connected, beside extension.ts.
	wallOf("host", ["src/host/dataSets/createTrades.ts"], { imported: ["engine"] }),
);

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";

/**
 * What keeps keys, answers and files safe, and the tests that have to notice its absence. Each edit takes one place
 * out: `from` stands exactly once in the file. Where a guard stands in two places, either alone holds, and both go.
 */
export const GUARDS = [
	{
		name: "a key goes to its own origin alone",
		edits: [
			{
				file: "src/net/keyHeader.ts",
				from: `	if (url.origin !== endpoint.origin || url.username !== "" || url.password !== "") {
		throw new AttemptFailure("badRequest", { code: "ORIGIN_MISMATCH" });
	}
`,
				to: "",
			},
		],
		tests: ["out/test/unit/net/keys.test.js"],
	},
	{
		name: "the HTTP library follows no redirect",
		edits: [{ file: "src/net/attempt.ts", from: "		maxRedirects: 0,\n", to: "" }],
		tests: ["out/test/unit/net/status.test.js"],
	},
	{
		name: "a redirect is a failure",
		edits: [
			{
				file: "src/net/attempt.ts",
				from: `	if (status >= 300 && status < 400) {
		throw refuse(redirectFailure(status, headers["location"], url));
	}
`,
				to: "",
			},
		],
		tests: ["out/test/unit/net/status.test.js"],
	},
	{
		name: "no page is asked for twice",
		edits: [
			{
				file: "src/core/feeds/kaiko/feed.ts",
				from: `		if (seen.has(next.token)) return { code: "repeatedPage" };\n`,
				to: "",
			},
		],
		tests: ["out/test/unit/core/feeds/kaiko/feed.test.js"],
	},
	{
		name: "no body is read beyond its limit",
		edits: [
			{
				file: "src/net/readBody.ts",
				from: "			if (chunk.length > room) {",
				to: "			if (false) {",
			},
			{
				file: "src/net/readBody.ts",
				from: "			chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);\n			length += Math.min(chunk.length, room);",
				to: "			chunks.push(chunk);\n			length += chunk.length;",
			},
		],
		tests: ["out/test/unit/net/body.test.js"],
	},
	{
		name: "no body is unpacked beyond its limit",
		edits: [{ file: "src/reading/unpack.ts", from: "maxOutputLength: maxBytes, ", to: "" }],
		tests: ["out/test/unit/net/body.test.js"],
	},
	{
		name: "an announced length beyond the limit is refused",
		edits: [
			{
				file: "src/net/attempt.ts",
				from: `	if (isSuccess && Number(headers["content-length"]) > limits.bodyBytes) {
		throw refuse(tooLarge(limits.bodyBytes));
	}
`,
				to: "",
			},
		],
		tests: ["out/test/unit/net/body.test.js"],
	},
	{
		name: "rows of Kaiko stand in the order of time",
		edits: [
			{
				file: "src/core/feeds/kaiko/assemble.ts",
				from: "[...byTime].sort(([a], [b]) => a - b).map(",
				to: "[...byTime].map(",
			},
		],
		tests: ["out/test/unit/core/feeds/kaiko/feed.test.js"],
	},
	{
		name: "points of Kiyotaka stand in the order of time",
		edits: [
			{
				file: "src/core/feeds/kiyotaka/assemble.ts",
				from: "			.sort((a, b) => a.time - b.time);",
				to: ";",
			},
		],
		tests: ["out/test/unit/core/feeds/kiyotaka/feed.test.js"],
	},
	{
		name: "a window is not filled with the rows of another",
		edits: [
			{
				file: "src/core/feeds/strays.ts",
				from: "	if (strays === undefined) return;\n",
				to: "	return;\n",
			},
		],
		tests: [
			"out/test/unit/core/feeds/kaiko/feed.test.js",
			"out/test/unit/core/feeds/kiyotaka/feed.test.js",
		],
	},
	{
		name: "a file takes the place of another only when all of it is on the disk",
		edits: [
			{
				file: "src/app/files/atomicWrite.ts",
				from: "			if ((await file.stat()).size !== size) throw shortWrite(path);\n",
				to: "",
			},
		],
		tests: ["out/test/unit/app/files/atomicWrite.test.js"],
	},
	{
		name: "no key of a document reaches into prototypes",
		edits: [
			{
				file: "src/reading/parseBody.ts",
				from: `parseJson(text, null, { protoAction: "error", constructorAction: "error" })`,
				to: "JSON.parse(text)",
			},
		],
		tests: ["out/test/unit/net/body.test.js"],
	},
	{
		name: "a key that the HTTP library would change is not sent",
		edits: [
			{
				file: "src/net/client.ts",
				from: `		if (keyProblem(key) !== undefined) throw new AttemptFailure("badKey", { code: "KEY_FORM" });\n`,
				to: "",
			},
			{
				file: "src/net/keyHeader.ts",
				from: `	if (keyProblem(key) !== undefined) throw new AttemptFailure("badKey", { code: "KEY_FORM" });\n`,
				to: "",
			},
		],
		tests: ["out/test/unit/net/keys.test.js"],
	},
];

/**
 * The sources of a guard without it, by file.
 *
 * @throws {Error} where a place is not there, or more than once: then the guard has moved, and this list has to follow
 */
export function withoutGuard({ name, edits }) {
	const sources = new Map();
	for (const { file, from, to } of edits) {
		const source = sources.get(file) ?? readFileSync(join(ROOT, file), "utf8");
		const pieces = source.split(from);
		if (pieces.length !== 2) {
			throw new Error(
				`The guard "${name}" is no longer where scripts/lib/guards.mjs has it: ${file} holds ` +
					`${pieces.length - 1} times\n${from}`,
			);
		}
		sources.set(file, pieces.join(to));
	}
	return sources;
}

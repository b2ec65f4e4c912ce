import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "..", "..", "..", "..");
const read = (path: string) => readFileSync(join(REPOSITORY, path), "utf8");

/** Numbers of the definitions, in the order in which they stand. */
const defined = [...read("docs/definitions.md").matchAll(/^\| (D\d+) +\|/gm)].map(
	([, number = ""]) => number,
);

describe("docs/definitions.md", () => {
	it("has each number once", () => {
		assert.ok(defined.length > 40);
		assert.deepEqual(
			defined.filter((number, at) => defined.indexOf(number) !== at),
			[],
		);
	});

	it("has every definition that sources and texts name", () => {
		const sources = readdirSync(join(REPOSITORY, "src"), { recursive: true, encoding: "utf8" })
			.filter((path) => path.endsWith(".ts"))
			.map((path) => join("src", path));
		const texts = ["README.md", "CHANGELOG.md", "docs/definitions.md"];
		const missing = (paths: readonly string[], naming: RegExp) =>
			paths.flatMap((path) =>
				[...read(path).matchAll(naming)].flatMap(([, number = ""]) =>
					defined.includes(number) ? [] : [`${path}: ${number}`],
				),
			);
		assert.deepEqual(
			[...missing(sources, /definitions? (D\d+)\b/g), ...missing(texts, /[(,] ?(D\d+)\b/g)],
			[],
		);
	});
});

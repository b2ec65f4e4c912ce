import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { importCircles } from "./circles";

const REPOSITORY = resolve(__dirname, "..", "..", "..", "..");

function sources(folder: string): Map<string, string> {
	const files = readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" });
	return new Map(
		files
			.filter((file) => file.endsWith(".ts"))
			.map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
			.map((file) => [file, readFileSync(join(REPOSITORY, file), "utf8")]),
	);
}

const circlesOf = (files: Readonly<Record<string, string>>) =>
	importCircles(new Map(Object.entries(files))).map((circle) => circle.sort());

describe("imports", () => {
	it("never lead from a file of the product back to it, not even for a type", function () {
		this.timeout(120_000);
		const files = sources("src");
		assert.ok(files.size > 300, `${files.size} files`);
		assert.deepEqual(importCircles(files), []);
	});

	it("are found in each of their forms", () => {
		const forms = [
			'import { b } from "./b";',
			'import type { B } from "./b";',
			'import { type B } from "./b.js";',
			'import * as b from "./b";',
			'export { b } from "./b";',
			'export type * from "./b";',
			'let b: import("./b").B;',
			'const b = () => import("./b.js");',
			'import("./b");',
			'type B =\nimport("./b").B;',
			'export const a = 1; import "./b";',
			'const b = require("./b");',
		];
		for (const form of forms) {
			const files = { "src/a.ts": form, "src/b.ts": 'import { a } from "./a";' };
			assert.deepEqual(circlesOf(files), [["src/a.ts", "src/b.ts"]], form);
		}
	});

	it("are found to lead back over several folders, and to the file itself", () => {
		assert.deepEqual(
			circlesOf({
				"src/entry.ts": 'import "./x/a";',
				"src/x/a.ts": 'import "../y/b"; import "../leaf";',
				"src/y/b.ts": 'import "../leaf"; import "../z/c";',
				"src/z/c.ts": 'import "../x/a";',
				"src/leaf.ts": 'import "valibot";',
				"src/self.ts": 'import "./self";',
			}),
			[["src/x/a.ts", "src/y/b.ts", "src/z/c.ts"], ["src/self.ts"]],
		);
	});

	it("may reach one file on two ways without a circle", () => {
		assert.deepEqual(
			circlesOf({
				"src/a.ts": 'import "./b"; import "./c";',
				"src/b.ts": 'import "./d";',
				"src/c.ts": 'import "./d"; import "./b";',
				"src/d.ts": "",
			}),
			[],
		);
	});

	it("of files that do not exist are refused", () => {
		assert.throws(() => circlesOf({ "src/a.ts": 'import "./b";' }), /src\/a\.ts imports \.\/b/);
	});
});

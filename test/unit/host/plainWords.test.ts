import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../package/repository";

const SOURCES = join(REPOSITORY, "src");

/** What makes links, commands, icons or markup out of text that somebody else wrote. */
const RENDERED =
	/MarkdownString|supportHtml|supportThemeIcons|\bisTrusted\s*[:=]|registerUriHandler|innerHTML|insertAdjacentHTML|outerHTML|document\.write/;

describe("words of the editor and of pages", () => {
	it("are text: no source makes links, commands or markup of them (H10)", () => {
		const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) =>
			name.endsWith(".ts"),
		);
		assert.ok(files.length > 200, `${files.length} files`);
		const rendering = files.filter((name) =>
			RENDERED.test(readFileSync(join(SOURCES, name), "utf8")),
		);
		assert.deepEqual(rendering, []);
	});
});

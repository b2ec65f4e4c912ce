import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { REPOSITORY } from "./repository";
import { script } from "./scripts";
import { readZip } from "./zip";

const PACKAGE_MS = 300_000;
const ADDRESS = "https://github.com/example/value-area";

interface RepositoryScript {
	readonly repositoryOf: (address: string) => {
		readonly manifest: {
			readonly repository: { readonly url: string };
			readonly bugs: { readonly url: string };
		};
		readonly links: string;
		readonly pictures: string;
	};
}

describe("the repository's address in a package", function () {
	this.timeout(PACKAGE_MS);
	const folder = useTemporaryFolder();
	const pack = (...args: string[]) =>
		spawnSync(process.execPath, ["scripts/package.mjs", ...args], {
			cwd: REPOSITORY,
			encoding: "utf8",
		});

	it("stands in the manifest, and links and pictures of the texts lead there over https", () => {
		const vsix = join(folder(), "linked.vsix");
		const { status, stderr } = pack(
			"--repository",
			`${ADDRESS}.git`,
			"--keep-bundles",
			"--out",
			vsix,
		);
		assert.equal(status, 0, stderr);
		const files = readZip(readFileSync(vsix));
		const text = (name: string) =>
			files.get(`extension/${name}`)?.toString("utf8") ?? assert.fail(`no ${name}`);
		const { repository, bugs, homepage, name } = JSON.parse(text("package.json")) as Record<
			string,
			unknown
		>;
		assert.deepEqual(
			{ repository, bugs, homepage, name },
			{
				repository: { type: "git", url: `${ADDRESS}.git` },
				bugs: { url: `${ADDRESS}/issues` },
				homepage: `${ADDRESS}#readme`,
				name: "value-area",
			},
		);
		const pictures = [...text("readme.md").matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, to]) => to);
		assert.ok(pictures.length >= 3);
		for (const picture of pictures) {
			assert.match(
				picture ?? "",
				/^https:\/\/github\.com\/example\/value-area\/raw\/HEAD\/media\//,
			);
		}
		for (const document of ["readme.md", "changelog.md"]) {
			const links = [...text(document).matchAll(/[^!]\[[^\]]*\]\(([^)]+)\)/g)].map(([, to]) => to);
			for (const link of links) assert.match(link ?? "", /^(https:|#)/, `${document}: ${link}`);
		}
	});

	it("is absent from a package that was made without it, whose links stay as they are", () => {
		const files = readZip(readFileSync(join(REPOSITORY, "out", "value-area.vsix")));
		const manifest = JSON.parse(
			files.get("extension/package.json")?.toString("utf8") ?? "{}",
		) as object;
		for (const field of ["repository", "bugs", "homepage"]) assert.ok(!(field in manifest), field);
		assert.match(files.get("extension/readme.md")?.toString("utf8") ?? "", /\]\(media\/readme\//);
	});

	it("leads to the places that GitLab has for files and issues", async () => {
		const { repositoryOf } = await script<RepositoryScript>("repository.mjs");
		const { manifest, links, pictures } = repositoryOf("https://gitlab.com/group/sub/value-area/");
		assert.equal(manifest.repository.url, "https://gitlab.com/group/sub/value-area.git");
		assert.equal(manifest.bugs.url, "https://gitlab.com/group/sub/value-area/-/issues");
		assert.equal(links, "https://gitlab.com/group/sub/value-area/-/blob/HEAD");
		assert.equal(pictures, "https://gitlab.com/group/sub/value-area/-/raw/HEAD");
	});

	for (const address of [
		"http://github.com/example/value-area",
		"https://token@github.com/example/value-area",
		"https://github.com/example",
		"https://github.com/example/value-area?tab=readme",
		"git@github.com:example/value-area.git",
		"example/value-area",
	]) {
		it(`is refused before anything is built: ${address}`, () => {
			const { status, stdout, stderr } = pack("--repository", address, "--out", folder());
			assert.notEqual(status, 0);
			assert.match(stdout + stderr, /is not the address of a repository/);
		});
	}
});

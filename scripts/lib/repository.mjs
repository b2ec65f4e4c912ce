import { SetupError } from "./terminal.mjs";

/** Where hosts of repositories show a file, its bytes and the issues, by the end of their name; others do as the last. */
const HOSTS = [
	{ is: /(^|\.)gitlab\./, file: "/-/blob/HEAD", raw: "/-/raw/HEAD", issues: "/-/issues" },
	{ is: /./, file: "/blob/HEAD", raw: "/raw/HEAD", issues: "/issues" },
];

/**
 * What a package says of the repository that it is from.
 *
 * @param {string} address `https://host/owner/name`, with or without `.git`
 * @returns the fields of the manifest, and the addresses that relative links and pictures begin with
 */
export function repositoryOf(address) {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	const path = url?.pathname.replace(/\/+$/, "").replace(/\.git$/, "") ?? "";
	const isPlain =
		url?.protocol === "https:" &&
		url.username === "" &&
		url.password === "" &&
		url.search === "" &&
		url.hash === "" &&
		/^(\/[\w.-]+){2,}$/.test(path);
	if (!isPlain) {
		throw new SetupError(
			`"${address}" is not the address of a repository. Write it as https://host/owner/name.`,
		);
	}
	const page = `${url.origin}${path}`;
	const { file, raw, issues } = HOSTS.find(({ is }) => is.test(url.hostname));
	return {
		manifest: {
			repository: { type: "git", url: `${page}.git` },
			bugs: { url: `${page}${issues}` },
			homepage: `${page}#readme`,
		},
		links: `${page}${file}`,
		pictures: `${page}${raw}`,
	};
}

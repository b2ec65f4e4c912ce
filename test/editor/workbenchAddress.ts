export interface WorkbenchAddress {
	/** Where the workbench is served, which need not be the server's own port. */
	readonly origin: string;
	/** Absolute path of the folder to open; none opens an empty window. */
	readonly folder?: string;
	/** Absolute path of the extension under development; the payload holds one alone. */
	readonly extension?: string;
	/** Absolute path of a suite's `index.js`, which runs inside the extension host. */
	readonly tests?: string;
}

/** The address that opens VS Code in a browser with an extension under development. */
export function workbenchAddress({ origin, folder, extension, tests }: WorkbenchAddress): string {
	const address = new URL(origin);
	const remote = (path: string) => `vscode-remote://${address.host}${path}`;
	const payload = [
		...(extension === undefined ? [] : [["extensionDevelopmentPath", remote(extension)]]),
		...(tests === undefined ? [] : [["extensionTestsPath", remote(tests)]]),
		["skipWelcome", "true"],
	];
	if (folder === undefined) address.searchParams.set("ew", "true");
	else address.searchParams.set("folder", folder);
	address.searchParams.set("payload", JSON.stringify(payload));
	return address.href;
}

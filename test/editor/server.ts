import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import type { EditorFolders } from "./folders";
import { readTools } from "./repository";

const READY = "Extension host agent started";
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 5_000;

/** A free port of the loopback interface, as the operating system gives them out. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	server.close();
	await once(server, "close");
	if (address === null || typeof address === "string") throw new Error("The system gave no port.");
	return address.port;
}

export interface ServerOptions {
	readonly folders: EditorFolders;
	readonly port?: number;
	/** Added to the environment of the extension host. */
	readonly env?: Readonly<Record<string, string>>;
}

/** The environment of a VS Code that is started from within another one, or from npm. */
function ownEnvironment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS)/i.test(name),
	);
	return { ...Object.fromEntries(inherited), ...env };
}

/** VS Code's own server, which serves the workbench to a browser and runs the extension host. */
export class EditorServer {
	private constructor(
		readonly port: number,
		private readonly child: ChildProcess,
		/** What the server printed, for a failing test. */
		readonly output: readonly string[],
	) {}

	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Starts a server and resolves when it accepts a window. Rejects with its output where it does not. */
	static async start({ folders, port, env = {} }: ServerOptions): Promise<EditorServer> {
		const listening = port ?? (await freePort());
		const child = spawn(...serverCommand(folders, ["--port", String(listening)]), {
			stdio: ["ignore", "pipe", "pipe"],
			env: ownEnvironment(env),
			// A group of its own: the extension host and the file watcher end with it.
			detached: true,
		});
		const output: string[] = [];
		const server = new EditorServer(listening, child, output);
		process.once("exit", server.kill);
		await new Promise<void>((resolve, reject) => {
			const fail = (reason: string) =>
				reject(new Error(`VS Code's server ${reason}:\n${lastLines(output.join(""))}`));
			const timer = setTimeout(() => fail("did not start in time"), START_DEADLINE_MS);
			const collect = (chunk: Buffer) => {
				output.push(chunk.toString());
				if (!chunk.toString().includes(READY)) return;
				clearTimeout(timer);
				resolve();
			};
			child.stdout.on("data", collect);
			child.stderr.on("data", collect);
			child.once("error", (error) => fail(`could not be run (${error.message})`));
			child.once("exit", () => {
				clearTimeout(timer);
				fail("ended");
			});
		}).catch((error: unknown) => {
			server.kill();
			throw error;
		});
		return server;
	}

	/** Resolves when the server ends, by {@link stop} or by itself. */
	get ended(): Promise<unknown> {
		return this.hasEnded ? Promise.resolve() : once(this.child, "exit");
	}

	private get hasEnded(): boolean {
		return this.child.exitCode !== null || this.child.signalCode !== null;
	}

	async stop(): Promise<void> {
		process.off("exit", this.kill);
		if (this.hasEnded) return;
		const { ended } = this;
		this.signal("SIGTERM");
		const timer = setTimeout(() => this.signal("SIGKILL"), STOP_DEADLINE_MS);
		await ended;
		clearTimeout(timer);
		this.signal("SIGKILL");
	}

	/**
	 * Ends the extension hosts of all windows as a crash does.
	 *
	 * @returns how many there were
	 */
	crashExtensionHosts(): number {
		const children = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
			.split("\n")
			.flatMap((line) => {
				const [, pid, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
				return Number(parent) === this.child.pid && args.includes("--type=extensionHost")
					? [Number(pid)]
					: [];
			});
		for (const pid of children) process.kill(pid, "SIGKILL");
		return children.length;
	}

	private readonly kill = (): void => this.signal("SIGKILL");

	private signal(signal: NodeJS.Signals): void {
		if (this.child.pid === undefined) return;
		try {
			process.kill(-this.child.pid, signal);
		} catch {
			// The group has ended already.
		}
	}
}

function serverCommand(folders: EditorFolders, args: readonly string[]): [string, string[]] {
	const { node, server } = readTools();
	return [
		node,
		[
			join(server, "out", "server-main.js"),
			"--accept-server-license-terms",
			"--without-connection-token",
			"--host",
			"127.0.0.1",
			"--server-data-dir",
			folders.userData,
			"--extensions-dir",
			folders.extensions,
			"--telemetry-level",
			"off",
			...args,
		],
	];
}

/** Installs a `.vsix` the way a user does, into the folders of one VS Code. */
export async function installExtension(folders: EditorFolders, vsix: string): Promise<void> {
	const child = spawn(...serverCommand(folders, ["--install-extension", vsix]), {
		stdio: ["ignore", "pipe", "pipe"],
		env: ownEnvironment({}),
	});
	let output = "";
	const collect = (chunk: Buffer) => (output += chunk.toString());
	child.stdout.on("data", collect);
	child.stderr.on("data", collect);
	const [code] = (await once(child, "close")) as [number | null];
	if (code !== 0) throw new Error(`VS Code did not install ${vsix}:\n${lastLines(output)}`);
}

/** The end of a long output, where the reason stands. */
function lastLines(output: string): string {
	return output.trimEnd().split("\n").slice(-12).join("\n");
}

import type { Log } from "../../../src/core/log";

/** Keeps what is logged, for tests that look. */
export class KeptLog implements Log {
	readonly lines: string[] = [];
	private readonly keep = (message: string) => void this.lines.push(message);
	readonly trace = this.keep;
	readonly debug = this.keep;
	readonly info = this.keep;
	readonly warn = this.keep;
	readonly error = this.keep;
}

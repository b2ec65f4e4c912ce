import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The repository, seen from `out/test/unit/package`. */
export const REPOSITORY = resolve(__dirname, "..", "..", "..", "..");

export function readJson(...path: string[]): unknown {
	return JSON.parse(readFileSync(join(REPOSITORY, ...path), "utf8"));
}

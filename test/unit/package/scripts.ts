import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { REPOSITORY } from "./repository";

/** What a script knows of a target (scripts/lib/targets.mjs). */
export interface Target {
	readonly format: "ELF" | "Mach-O" | "PE";
	readonly machine: "x64" | "arm64";
	readonly library: string;
	readonly binding: string;
	readonly largestBytes: number;
}

export interface TargetsScript {
	readonly UNIVERSAL: { readonly largestBytes: number };
	readonly TARGETS: Readonly<Record<string, Target>>;
	readonly bindingPackage: (target: string) => string;
	readonly ownTarget: () => string | undefined;
}

export interface BindingScript {
	readonly checkBinary: (content: Buffer, file: string, target: string) => void;
}

export interface ReadBinary {
	readonly format: string;
	readonly machine: string;
	readonly needed: readonly string[];
	readonly delayed?: readonly string[];
	readonly searched: readonly string[];
	readonly name?: string;
	readonly versions?: readonly { readonly from: string; readonly name: string }[];
	readonly minimumSystem?: string;
	readonly isSigned?: boolean;
}

export interface BinaryScripts {
	readonly readBinary: (content: Buffer) => ReadBinary;
}

export interface SliceScript {
	readonly sliceFor: (content: Buffer, machine: string) => Buffer;
}

/** A module of `scripts/lib`, loaded as the scripts load it. */
export async function script<Module>(...path: string[]): Promise<Module> {
	const file = join(REPOSITORY, "scripts", "lib", ...path);
	return (await import(pathToFileURL(file).href)) as Module;
}

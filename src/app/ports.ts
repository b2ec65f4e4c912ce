import type { Disposable } from "./emitter";

/** Keeps secrets where nobody else can read them. Structurally VS Code's `SecretStorage`. */
export interface SecretStore {
	get(name: string): PromiseLike<string | undefined>;
	store(name: string, secret: string): PromiseLike<void>;
	delete(name: string): PromiseLike<void>;
	/** Names of all secrets; older editors do not tell them. */
	keys?(): PromiseLike<readonly string[]>;
	/** A secret changed, by whomever. */
	readonly onDidChange: (listener: (change: { readonly key: string }) => void) => Disposable;
}

/** Small things that are no secrets and outlive the process, as plain JSON. Structurally VS Code's `Memento`. */
export interface StateStore {
	get(name: string): unknown;
	/** Names of everything that stands in it. */
	keys(): readonly string[];
	update(name: string, value: unknown): PromiseLike<void>;
}

/** The moment and how time passes. */
export interface Clock {
	/** The wall clock in epoch milliseconds; for moments that people see. */
	now(): number;
	/** Milliseconds of a clock that never jumps; for measuring. */
	monotonic(): number;
}

import assert from "node:assert/strict";
import { inspect } from "node:util";
import { createEndpoint, type Endpoint } from "../../../src/core/access/endpoint";
import {
	type ErrorKind,
	type ProviderError,
	isProviderError,
} from "../../../src/core/errors/errors";
import type { ApiClient, ApiRequest, ApiResponse } from "../../../src/core/http";
import { DEFAULT_LIMITS, type Limits } from "../../../src/core/limits";
import type { Log } from "../../../src/core/log";
import { type EpochMs, durationMs, epochMs } from "../../../src/core/time";
import { createApiClient } from "../../../src/net/client";
import type { Clock } from "../../../src/net/clock";
import { RETRY_POLICY, type RetryPolicy } from "../../../src/net/policy";
import { readJson } from "../../support/plainReading";
import { assertRubric } from "../../support/rubric";

export const CANARY_KEYS = {
	kiyotaka: "canary-kiyotaka-7f3a9b",
	kaiko: "canary-kaiko-51c2e8",
} as const;

type LogLevel = keyof Log;

/** A log that keeps its lines. */
export class MemoryLog implements Log {
	readonly lines: string[] = [];
	private readonly levels: LogLevel[] = [];
	readonly trace = this.writeAt("trace");
	readonly debug = this.writeAt("debug");
	readonly info = this.writeAt("info");
	readonly warn = this.writeAt("warn");
	readonly error = this.writeAt("error");

	/** The lines of one level. */
	at(level: LogLevel): string[] {
		return this.lines.filter((_, index) => this.levels[index] === level);
	}

	private writeAt(level: LogLevel) {
		return (message: string): void => {
			this.lines.push(message);
			this.levels.push(level);
		};
	}
}

/** Time that stands still until the test moves it; who sleeps meanwhile wakes when it has come. */
export class HeldClock implements Clock {
	/** How long was asked for, sleep by sleep. */
	readonly slept: number[] = [];
	private offset = 0;
	private wall = 0;
	private readonly sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();
	private started: (() => void)[] = [];

	constructor(private readonly start = Date.UTC(2026, 2, 29, 16)) {}

	now(): EpochMs {
		return epochMs(this.start + this.wall + this.offset);
	}

	monotonic(): number {
		return this.offset;
	}

	/** Moves the wall clock alone, as after the machine has slept or its clock was set. */
	jump(ms: number): void {
		this.wall += ms;
	}

	/** Resolves when somebody begins to sleep. */
	sleeping(): Promise<void> {
		return new Promise((resolve) => this.started.push(resolve));
	}

	/** Lets time pass; whoever is due wakes at its own moment, the earliest first. */
	advance(ms: number): void {
		const end = this.offset + ms;
		for (let next = this.nextDue(); next <= end; next = this.nextDue()) {
			this.offset = next;
			for (const sleeper of [...this.sleepers]) if (sleeper.due <= next) sleeper.wake();
		}
		this.offset = end;
	}

	sleep(ms: number, signal: AbortSignal): Promise<void> {
		this.slept.push(ms);
		for (const resolve of this.started.splice(0)) resolve();
		return new Promise((resolve, reject) => {
			const stop = () => {
				this.sleepers.delete(sleeper);
				reject(signal.reason as Error);
			};
			const wake = () => {
				this.sleepers.delete(sleeper);
				signal.removeEventListener("abort", stop);
				resolve();
			};
			const sleeper = { due: this.offset + ms, wake };
			if (signal.aborted) return stop();
			this.sleepers.add(sleeper);
			signal.addEventListener("abort", stop, { once: true });
		});
	}

	protected nextDue(): number {
		return Math.min(...[...this.sleepers].map(({ due }) => due));
	}
}

/** Time that passes by itself as soon as somebody sleeps: up to the moment that is due next. */
export class FakeClock extends HeldClock {
	override sleep(ms: number, signal: AbortSignal): Promise<void> {
		setImmediate(() => {
			const next = this.nextDue();
			if (Number.isFinite(next)) this.advance(Math.max(0, next - this.monotonic()));
		});
		return super.sleep(ms, signal);
	}
}

/** Limits so long that only what a test shortens can end a request. */
const LONG_LIMITS: Limits = {
	...DEFAULT_LIMITS,
	headersMs: durationMs(10_000),
	stallMs: durationMs(10_000),
	attemptMs: durationMs(10_000),
	operationMs: durationMs(20_000),
};

/** No failure takes longer: what tests shorten is a tenth of it, and waits are of a clock that does not wait. */
const SETTLES_MS = 10_000;

export interface HarnessOptions {
	readonly origin: string;
	/** Where Kaiko is asked; the same place when absent. */
	readonly kaikoOrigin?: string;
	readonly limits?: Partial<Limits>;
	readonly policy?: Partial<RetryPolicy>;
	readonly clock?: Clock;
	readonly keys?: Partial<Record<"kiyotaka" | "kaiko", string | undefined>>;
	readonly random?: () => number;
	/** Where every request goes, in place of what the options above say. */
	readonly endpoint?: () => Endpoint;
}

export interface Harness {
	readonly client: ApiClient;
	readonly log: MemoryLog;
	readonly clock: Clock;
	/** Asks; the body is the JSON that it is. */
	get(request?: Partial<ApiRequest>, signal?: AbortSignal): Promise<ApiResponse<unknown>>;
	/**
	 * Runs a request that has to fail and returns its error, which came in time, is told as the rubric demands and
	 * holds no trace of a key.
	 */
	fails(request?: Partial<ApiRequest>, signal?: AbortSignal): Promise<ProviderError>;
}

export const REQUEST: ApiRequest = {
	provider: "kaiko",
	host: "us",
	path: "/v2/data",
	params: [["interval", "1h"]],
	market: "btc-usd on cbse",
};

export function createHarness(options: HarnessOptions): Harness {
	const { origin, kaikoOrigin = origin, clock = new FakeClock(), keys = CANARY_KEYS } = options;
	const log = new MemoryLog();
	const client = createApiClient({
		endpoints: (provider) =>
			options.endpoint?.() ??
			createEndpoint(provider, provider === "kaiko" ? kaikoOrigin : origin, () =>
				Promise.resolve(keys[provider]),
			),
		limits: () => ({ ...LONG_LIMITS, ...options.limits }),
		policy: { ...RETRY_POLICY, ...options.policy },
		log,
		clock,
		random: options.random ?? (() => 0.5),
	});
	const get: Harness["get"] = async (request = {}, signal = new AbortController().signal) => {
		const { body, ...answer } = await client.get(
			{ ...REQUEST, ...request },
			{ signal, read: readJson },
		);
		assert.ok(body.kind === "read");
		return { ...answer, body: body.facts };
	};
	return {
		client,
		log,
		clock,
		get,
		fails: async (request = {}, signal) => {
			const began = performance.now();
			const error = await get(request, signal).then(
				() => assert.fail("the request did not fail"),
				(reason: unknown) => reason,
			);
			const took = performance.now() - began;
			assert.ok(isProviderError(error), `not a ProviderError: ${String(error)}`);
			assert.ok(took < SETTLES_MS, `settled after ${Math.round(took)} ms`);
			const { market } = { ...REQUEST, ...request };
			assertRubric(error, market);
			assertNoTrace(error, log, Object.values(keys));
			return error;
		},
	};
}

/** Neither an error nor the log holds a key, the library's name or what it threw. */
export function assertNoTrace(
	error: ProviderError,
	{ lines }: MemoryLog,
	keys: readonly (string | undefined)[],
): void {
	const traces = [
		JSON.stringify(error),
		JSON.stringify({ ...error }),
		inspect(error, { depth: 10, showHidden: true, getters: true }),
		error.stack ?? "",
		error.message,
		JSON.stringify(error.facts),
		...lines,
	].join("\n");
	for (const key of keys) {
		if (key !== undefined && key !== "") assert.ok(!traces.includes(key), traces);
	}
	assert.doesNotMatch(traces, /AxiosError|axios/i);
	assert.equal(error.cause, undefined);
}

/** Asserts kind and number of requests in one line. */
export function assertFailed(
	error: ProviderError,
	kind: ErrorKind,
	server: { readonly requests: readonly unknown[] },
	requests: number,
): void {
	assert.equal(error.kind, kind);
	assert.equal(server.requests.length, requests, "number of requests");
}

import type { Place } from "../../core/access/places";
import type { CancelSignal } from "../../core/cancel";
import { gatherList, type ListQuestion, type ListRequest } from "../../core/discovery/lists";
import { isProviderError, type ProviderError } from "../../core/errors/errors";
import { providerError } from "../../core/errors/errorText";
import type { ApiRequestOptions } from "../../core/http";
import type { Log } from "../../core/log";
import type { RemoteProviderId } from "../../core/providers/credentials";
import { DecodeError } from "../../core/reader";
import { DAY_MS, epochMs } from "../../core/time";
import { SharedWork } from "../sharedWork";
import type { DatedList, ListStore } from "./listStore";

/** Why nothing was asked: there is no key, the person has not agreed to a server they named, or it is no usable place. */
export type NotAsked = "noKey" | "noConsent" | "noPlace";

/** The answer to a question for a list. */
export interface ListAnswer<Item> {
	/** What is listed; absent where nobody has ever said. */
	readonly list?: DatedList<Item>;
	/** Why it is not of today, or not there. */
	readonly failure?: NotAsked | ProviderError;
}

/** A server that lists things. */
export interface ListServer {
	/** Where it is asked now; `undefined` where the settings name no usable place. */
	place(): Place | undefined;
	/** Whether a request may go there at all; asks nobody. */
	obstacle(place: Place): Promise<NotAsked | undefined>;
	/** Asks for one page. Rejects with `ProviderError`. */
	ask(
		request: ListRequest,
		options: Pick<ApiRequestOptions<unknown>, "signal" | "remainingMs">,
	): Promise<Readonly<Record<string, unknown>>>;
}

/** The servers that list things, by the provider that asks them. */
export type ListServers = Readonly<Record<RemoteProviderId, ListServer>>;

export interface ListsDeps {
	readonly servers: ListServers;
	readonly store: ListStore;
	readonly log: Log;
	/** The wall clock. */
	readonly now: () => number;
	/** Milliseconds of a clock that never jumps. */
	readonly monotonic: () => number;
}

/** A question is open meanwhile. */
const LONGEST_MS = 20_000;
/** A server that failed is left alone so long: each letter that is typed would ask it anew. */
const QUIET_MS = 10_000;
/** Lists in memory: those of one session of prompts. */
const REMEMBERED = 64;

/**
 * What providers list, from memory, disk or network: a list is asked for once a day. Where it cannot be had, the one that
 * was kept is given, however old, with the reason.
 */
export class Lists {
	private readonly remembered = new Map<string, DatedList<unknown>>();
	private readonly running = new Map<RemoteProviderId, SharedWork<DatedList<unknown>>>();
	private readonly failed = new Map<
		string,
		{ readonly until: number; readonly error: ProviderError }
	>();

	constructor(private readonly deps: ListsDeps) {}

	/** Answers a question. Rejects with `ProviderError` (`cancelled`) alone, once the signal fires. */
	async find<Item>(
		provider: RemoteProviderId,
		question: ListQuestion<Item>,
		signal: CancelSignal,
	): Promise<ListAnswer<Item>> {
		const server = this.deps.servers[provider];
		const place = server.place();
		if (place === undefined) return { failure: "noPlace" };
		const kept = await this.kept(place.origin, question);
		if (kept !== undefined && this.isOfToday(kept)) return { list: kept };
		const failure = await this.obstacle(server, place);
		if (failure !== undefined) return { ...(kept !== undefined && { list: kept }), failure };
		try {
			return { list: await this.ask(provider, place.origin, question, signal) };
		} catch (error) {
			if (!isProviderError(error)) throw error;
			if (error.kind === "cancelled" && signal.aborted) throw error;
			return { ...(kept !== undefined && { list: kept }), failure: error };
		}
	}

	/** Forgets everything, also on disk, and returns how many lists went. */
	clear(): Promise<number> {
		this.remembered.clear();
		this.failed.clear();
		return this.deps.store.clear();
	}

	private async obstacle(server: ListServer, place: Place): Promise<ListAnswer<never>["failure"]> {
		const failed = this.failed.get(place.origin);
		if (failed !== undefined && this.deps.monotonic() < failed.until) return failed.error;
		return server.obstacle(place);
	}

	private isOfToday({ fetchedAt }: DatedList<unknown>): boolean {
		const age = this.deps.now() - fetchedAt;
		// A time to come was written by a clock that was wrong then or is now.
		return age >= 0 && age < DAY_MS;
	}

	private async kept<Item>(
		origin: string,
		question: ListQuestion<Item>,
	): Promise<DatedList<Item> | undefined> {
		const name = `${origin} ${question.key}`;
		const known = this.remembered.get(name) as DatedList<Item> | undefined;
		if (known !== undefined) return known;
		const loaded = await this.deps.store.load(origin, question);
		if (loaded !== undefined) this.remember(name, loaded);
		return loaded;
	}

	private remember(name: string, list: DatedList<unknown>): void {
		this.remembered.delete(name);
		this.remembered.set(name, list);
		const [oldest] = this.remembered.keys();
		if (this.remembered.size > REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
	}

	private async ask<Item>(
		provider: RemoteProviderId,
		origin: string,
		question: ListQuestion<Item>,
		signal: CancelSignal,
	): Promise<DatedList<Item>> {
		const name = `${origin} ${question.key}`;
		const list = await this.runningOf(provider).join(name, { signal }, (own) =>
			this.gather(provider, origin, question, own.signal),
		);
		return list as DatedList<Item>;
	}

	private runningOf(provider: RemoteProviderId): SharedWork<DatedList<unknown>> {
		const cancelled = () => providerError("cancelled", provider);
		const running = this.running.get(provider) ?? new SharedWork(cancelled);
		this.running.set(provider, running);
		return running;
	}

	private async gather<Item>(
		provider: RemoteProviderId,
		origin: string,
		question: ListQuestion<Item>,
		signal: CancelSignal,
	): Promise<DatedList<Item>> {
		const { servers, store, now, monotonic, log } = this.deps;
		const end = monotonic() + LONGEST_MS;
		const options = { signal, remainingMs: () => end - monotonic() };
		try {
			const list = await gatherList(question, (request) => servers[provider].ask(request, options));
			const dated = { ...list, fetchedAt: epochMs(now()) };
			this.failed.delete(origin);
			this.remember(`${origin} ${question.key}`, dated);
			if (list.dropped > 0) log.info(`${provider}: ${list.dropped} listed rows could not be used`);
			await store.save(origin, question, dated);
			return dated;
		} catch (error) {
			const failure = failureOf(error, provider, log);
			if (failure.kind !== "cancelled") {
				this.failed.set(origin, { until: monotonic() + QUIET_MS, error: failure });
			}
			throw failure;
		}
	}
}

function failureOf(error: unknown, provider: RemoteProviderId, log: Log): ProviderError {
	if (isProviderError(error)) return error;
	log.warn(`${provider}: a list could not be read: ${String(error)}`);
	return error instanceof DecodeError
		? providerError("schema", provider, { code: error.path })
		: providerError("badBody", provider);
}

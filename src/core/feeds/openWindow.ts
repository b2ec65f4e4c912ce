import type { ErrorFacts } from "../errors/errors";
import { providerError } from "../errors/errorText";
import type { ApiRequest } from "../http";
import type { RemoteProviderId } from "../providers/credentials";
import type { MarketQuery } from "../query/query";
import type { AccessRange } from "../result/result";
import type { TimeRange } from "../result/series";
import type { EpochMs } from "../time";
import type { FetchContext, FetchedChunk } from "./feed";
import { answerError } from "./feedError";
import type { BodyFacts, Gzip, Reading } from "./windowReader";

/**
 * One window that is asked of a provider's server. It knows what the answers say; a reader gathers their
 * numbers.
 */
export class OpenWindow {
	private readonly reading: Reading;
	private heard: FetchedChunk["heard"];
	/** When the last request was asked, by the provider's clock as far as that is known. */
	private toldAt: EpochMs | undefined;
	private access: AccessRange | undefined;
	private resolved: FetchedChunk["resolved"];

	/** @param facts what errors of the window tell besides their kind */
	constructor(
		private readonly provider: RemoteProviderId,
		query: MarketQuery,
		window: TimeRange,
		private readonly context: FetchContext,
		private readonly facts: ErrorFacts,
	) {
		const { range, limits, resolved, readings } = context;
		const { levelsPerProfile, numbersPerAnswer } = limits;
		this.resolved = resolved;
		this.reading = readings.open(provider, {
			query,
			window,
			range,
			limits: { levelsPerProfile, numbersPerAnswer },
			resolved,
		});
	}

	/** Sends one request and reads its answer. Rejects with `ProviderError`. */
	async ask(request: ApiRequest): Promise<BodyFacts> {
		const { client, signal, clock, log, onPage, onWait } = this.context;
		const sentAt = clock.machineTime;
		const askedAt = clock.now();
		const read = (bytes: Uint8Array, gzip?: Gzip) => this.reading.read(bytes, gzip);
		const answer = await client.get(request, { signal, onWait, read });
		if (answer.body.kind === "problem") {
			throw answerError(answer.body.problem, this.provider, this.facts, log);
		}
		const { facts } = answer.body;
		const serverTime = facts.serverTime ?? answer.serverTime;
		if (serverTime !== undefined) this.heard ??= { serverTime, sentAt };
		// A time that an earlier page told is nearer to the provider's than this machine's.
		this.toldAt = serverTime ?? (this.heard === undefined ? askedAt : this.toldAt);
		this.access ??= facts.access;
		this.resolved ??= facts.resolved;
		onPage(facts.rows);
		return facts;
	}

	/** Everything that came for the window. Rejects with `ProviderError`. */
	async finish(early: FetchedChunk["early"]): Promise<FetchedChunk> {
		const { clock, rowsLeft, log, signal } = this.context;
		const finished = await this.reading
			.finish({ now: this.toldAt ?? clock.now(), most: rowsLeft, early: early?.code })
			.catch((error: unknown) => {
				// What was read is lost with the thread that read it.
				log.error(`${this.provider}: ${String(error)}`);
				const kind = signal.aborted ? "cancelled" : "badBody";
				throw providerError(kind, this.provider, { ...this.facts, code: "READING" });
			});
		if (finished.kind === "problem") {
			throw answerError(finished.problem, this.provider, this.facts, log);
		}
		const { note, ...window } = finished.window;
		if (note !== undefined) log.debug(`${this.provider}: ${note}`);
		return {
			...window,
			...(early !== undefined && { early }),
			...(this.heard !== undefined && { heard: this.heard }),
			...(this.access !== undefined && { access: this.access }),
			...(this.resolved !== undefined && { resolved: this.resolved }),
		};
	}

	close(): void {
		this.reading.close();
	}
}

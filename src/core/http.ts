import type { CancelSignal } from "./cancel";
import type { ErrorFacts, ErrorKind } from "./errors/errors";
import type { RemoteProviderId } from "./providers/credentials";
import type { Gzip, ReadBody } from "./feeds/windowReader";
import type { EpochMs } from "./time";

/** One GET. Origin and key are the client's business: a feed knows neither. */
export interface ApiRequest {
	readonly provider: RemoteProviderId;
	/** The provider's own host that is meant, by its name in the table of credentials; the settings' when absent. */
	readonly host?: string;
	/** Absolute path, segments already percent-encoded. */
	readonly path: string;
	/** Query in the order it is sent; a name may repeat. Not encoded. */
	readonly params: readonly (readonly [name: string, value: string])[];
	/** What it takes of the key's limit, in the provider's own currency; 1 when absent. */
	readonly cost?: number;
	/** What is asked for, as people call it; for messages only. */
	readonly market?: string;
}

export interface ApiResponse<Body> {
	readonly body: Body;
	/** The server's clock from its `Date` header. */
	readonly serverTime?: EpochMs;
}

/** A body that was read, or a body that its reader refused, with the reason. */
export type TakenBody<Facts> = Extract<ReadBody<Facts>, { readonly kind: "read" | "problem" }>;

export interface ApiRequestOptions<Facts> {
	readonly signal: CancelSignal;
	/**
	 * Milliseconds that are left for the whole query. A wait that does not fit is not begun. When absent, the
	 * limit of the request counts.
	 */
	readonly remainingMs?: () => number;
	/**
	 * Unpacks and reads the body of an answer. The bytes are transferred: the client does not use them
	 * afterwards.
	 */
	readonly read: (bytes: Uint8Array, gzip?: Gzip) => Promise<ReadBody<Facts>>;
	/** The operation that the request is part of; of one without, the log tells no more than that it went out. */
	readonly operation?: OperationTrail;
	/** Called when the client waits before the next attempt, and why, and with `undefined` when it goes on. */
	readonly onWait?: (until: EpochMs | undefined, why?: WaitReason) => void;
}

/** Why the client waits: for a limit, for a server that is away, or to repeat what failed. */
export type WaitReason = "rateLimited" | "server" | "retry";

/** One request as it went, for the log and for reports. No address, no header, no body. */
export interface SentAttempt {
	readonly host: string;
	/** Milliseconds from sending to the whole body, or to the failure. */
	readonly ms: number;
	/** Milliseconds for which it stood in line before. */
	readonly waitedMs: number;
	/** Bytes of the body on the wire. */
	readonly bytes: number;
	/** `200`, or the kind, status and code of the failure. */
	readonly outcome: string;
	readonly isRetry: boolean;
}

/** What a request belongs to. */
export interface OperationTrail {
	/** Begins each line that the log has of it. */
	readonly id: string;
	onAttempt(attempt: SentAttempt): void;
}

/** What all requests to one origin share, at this moment. */
export interface LaneState {
	readonly provider: RemoteProviderId;
	readonly host: string;
	readonly inFlight: number;
	readonly waiting: number;
	/** Until when nothing is sent, and which kind of failure asked for that. */
	readonly quiet?: { readonly until: EpochMs; readonly kind: ErrorKind };
	/** Tokens that are left for retries. */
	readonly retryTokens: number;
}

/** Tells how requests stand in line, for reports. */
export interface LaneReport {
	lanes(): readonly LaneState[];
}

/** The port to the network. Rejects with `ProviderError` only. */
export interface ApiClient {
	get<Facts>(
		request: ApiRequest,
		options: ApiRequestOptions<Facts>,
	): Promise<ApiResponse<TakenBody<Facts>>>;
}

/** One GET to a server that gets no key: its host is not the caller's choice, and nothing in it could carry one. */
export type KeylessRequest = Omit<ApiRequest, "host">;

/** The port to servers that get no key. Rejects with `ProviderError` only. */
export interface KeylessClient {
	get<Facts>(
		request: KeylessRequest,
		options: ApiRequestOptions<Facts>,
	): Promise<ApiResponse<TakenBody<Facts>>>;
}

/** A complete answer with a status other than 2xx (or one that a provider marks as an error in its body). */
export interface ErrorAnswer {
	readonly status: number;
	/** Parsed body, or `undefined` when it is not JSON. */
	readonly body: unknown;
	readonly isHtml: boolean;
}

/** How a provider's error answer is to be read. Pure; one per provider beside its feed. */
export type ClassifyAnswer = (answer: ErrorAnswer) => {
	readonly kind: ErrorKind;
	readonly facts: Pick<ErrorFacts, "code" | "detail" | "condition" | "limit">;
	/** Seconds the body asks to wait. */
	readonly retryAfterSeconds?: number;
};

import {
	type HostToWebview,
	type Handlers,
	type WebviewToHost,
	sealed,
} from "../protocol/messages";
import type { ReadMessage } from "../protocol/readMessage";

/** A page's connection to the extension host, and the state that survives a reload of the page. */
export interface HostOf<Incoming, Outgoing> {
	post<Type extends keyof Outgoing & string>(type: Type, body: Outgoing[Type]): void;
	/** What the page kept before it was hidden or reloaded; unchecked. */
	recall(): unknown;
	keep(state: unknown): void;
	/** Hands checked messages to their handlers; anything else is reported and dropped. */
	listen(handlers: Handlers<Incoming>): void;
}

/** The host of a chart. */
export type Host = HostOf<HostToWebview, WebviewToHost>;

/** A host as its page's entry sees it. */
export interface ConnectedHost<Incoming, Outgoing> extends HostOf<Incoming, Outgoing> {
	/** Tells the host's log that something went wrong in the page. */
	readonly report: (error: unknown) => void;
}

/** @param read checks what comes from the host */
export function connectHost<Incoming, Outgoing>(
	read: (value: unknown) => ReadMessage<Incoming>,
): ConnectedHost<Incoming, Outgoing> {
	const api = acquireVsCodeApi();
	const tellProblem = (message: string) => {
		api.postMessage(sealed("problem", { message }));
	};
	return {
		post: (type, body) => {
			api.postMessage(sealed(type, body));
		},
		report: (error) => {
			tellProblem(describe(error));
		},
		recall: () => api.getState(),
		keep: (state) => {
			api.setState(state);
		},
		listen: (handlers) => {
			window.addEventListener("message", (event: MessageEvent<unknown>) => {
				// The editor posts from the page's own origin; its source is neither this window nor its parent.
				if (event.origin !== window.origin) return;
				const incoming = read(event.data);
				if (!incoming.ok) {
					tellProblem(incoming.problem);
					return;
				}
				const { type, body } = incoming.message;
				try {
					handlers[type](body);
				} catch (error) {
					tellProblem(describe(error));
				}
			});
		},
	};
}

/** Reports what nobody caught in the page. */
export function reportUncaught(report: (error: unknown) => void): void {
	window.addEventListener("error", (event) => {
		report(event.error ?? event.message);
	});
	window.addEventListener("unhandledrejection", (event) => {
		report(event.reason);
	});
}

/** An error as one line for the log. */
export function describe(error: unknown): string {
	const words =
		error instanceof Error
			? `${error.name}: ${error.message}\n${error.stack ?? ""}`
			: String(error);
	return words.slice(0, 2_000);
}

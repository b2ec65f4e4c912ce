import { readHostMessage } from "../protocol/fromHost";
import {
	type HostToWebview,
	type Handlers,
	type WebviewToHost,
	sealed,
} from "../protocol/messages";

/** The page's connection to the extension host, and the state that survives a reload of the page. */
export interface Host {
	post<Type extends keyof WebviewToHost>(type: Type, body: WebviewToHost[Type]): void;
	/** What the page kept before it was hidden or reloaded; unchecked. */
	recall(): unknown;
	keep(state: unknown): void;
	/** Hands checked messages to their handlers; anything else is reported and dropped. */
	listen(handlers: Handlers<HostToWebview>): void;
}

export function connectHost(): Host {
	const api = acquireVsCodeApi();
	const post: Host["post"] = (type, body) => {
		api.postMessage(sealed(type, body));
	};
	return {
		post,
		recall: () => api.getState(),
		keep: (state) => {
			api.setState(state);
		},
		listen: (handlers) => {
			window.addEventListener("message", (event: MessageEvent<unknown>) => {
				// The editor posts from the page's own origin; its source is neither this window nor its parent.
				if (event.origin !== window.origin) return;
				const read = readHostMessage(event.data);
				if (!read.ok) {
					post("problem", { message: read.problem });
					return;
				}
				try {
					handle(handlers, read.message.type, read.message.body);
				} catch (error) {
					post("problem", { message: describe(error) });
				}
			});
		},
	};
}

function handle<Type extends keyof HostToWebview>(
	handlers: Handlers<HostToWebview>,
	type: Type,
	body: HostToWebview[keyof HostToWebview],
): void {
	// The guard has paired the body with its type.
	handlers[type](body as HostToWebview[Type]);
}

/** An error as one line for the log. */
export function describe(error: unknown): string {
	const words =
		error instanceof Error
			? `${error.name}: ${error.message}\n${error.stack ?? ""}`
			: String(error);
	return words.slice(0, 2_000);
}

import type { Log } from "../../core/log";
import { readWebviewMessage } from "../../protocol/guards";
import type { Handlers, MessageOf, WebviewToHost } from "../../protocol/messages";

const MESSAGES_PER_SECOND = 50;

function call<Type extends keyof WebviewToHost>(
	handlers: Handlers<WebviewToHost>,
	type: Type,
	body: WebviewToHost[Type],
): void {
	handlers[type](body);
}

/**
 * Takes what a page sends: checked first, at most 50 a second, and a handler that throws is logged.
 * Of messages that are dropped the first of a kind is logged.
 */
export function createDispatch(
	handlers: Handlers<WebviewToHost>,
	log: Log,
	now: () => number,
): (message: unknown) => void {
	const complained = new Set<string>();
	let second = 0;
	let count = 0;
	const complain = (problem: string) => {
		if (complained.has(problem)) return;
		complained.add(problem);
		log.warn(`a message of a chart page was dropped: ${problem}`);
	};
	return (message) => {
		const current = Math.floor(now() / 1_000);
		count = current === second ? count + 1 : 1;
		second = current;
		if (count > MESSAGES_PER_SECOND) return complain("too many messages");
		const read = readWebviewMessage(message);
		if (!read.ok) return complain(read.problem);
		const { type, body }: MessageOf<WebviewToHost> = read.message;
		try {
			call(handlers, type, body);
		} catch (error) {
			log.error(`the message ${type} of a chart page failed: ${String(error)}`);
		}
	};
}

import type { Log } from "../../core/log";
import { readWebviewMessage } from "../../protocol/fromWebview";
import type { Handlers, MessageOf, WebviewToHost } from "../../protocol/messages";
import type { ReadMessage } from "../../protocol/readMessage";

const MESSAGES_PER_SECOND = 50;
/** Least time between two messages of one kind that are taken from a page that changes fast. */
const STATE_EVERY_MS = 100;
/** The same for what other charts follow frame by frame. */
const FOLLOWED_EVERY_MS = 15;

/** A kind of page, by what it sends. */
export interface SendingPage<Map> {
	/** For the log. */
	readonly name: string;
	/** Checks a message. */
	readonly read: (value: unknown) => ReadMessage<Map>;
	/**
	 * Messages that tell a state, with the least time between two of them in milliseconds: the last one makes those
	 * before it meaningless.
	 */
	readonly states: ReadonlyMap<unknown, number>;
}

export const CHART_PAGE: SendingPage<WebviewToHost> = {
	name: "chart page",
	read: readWebviewMessage,
	states: new Map<keyof WebviewToHost, number>([
		["view", STATE_EVERY_MS],
		["drawn", STATE_EVERY_MS],
		["pointed", FOLLOWED_EVERY_MS],
		["looked", FOLLOWED_EVERY_MS],
	]),
};

/** The clock and the timer that a dispatch works by. */
export interface DispatchTime {
	readonly now: () => number;
	/** Calls back once after some milliseconds, unless the returned function is called before. */
	readonly after: (ms: number, callback: () => void) => () => void;
}

export const SYSTEM_TIME: DispatchTime = {
	now: Date.now,
	after: (ms, callback) => {
		const timer = setTimeout(callback, ms);
		return () => clearTimeout(timer);
	},
};

/** Takes the messages of one page until it is disposed. */
export interface Dispatch {
	readonly take: (message: unknown) => void;
	readonly dispose: () => void;
}

function call<Map, Type extends keyof Map>(
	handlers: Handlers<Map>,
	type: Type,
	body: Map[Type],
): void {
	handlers[type](body);
}

/**
 * Checks what a page sends and hands it to its handler; a handler that throws is logged.
 *
 * A message that tells a state is never lost: when such messages come fast, the last one is taken after a
 * moment, and before any later request. Of all other messages at most 50 a second are taken; the first
 * dropped one of each kind is logged.
 */
export function createDispatch<Map>(
	page: SendingPage<Map>,
	handlers: Handlers<Map>,
	log: Log,
	time: DispatchTime,
): Dispatch {
	const complained = new Set<string>();
	/** Messages that wait for their turn, each with what stops its timer. */
	const waiting = new Map<unknown, { readonly message: unknown; readonly stop: () => void }>();
	const takenAt = new Map<unknown, number>();
	let second = 0;
	let count = 0;
	const complain = (problem: string) => {
		if (complained.has(problem)) return;
		complained.add(problem);
		log.warn(`a message of a ${page.name} was dropped: ${problem}`);
	};
	const handle = (message: unknown) => {
		const read = page.read(message);
		if (!read.ok) return complain(read.problem);
		const { type, body }: MessageOf<Map> = read.message;
		try {
			call(handlers, type, body);
		} catch (error) {
			log.error(`the message ${String(type)} of a ${page.name} failed: ${String(error)}`);
		}
	};
	const takeNow = (type: unknown, message: unknown) => {
		takenAt.set(type, time.now());
		handle(message);
	};
	const takeOne = (type: unknown) => {
		const one = waiting.get(type);
		if (one === undefined) return;
		one.stop();
		waiting.delete(type);
		takeNow(type, one.message);
	};
	const takeState = (type: unknown, message: unknown, everyMs: number) => {
		const one = waiting.get(type);
		if (one !== undefined) return void waiting.set(type, { ...one, message });
		const passed = time.now() - (takenAt.get(type) ?? -Infinity);
		if (passed >= everyMs) return takeNow(type, message);
		waiting.set(type, { message, stop: time.after(everyMs, () => takeOne(type)) });
	};
	return {
		take: (message) => {
			const type = typeOf(message);
			const everyMs = page.states.get(type);
			if (everyMs !== undefined) return takeState(type, message, everyMs);
			for (const state of [...waiting.keys()]) takeOne(state);
			const current = Math.floor(time.now() / 1_000);
			count = current === second ? count + 1 : 1;
			second = current;
			if (count > MESSAGES_PER_SECOND) complain("too many messages");
			else handle(message);
		},
		dispose: () => {
			for (const { stop } of waiting.values()) stop();
			waiting.clear();
		},
	};
}

function typeOf(message: unknown): unknown {
	return typeof message === "object" && message !== null && "type" in message
		? message.type
		: undefined;
}

import { parentPort } from "node:worker_threads";
import { BodyReading, checkBody } from "./bodyReading";
import type { ThreadAnswer, ThreadOrder } from "./threadMessages";

/** The thread that reads bodies. It keeps the open windows and carries out orders one after another. */
const port = parentPort;
const open = new Map<number, BodyReading>();

// With the first buffer that is handed over, all code that reads numbers is compiled anew: better now, with none.
structuredClone(null, { transfer: [new ArrayBuffer(1)] });

function windowOf(id: number): BodyReading {
	const reading = open.get(id);
	if (reading === undefined) throw new Error(`window ${id} is not open`);
	return reading;
}

function answer(message: ThreadAnswer, transfer: ArrayBuffer[] = []): void {
	port?.postMessage(message, transfer);
}

port?.on("message", (order: ThreadOrder) => {
	switch (order.kind) {
		case "open":
			open.set(order.window, new BodyReading(order.provider, order.asked));
			return;
		case "read":
			answer({ order: order.order, result: windowOf(order.window).read(order.bytes, order.gzip) });
			return;
		case "check":
			answer({ order: order.order, result: checkBody(order.bytes) });
			return;
		case "finish": {
			const result = windowOf(order.window).finish(order.options);
			answer(
				{ order: order.order, result },
				result.kind === "finished" ? [result.window.chunk.data] : [],
			);
			return;
		}
		case "close":
			open.delete(order.window);
	}
});

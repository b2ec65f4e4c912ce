import { runCall } from "../calls/calls";
import type { CallTools } from "../calls/tools";
import { sentFailure } from "../failure";
import { sweepUnpacked } from "../files/readable";
import type { EngineAnswer, EngineOrder, EngineSettings } from "../messages";
import { DuckDatabases } from "./duckDatabases";

/** The process that reads trades in files: does what it is told and ends with whoever began it. */
const settings = JSON.parse(process.argv[2] ?? "{}") as EngineSettings;
const tools: CallTools = { databases: new DuckDatabases(settings), settings };
const running = new Map<number, AbortController>();

function tell(answer: EngineAnswer): void {
	if (process.connected) process.send?.(answer);
}

async function follow(order: Extract<EngineOrder, { readonly kind: "call" }>): Promise<void> {
	const controller = new AbortController();
	running.set(order.order, controller);
	let told = 0;
	const onProgress = (share: number) => {
		// It never goes back, whichever statement is running.
		if (share <= told) return;
		told = share;
		tell({ kind: "progress", order: order.order, share });
	};
	try {
		const answer = await runCall(order, tools, { signal: controller.signal, onProgress });
		onProgress(1);
		tell({ kind: "done", order: order.order, answer });
	} catch (error) {
		tell({ kind: "failed", order: order.order, failure: sentFailure(error) });
	} finally {
		running.delete(order.order);
	}
}

process.on("message", (order: EngineOrder) => {
	if (order.kind === "cancel") {
		running.get(order.order)?.abort();
		return;
	}
	follow(order).catch(() => process.exit(1));
});
process.on("disconnect", () => process.exit());
sweepUnpacked(settings.spillFolder).catch(() => undefined);

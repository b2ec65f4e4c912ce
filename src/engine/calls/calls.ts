import type { Task } from "../database";
import type { EngineOrder } from "../messages";
import { expandFiles } from "./expand";
import { headsOf } from "./head";
import { judgeFiles } from "./judge";
import { sumPlans } from "./sum";
import type { CallTools } from "./tools";

/** Does what was asked. Rejects with `Failure`. */
export function runCall(
	call: Extract<EngineOrder, { readonly kind: "call" }>,
	tools: CallTools,
	task: Task,
): Promise<unknown> {
	switch (call.name) {
		case "expand":
			return expandFiles(call.ask, task);
		case "head":
			return headsOf(call.ask, tools, task);
		case "judge":
			return judgeFiles(call.ask, tools, task);
		case "sum":
			return sumPlans(call.ask.plans, call.ask.files, tools, task);
	}
}

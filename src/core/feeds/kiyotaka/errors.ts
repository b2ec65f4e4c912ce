import type { ErrorKind, PlanCondition } from "../../errors/errors";
import type { ClassifyAnswer } from "../../http";
import { recordOf } from "../../reader";
import { cleanDetail, isLoginPage, kindOfStatus, retrySeconds } from "../errorAnswer";

const KIND_OF_CODE: ReadonlyMap<string, ErrorKind> = new Map([
	["INVALID_API_KEY", "badKey"],
	["INVALID_PARAMS", "badRequest"],
	["INVALID_TIMEFRAME", "badRequest"],
	["INVALID_EXCHANGE", "notFound"],
	["INVALID_SYMBOL", "notFound"],
	["RATE_LIMITED", "rateLimited"],
	["TIMEOUT", "server"],
	["INTERNAL_ERROR", "server"],
]);

/** The documentation names four reasons for a 403 and no codes: the message tells them apart. */
function conditionOf(message: string): PlanCondition | undefined {
	if (/aggregat|group ?by|multi.?exchange/i.test(message)) return "aggregation";
	if (/histor|older than|lookback|\bdays?\b/i.test(message)) return "history";
	if (/points|too many|exceeds/i.test(message)) return "points";
	if (/type|not (included|available|allowed)/i.test(message)) return "type";
	return undefined;
}

function limitOf(condition: PlanCondition, message: string): number | undefined {
	const pattern =
		condition === "history"
			? /(\d[\d,]*)\s*-?\s*days?/i
			: condition === "points"
				? /(?:max\w*|limit\w*|at most)\D{0,20}(\d[\d,]*)/i
				: undefined;
	const [, digits] = pattern?.exec(message) ?? [];
	return digits === undefined ? undefined : Number(digits.replaceAll(",", ""));
}

/**
 * Reads Kiyotaka's error answers: `{ "error": CODE, "message": text, "retry_after"?: seconds }`
 * (the provider's error table; bodies of gateways may be of any other form).
 */
export const classifyKiyotaka: ClassifyAnswer = ({ status, body, isHtml }) => {
	const record = recordOf(body);
	const rawCode = record?.["error"];
	const code = typeof rawCode === "string" && /^[A-Z_]{1,64}$/.test(rawCode) ? rawCode : undefined;
	const detail =
		cleanDetail(record?.["message"]) ?? (code === undefined ? cleanDetail(rawCode) : undefined);
	const retryAfterSeconds = retrySeconds(record?.["retry_after"]);
	const facts = {
		...(code !== undefined && { code }),
		...(detail !== undefined && { detail }),
	};
	const hint = retryAfterSeconds !== undefined && { retryAfterSeconds };

	if (isLoginPage(status, isHtml)) {
		return { kind: "portal", facts };
	}
	if (status === 403 && (code === undefined || !KIND_OF_CODE.has(code))) {
		const condition = conditionOf(detail ?? "");
		const limit = condition === undefined ? undefined : limitOf(condition, detail ?? "");
		const isLimit = condition === "history" || condition === "points";
		return {
			kind: isLimit ? "planLimit" : "notEntitled",
			facts: {
				...facts,
				...(condition !== undefined && { condition }),
				...(limit !== undefined && { limit }),
			},
		};
	}
	const kind = (code === undefined ? undefined : KIND_OF_CODE.get(code)) ?? kindOfStatus(status);
	return { kind, facts, ...hint };
};

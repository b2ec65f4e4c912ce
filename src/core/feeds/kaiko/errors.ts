import type { ErrorKind } from "../../errors/errors";
import type { ClassifyAnswer } from "../../http";
import { recordOf } from "../../reader";
import { cleanDetail, isLoginPage, kindOfStatus, retrySeconds } from "../errorAnswer";

const PERMISSION = /permission|not authori[sz]ed|not entitled|entitlement|contract|subscription/i;
const KEY = /unauthori[sz]ed|api.?key|credential|authenticat/i;
const UNKNOWN_NAME =
	/(unknown|invalid|no such|not supported|does not exist).{0,20}(exchange|instrument|asset|pair|class|code)|(exchange|instrument|asset|pair|class).{0,30}(not found|unknown|invalid|does not exist)/i;

function kindOf(status: number, message: string): ErrorKind {
	// A pair outside of the contract answers 401 like a bad key does; only the message differs.
	if (status === 401 || status === 403 || status < 400) {
		if (PERMISSION.test(message)) return "notEntitled";
		if (KEY.test(message)) return "badKey";
	}
	if ((status === 400 || status < 400) && UNKNOWN_NAME.test(message)) return "notFound";
	return kindOfStatus(status);
}

/**
 * Reads Kaiko's error answers: `{ "result": "error", "message": text }`, also under HTTP 200. The
 * documentation knows no error codes, so status and message are all there is.
 */
export const classifyKaiko: ClassifyAnswer = ({ status, body, isHtml }) => {
	const record = recordOf(body);
	const detail =
		cleanDetail(record?.["message"]) ??
		cleanDetail(record?.["error"]) ??
		cleanDetail(record?.["detail"]);
	const retryAfterSeconds = retrySeconds(record?.["retry_after"]);
	const facts = detail === undefined ? {} : { detail };
	if (isLoginPage(status, isHtml)) {
		return { kind: "portal", facts };
	}
	return {
		kind: kindOf(status, detail ?? ""),
		facts,
		...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
	};
};

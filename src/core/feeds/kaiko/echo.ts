import { parseKaikoInterval } from "../../query/intervalGrammar";
import type { KaikoVwapQuery } from "../../query/query";
import { recordOf } from "../../reader";
import { OtherAnswerError } from "../answerErrors";

function isSame(name: string, asked: string, answered: string): boolean {
	if (asked.toLowerCase() === answered.toLowerCase()) return true;
	const length = parseKaikoInterval(answered);
	return name === "interval" && length !== undefined && length === parseKaikoInterval(asked);
}

/**
 * Compares the question that an answer repeats under `query` with the one that was asked. What it does
 * not repeat is not compared. Times, order and page size are left out: the rows show their own times.
 *
 * @param dataVersion what an earlier page of the same fetch was resolved to
 * @throws {OtherAnswerError} when the answer is about something else, with all that differs.
 */
export function checkEcho(
	body: unknown,
	query: KaikoVwapQuery,
	dataVersion: string | undefined,
): void {
	const echo = recordOf(recordOf(body)?.["query"]);
	if (echo === undefined) return;
	const version = query.dataVersion === "latest" ? dataVersion : query.dataVersion;
	const asked: readonly (readonly [name: string, value: string | undefined])[] = [
		["instrument", query.instrument],
		["exchange", query.exchange],
		["instrument_class", query.instrumentClass],
		["interval", query.interval],
		["aggregation", query.aggregation],
		["data_version", version],
		["commodity", "trades"],
	];
	const differences = asked.flatMap(([name, value]) => {
		const answered = echo[name];
		return value === undefined || typeof answered !== "string" || isSame(name, value, answered)
			? []
			: [{ name, asked: value, answered: answered.slice(0, 64) }];
	});
	const [first] = differences;
	if (first === undefined) return;
	const words = (side: "asked" | "answered") => differences.map((one) => one[side]).join(" ");
	throw new OtherAnswerError(`query.${first.name}`, words("asked"), words("answered"));
}

import type { SessionProfile } from "../profile/overTime/sessionProfiles";
import { volumeAt } from "../profile/volumes";
import type { DataTable } from "./dataTable";
import { priceColumn, type ProfileForm, stateColumn, sumColumn } from "./profileTables";

/** Levels and totals of each session, the first first (definitions D47). */
export function sessionsTable(sessions: readonly SessionProfile[], form: ProfileForm): DataTable {
	const level = (name: "poc" | "vah" | "val") => ({
		...priceColumn(name, (row) => sessions[row]?.levels?.[name] ?? NaN, form.priceDecimals),
		gapAt: () => "noTrades" as const,
	});
	const sum = (name: "buy" | "sell" | "unknown" | "total" | "delta") =>
		sumColumn(name, (row) => sumOf(sessions[row], name), form);
	const hasUnknown = sessions.some(({ rows }) => rows?.unknown !== undefined);
	return {
		columns: [
			{ kind: "time", name: "from", at: (row) => sessions[row]?.period.from ?? NaN },
			{ kind: "time", name: "until", at: (row) => sessions[row]?.period.to ?? NaN },
			{ kind: "count", name: "intervals", at: (row) => countOf(sessions[row]) },
			stateColumn((row) => sessions[row]?.state),
			level("poc"),
			level("vah"),
			level("val"),
			sum("buy"),
			sum("sell"),
			...(hasUnknown ? [sum("unknown")] : []),
			sum("total"),
			sum("delta"),
		],
		count: sessions.length,
	};
}

function countOf(session: SessionProfile | undefined): number {
	return session === undefined ? 0 : session.end - session.first;
}

/** A total of a session; 0 where nothing traded, none where its intervals do not add up. */
function sumOf(
	session: SessionProfile | undefined,
	name: "buy" | "sell" | "unknown" | "total" | "delta",
): number {
	if (session?.rows === undefined) return NaN;
	const { rows, levels } = session;
	if (levels === undefined)
		return rows.prices.reduce((sum, _, row) => sum + volumeAt(rows, row), 0);
	return levels[name] ?? 0;
}

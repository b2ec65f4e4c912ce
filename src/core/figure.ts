/**
 * A whole number for logs and reports: `1,234,567`. Not by the platform's formatter: its first use takes some 20 ms, and
 * the first line about a query is written before its first request goes out.
 */
export function figure(count: number): string {
	return String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

import type { Workbench } from "./workbench";

/** A day that is long over, so that every run draws the same chart. */
export const DAY = "2026-03-29..2026-03-30";

/** Answers the prompts of `Query volume profile` with nothing but the keyboard. */
export async function askProfile(
	workbench: Workbench,
	{ exchange = "BINANCE_FUTURES", symbol = "BTCUSDT", interval = "HOUR", range = DAY } = {},
): Promise<void> {
	const { input } = workbench;
	await workbench.run("Value Area: Query volume profile");
	await input.step(/\(1\/5\)/);
	await input.answer(exchange);
	await input.step(/\(2\/5\)/);
	await input.answer(symbol);
	await input.step(/\(3\/5\)/);
	await input.answer(interval);
	await input.step(/\(4\/5\)/);
	await input.answer(range);
	await input.step(/\(5\/5\)/);
	await input.confirm();
	await input.left(/\(5\/5\)/);
}

/** Answers the prompts of `Query VWAP` with nothing but the keyboard. */
export async function askVwap(
	workbench: Workbench,
	{ exchange = "cbse", instrument = "btc-usd", interval = "15m", range = DAY } = {},
): Promise<void> {
	const { input } = workbench;
	await workbench.run("Value Area: Query VWAP");
	await input.step(/\(1\/5\)/);
	await input.answer(exchange);
	await input.step(/\(2\/5\)/);
	await input.answer("spot");
	await input.step(/\(3\/5\)/);
	await input.answer(instrument);
	await input.step(/\(4\/5\)/);
	await input.answer(interval);
	await input.step(/\(5\/5\)/);
	await input.answer(range);
	await input.left(/\(5\/5\)/);
}

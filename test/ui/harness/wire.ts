import assert from "node:assert/strict";
import { LOOPBACK_KEY } from "../../support/keys";
import type { LoopbackServer } from "../../support/loopbackServer";

/** Volume of one price in the provider's answer, summed over its intervals. */
export interface WireRow {
	readonly price: number;
	buy: number;
	sell: number;
}

/** Asks the service once more what the extension asked last, past all of the extension's own code. */
async function repeatLast(service: LoopbackServer, keyHeader: string): Promise<unknown> {
	const request = service.requests.at(-1);
	assert.ok(request, "nothing was asked");
	const answer = await fetch(`${service.origin}${request.path}?${request.query}`, {
		headers: { [keyHeader]: LOOPBACK_KEY },
	});
	assert.equal(answer.status, 200);
	return answer.json();
}

/** Rows of the composite profile, highest price first, by plain addition over the wire's own triplets. */
export async function profileOnTheWire(
	service: LoopbackServer,
	isWanted: (exchange: string | undefined) => boolean = () => true,
): Promise<WireRow[]> {
	const { series } = (await repeatLast(service, "X-Kiyotaka-Key")) as {
		series: { id: { exchange?: string }; points: { Point: { profile: number[] } }[] }[];
	};
	const rows = new Map<number, WireRow>();
	const wanted = series.filter(({ id }) => isWanted(id.exchange));
	for (const { Point } of wanted.flatMap(({ points }) => points)) {
		for (let at = 0; at < Point.profile.length; at += 3) {
			const [price = NaN, buy = NaN, sell = NaN] = Point.profile.slice(at, at + 3);
			const row = rows.get(price) ?? { price, buy: 0, sell: 0 };
			row.buy += buy;
			row.sell += sell;
			rows.set(price, row);
		}
	}
	return [...rows.values()].sort((a, b) => b.price - a.price);
}

/** Interval starts and prices as the wire has them, oldest first; null where nothing traded. */
export async function vwapOnTheWire(
	service: LoopbackServer,
): Promise<{ timestamp: number; price: string | null }[]> {
	const { data } = (await repeatLast(service, "X-Api-Key")) as {
		data: { timestamp: number; price: string | null }[];
	};
	return data.sort((a, b) => a.timestamp - b.timestamp);
}

import assert from "node:assert/strict";
import fc from "fast-check";
import { LONGEST_ORDER, orderBetween, ordersForPlace } from "../../../../src/app/markets/order";

describe("order keys", () => {
	it("sort between any two neighbours, however often something is put between", () => {
		fc.assert(
			fc.property(fc.array(fc.nat(), { maxLength: 60 }), (positions) => {
				const keys: string[] = [];
				for (const position of positions) {
					const index = position % (keys.length + 1);
					const key = orderBetween(keys[index - 1], keys[index]);
					assert.match(key, /^[0-9a-z]*[1-9a-z]$/);
					keys.splice(index, 0, key);
				}
				assert.deepEqual(keys, [...keys].sort());
				assert.equal(new Set(keys).size, keys.length);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("stay short when a list of 500 grows at its end", () => {
		let last: string | undefined;
		for (let count = 0; count < 500; count++) last = orderBetween(last, undefined);
		assert.ok((last ?? "").length <= 20, last);
	});

	it("put an entry at its new position, stay short, and change no others without need", () => {
		const start = fc.array(fc.constantFrom("i", "i0", "i00", "j", "z".repeat(40), "0", "a1"), {
			minLength: 1,
			maxLength: 12,
		});
		const moves = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 60 });
		fc.assert(
			fc.property(start, moves, (keys, steps) => {
				let list = [...keys].sort().map((order, id) => ({ id, order }));
				for (const [which, where] of steps) {
					const moved = list[which % list.length];
					assert.ok(moved !== undefined);
					const others = list.filter((entry) => entry !== moved);
					const index = where % list.length;
					const wanted = [...others.slice(0, index), moved, ...others.slice(index)];
					const orders = wanted.map(({ order }) => order);
					const changed = ordersForPlace(orders, index);
					const [before, after] = [orders[index - 1], orders[index + 1]];
					const hasRoom = before === undefined || after === undefined || before < after;
					const isShort = orderBetween(before, after).length <= LONGEST_ORDER;
					if (hasRoom && isShort && !after?.endsWith("0")) assert.equal(changed.size, 1);
					list = wanted.map((entry, at) => ({ ...entry, order: changed.get(at) ?? entry.order }));
					// The entry stands between its neighbours, and so do those that made room.
					for (const at of changed.keys()) {
						const [left, own, right] = [list[at - 1], list[at], list[at + 1]];
						assert.ok(own !== undefined && own.order.length <= LONGEST_ORDER);
						assert.ok(left === undefined || left.order < own.order);
						assert.ok(right === undefined || own.order < right.order);
					}
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	it("stay short when entries go between the same two for ever", () => {
		let list = ["i", "j", "k"];
		for (let count = 0; count < 5_000; count++) {
			// The last one goes behind the first.
			const wanted = [list[0] ?? "", list[2] ?? "", list[1] ?? ""];
			const changed = ordersForPlace(wanted, 1);
			list = wanted.map((order, at) => changed.get(at) ?? order);
			assert.deepEqual(list, [...list].sort());
			assert.ok(list.every((order) => order.length <= LONGEST_ORDER));
		}
	});

	it("give a key after the first when both neighbours are the same", () => {
		assert.ok(orderBetween("i", "i") > "i");
	});
});

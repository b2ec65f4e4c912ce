/** Nodes in columns, from the lowest price up: row number and volume of each. */
export interface NodeColumn {
	readonly positions: Float64Array;
	readonly volumes: Float64Array;
}

/** Gathers nodes. Its memory is used again after `clear`: getting it costs more than all else. */
export class NodeList {
	private count = 0;
	private positions: Float64Array = new Float64Array(64);
	private volumes: Float64Array = new Float64Array(64);

	clear(): void {
		this.count = 0;
	}

	add(position: number, volume: number): void {
		if (this.count === this.positions.length) {
			this.positions = twiceAsLong(this.positions);
			this.volumes = twiceAsLong(this.volumes);
		}
		this.positions[this.count] = position;
		this.volumes[this.count++] = volume;
	}

	column(): NodeColumn {
		const { positions, volumes, count } = this;
		return { positions: positions.slice(0, count), volumes: volumes.slice(0, count) };
	}
}

function twiceAsLong(column: Float64Array): Float64Array {
	const longer = new Float64Array(2 * column.length);
	longer.set(column);
	return longer;
}

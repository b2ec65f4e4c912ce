/** Nodes in columns, from the lowest price up: row number and volume of each. */
export interface NodeColumn {
	readonly positions: Float64Array;
	readonly volumes: Float64Array;
}

/** Gathers nodes. Most profiles have a handful, noisy ones thousands. */
export class NodeList {
	private count = 0;
	private positions = new Float64Array(64);
	private volumes = new Float64Array(64);

	add(position: number, volume: number): void {
		if (this.count === this.positions.length) this.grow();
		this.positions[this.count] = position;
		this.volumes[this.count++] = volume;
	}

	/** All nodes so far. The columns share the memory of the list. */
	columns(): NodeColumn {
		return {
			positions: this.positions.subarray(0, this.count),
			volumes: this.volumes.subarray(0, this.count),
		};
	}

	private grow(): void {
		const { positions, volumes } = this;
		this.positions = new Float64Array(this.count * 4);
		this.volumes = new Float64Array(this.count * 4);
		this.positions.set(positions);
		this.volumes.set(volumes);
	}
}

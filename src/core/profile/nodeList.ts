import { Scratch } from "./scratch";

/** Nodes in columns, from the lowest price up: row number and volume of each. */
export interface NodeColumn {
	readonly positions: Float64Array;
	readonly volumes: Float64Array;
}

const NONE = new Float64Array(0);

/** Gathers nodes, of which noise has thousands. */
export class NodeList {
	private count = 0;
	private positions: Float64Array = NONE;
	private volumes: Float64Array = NONE;
	private readonly scratch = [new Scratch(), new Scratch()] as const;

	/** Begins anew, with room for `most` nodes. */
	clear(most: number): void {
		this.count = 0;
		this.positions = this.scratch[0].take(most);
		this.volumes = this.scratch[1].take(most);
	}

	add(position: number, volume: number): void {
		this.positions[this.count] = position;
		this.volumes[this.count++] = volume;
	}

	/** Hands over what was gathered, and keeps nothing. */
	take(): NodeColumn {
		const positions = this.positions.slice(0, this.count);
		const volumes = this.volumes.slice(0, this.count);
		this.positions = this.volumes = NONE;
		return { positions, volumes };
	}
}

/**
 * Memory that is used again and again: new memory costs several times what is done with it. Between uses
 * the engine may have it back.
 */
export class Scratch {
	private memory = new WeakRef(new Float64Array(0));

	/** Numbers of an earlier use. Good until the next call. */
	take(length: number): Float64Array {
		let memory = this.memory.deref();
		if (memory === undefined || memory.length < length) {
			memory = new Float64Array(length);
			this.memory = new WeakRef(memory);
		}
		return memory.subarray(0, length);
	}
}

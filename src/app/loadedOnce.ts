/**
 * Something that is loaded when it is first needed, for all who need it. When it could not be loaded, whoever needs it
 * next tries again.
 */
export class LoadedOnce<T> {
	private loading: Promise<T> | undefined;

	constructor(private readonly load: () => Promise<T>) {}

	/** Rejects as `load` does. */
	async get(): Promise<T> {
		const shared = (this.loading ??= this.load());
		try {
			return await shared;
		} catch (error) {
			if (this.loading === shared) this.loading = undefined;
			throw error;
		}
	}

	/** What is loaded or on its way; nothing is loaded for it. */
	known(): Promise<T> | undefined {
		return this.loading;
	}
}

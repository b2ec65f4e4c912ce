/** A file that another program is still writing looks damaged for a moment. */
export const UNREADABLE_FOR_MS = 5_000;

/** Which files could not be read, and since when they have stayed as they are. */
export class UnreadableFiles {
	private readonly seen = new Map<string, { readonly version: string; readonly since: number }>();

	/**
	 * Notes that a file is unreadable.
	 *
	 * @param version tells whether the file has changed
	 * @returns whether it has been unreadable and unchanged for {@link UNREADABLE_FOR_MS}
	 */
	isLasting(id: string, version: string, now: number): boolean {
		const before = this.seen.get(id);
		if (before?.version === version) return now - before.since >= UNREADABLE_FOR_MS;
		this.seen.set(id, { version, since: now });
		return false;
	}

	/** Forgets all files but these. */
	keepOnly(ids: ReadonlySet<string>): void {
		for (const id of this.seen.keys()) if (!ids.has(id)) this.seen.delete(id);
	}
}

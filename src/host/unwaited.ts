/**
 * Lets go of what VS Code does by itself: it shows a sentence, sets a context key or hands a message to a page.
 * Such a promise rejects where the window or the page has ended, and then nobody is left to be told.
 */
export function unwaited(work: PromiseLike<unknown>): void {
	work.then(undefined, () => undefined);
}

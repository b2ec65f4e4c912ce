/**
 * Ignores the promise of something that VS Code does by itself, such as showing a sentence, setting a context
 * key or posting a message to a page. It rejects only when the window or the page has ended, and then nobody
 * is left to tell.
 */
export function unwaited(work: PromiseLike<unknown>): void {
	work.then(undefined, () => undefined);
}

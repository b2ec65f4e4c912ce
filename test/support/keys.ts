/** The key that the loopback services accept; the host knows the same text in development. */
export const LOOPBACK_KEY = "loopback-dummy-key";

/** Whether a loopback service accepts `key`. Keys that begin with `valid-` are for tests that type one. */
export function isValidKey(key: string | undefined): boolean {
	return key === LOOPBACK_KEY || (key !== undefined && /^valid-[\x21-\x7E]{2,}$/.test(key));
}

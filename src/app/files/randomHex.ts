/**
 * Sixteen random hexadecimal digits. From the global generator: `node:crypto` loads Node's streams with
 * it, which would be most of the time that activation takes.
 */
export function randomHex(): string {
	return Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString("hex");
}

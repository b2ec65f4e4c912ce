/**
 * The key with which the workbench in a browser encrypts secrets. It asks its server for one at
 * `/mint-key`, a route that the bare server lacks. Fixed, because it guards test data alone.
 */
export function mintedKey(): Buffer {
	return Buffer.alloc(32, "value-area");
}

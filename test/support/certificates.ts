import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const FOLDER = resolve(__dirname, "..", "..", "..", "test", "support", "certificates");

/** Key and certificate that a test server shows. Nobody trusts them but a test that says so. */
export interface Certificate {
	readonly key: string;
	readonly cert: string;
}

const read = (name: string): Certificate => ({
	key: readFileSync(join(FOLDER, `${name}.key`), "utf8"),
	cert: readFileSync(join(FOLDER, `${name}.crt`), "utf8"),
});

/** Signed by itself, for 127.0.0.1 and localhost, until 2120. */
export const loopbackCertificate = () => read("loopback");

/** Signed by itself, for other.example alone, until 2120. */
export const otherCertificate = () => read("other");

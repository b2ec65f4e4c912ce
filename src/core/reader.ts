/*
 * Readers of values from outside, for what is hot or bound in size: wire bodies, messages between host and
 * page, headers of packed results, what a page remembers. Queries and saved markets have schemas instead,
 * which the page does not load.
 *
 * Paths cost nothing while values fit: a container adds its key only to the path of a failure that passes
 * through it.
 */

/**
 * A value from outside does not have the expected form. The path names it, such as
 * `series[0].points[3].Point`.
 */
export class DecodeError extends Error {
	override readonly name = "DecodeError";

	/** @param path empty where the whole value is meant */
	constructor(
		readonly path: string,
		readonly expected: string,
	) {
		super(`${path === "" ? "the value" : path} is not ${expected}`);
	}
}

/** Takes a value as what it should be, or throws a {@link DecodeError} whose path begins at that value. */
export type Reader<T> = (value: unknown) => T;

/** A reader for each field of `T`: a field without one does not compile. */
export type FieldReaders<T> = { readonly [Name in keyof T]-?: Reader<T[Name]> };

/** The members of a union by the value of the field that tells them apart. */
type Variants<T, Tag extends keyof T> = {
	readonly [Name in T[Tag] & string]: Reader<Extract<T, { readonly [_ in Tag]: Name }>>;
};

type Fields = Readonly<Record<string, unknown>>;

/** Longest text where a reader names no other bound, in UTF-16 units. */
const LONGEST_TEXT = 65_536;

function misfit(expected: string): never {
	throw new DecodeError("", expected);
}

/** Puts a container's key before the path of a failure inside of it. Other errors pass unchanged. */
function inside(key: string | number, error: unknown): unknown {
	if (!(error instanceof DecodeError)) return error;
	const name = typeof key === "number" ? `[${key}]` : key;
	const isJoined = error.path === "" || error.path.startsWith("[");
	return new DecodeError(`${name}${isJoined ? "" : "."}${error.path}`, error.expected);
}

/** The value when it is an object and no list. */
export function recordOf(value: unknown): Fields | undefined {
	return typeof value === "object" && value !== null && !Array.isArray(value)
		? (value as Fields)
		: undefined;
}

/** A field that the value has itself: inherited names such as `constructor` are not fields. */
export function own(value: object, name: string): unknown {
	return Object.hasOwn(value, name) ? (value as Fields)[name] : undefined;
}

/** Reads a value by the name that a failure calls it: `answer.data is not a list`. */
export function named<T>(name: string, reader: Reader<T>): Reader<T> {
	return (value) => {
		try {
			return reader(value);
		} catch (error) {
			throw inside(name, error);
		}
	};
}

/** What a reader returns for the value; `undefined` when the value does not fit. */
export function attempt<T>(reader: Reader<T>, value: unknown): T | undefined {
	try {
		return reader(value);
	} catch (error) {
		if (error instanceof DecodeError) return undefined;
		throw error;
	}
}

/** An object as it is, for a caller that reads its fields itself. */
export const object: Reader<Fields> = (value) => recordOf(value) ?? misfit("an object");

/** A list as it is; its items are not read. */
export const array: Reader<readonly unknown[]> = (value) =>
	Array.isArray(value) ? (value as readonly unknown[]) : misfit("a list");

export const flag: Reader<boolean> = (value) =>
	typeof value === "boolean" ? value : misfit("true or false");

/** A finite number. */
export const number: Reader<number> = (value) =>
	typeof value === "number" && Number.isFinite(value) ? value : misfit("a number");

/** A whole number from zero on that is exact. */
export const count: Reader<number> = (value) =>
	typeof value === "number" && Number.isSafeInteger(value) && value >= 0
		? value
		: misfit("a count");

export const positive: Reader<number> = (value) =>
	number(value) > 0 ? number(value) : misfit("a positive number");

/** A finite number from `least` to `most`, both included. */
export function between(least: number, most: number): Reader<number> {
	return (value) => {
		const read = number(value);
		return read >= least && read <= most ? read : misfit(`a number from ${least} to ${most}`);
	};
}

/** A text of at most `longest` UTF-16 units. */
export function text(longest = LONGEST_TEXT): Reader<string> {
	return (value) => {
		if (typeof value !== "string") return misfit("a text");
		return value.length <= longest ? value : misfit(`a text of at most ${longest} characters`);
	};
}

export function literal<const T extends string | number | boolean | null>(only: T): Reader<T> {
	return (value) => (value === only ? only : misfit(String(only)));
}

export function oneOf<const T extends string | number>(allowed: readonly T[]): Reader<T> {
	return (value) => allowed.find((one) => one === value) ?? misfit(`one of ${allowed.join(", ")}`);
}

/** A value that may be absent. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
	return (value) => (value === undefined ? undefined : reader(value));
}

/** A value that a sender may also leave out by writing `null`. */
export function omissible<T>(reader: Reader<T>): Reader<T | undefined> {
	return (value) => (value === undefined || value === null ? undefined : reader(value));
}

/** A value that may be absent, and that counts as absent where it does not fit. */
export function tolerant<T>(reader: Reader<T>): Reader<T | undefined> {
	return (value) => (value === undefined ? undefined : attempt(reader, value));
}

export function nullable<T>(reader: Reader<T>): Reader<T | null> {
	return (value) => (value === null ? null : reader(value));
}

/** Turns a value that fits into another one. */
export function map<T, U>(reader: Reader<T>, make: (value: T) => U): Reader<U> {
	return (value) => make(reader(value));
}

/** A value that also has to obey a rule. */
export function where<T>(reader: Reader<T>, holds: (value: T) => boolean, expected: string) {
	return (value: unknown): T => {
		const read = reader(value);
		return holds(read) ? read : misfit(expected);
	};
}

/** An instance of a class, such as `ArrayBuffer`. */
export function instance<T>(made: abstract new (...args: never) => T, expected: string): Reader<T> {
	return (value) => (value instanceof made ? value : misfit(expected));
}

/**
 * Hands out the items of a list one by one. For long lists that become columns: nothing is kept of an item,
 * and a misfit in one is named by its index.
 */
export function each(take: (item: unknown, index: number) => void): Reader<void> {
	return (value) => {
		const items = array(value);
		let index = 0;
		try {
			for (; index < items.length; index++) take(items[index], index);
		} catch (error) {
			throw inside(index, error);
		}
	};
}

/** A list of at most `most` items. */
export function list<T>(item: Reader<T>, most: number): Reader<T[]> {
	return (value) => {
		const items = array(value);
		if (items.length > most) return misfit(`a list of at most ${most}`);
		const read: T[] = [];
		each((one) => read.push(item(one)))(items);
		return read;
	};
}

/** An object whose names are free, at most `most` of them. Fields that read as `undefined` are dropped. */
export function record<T>(
	item: Reader<T>,
	most: number,
): Reader<Record<string, Exclude<T, undefined>>> {
	return (value) => {
		const from = object(value);
		const names = Object.keys(from);
		if (names.length > most) return misfit(`an object of at most ${most} fields`);
		const read: [name: string, field: Exclude<T, undefined>][] = [];
		for (const name of names) {
			const field = named(name, item)(from[name]);
			if (isPresent(field)) read.push([name, field]);
		}
		return Object.fromEntries(read);
	};
}

function isPresent<T>(field: T): field is Exclude<T, undefined> {
	return field !== undefined;
}

/**
 * An object of the named fields, in their order. Fields without a reader are dropped, and so are those that
 * read as `undefined`.
 */
export function fields<T extends object>(readers: FieldReaders<T>): Reader<T> {
	const names = Object.keys(readers) as (keyof T & string)[];
	return (value) => {
		const from = object(value);
		const read: Partial<T> = {};
		let current = "";
		try {
			for (const name of names) {
				current = name;
				const field = readers[name](own(from, name));
				if (field !== undefined) read[name] = field;
			}
		} catch (error) {
			throw inside(current, error);
		}
		return read as T;
	};
}

/** One of several kinds of objects, told apart by the text in one of their fields. */
export function variant<T extends object, Tag extends keyof T & string>(
	tag: Tag,
	readers: Variants<T, Tag>,
): Reader<T> {
	const kinds = Object.keys(readers) as (T[Tag] & string)[];
	const kindOf = named(tag, oneOf(kinds));
	return (value) => readers[kindOf(own(object(value), tag))](value);
}

/** A key that orders a list: a base-36 fraction, compared as text. */
export const ORDER_KEY = /^[0-9a-z]+$/;
/** The key of what has none that can be read. */
export const LAST_ORDER = "z";

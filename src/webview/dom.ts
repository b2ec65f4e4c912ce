type Attributes = Readonly<Record<string, string | boolean | undefined>>;
type Child = Node | string;

/**
 * Builds an element. Attributes are set as attributes (`true` is present, `false` and `undefined` are
 * absent), children that are strings become text: nothing is ever parsed as HTML.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Attributes = {},
	...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
	const node = document.createElement(tag);
	setAttributes(node, attributes);
	node.append(...children);
	return node;
}

/** A button, which submits nothing. */
export function pushButton(
	attributes: Attributes,
	...children: readonly Child[]
): HTMLButtonElement {
	return element("button", { type: "button", ...attributes }, ...children);
}

/** Writes attributes that differ: one that is written again makes the browser look at its styles again. */
export function setAttributes(node: Element, attributes: Attributes): void {
	for (const [name, value] of Object.entries(attributes)) {
		const text = value === undefined || value === false ? null : value === true ? "" : value;
		if (node.getAttribute(name) === text) continue;
		if (text === null) node.removeAttribute(name);
		else node.setAttribute(name, text);
	}
}

/** A product icon. It is decoration only, so it has no accessible name. */
export function icon(name: string): HTMLElement {
	return element("span", { class: `codicon codicon-${name}`, "aria-hidden": "true" });
}

/** Writes a text only if it differs, so that a refresh neither moves nor announces unchanged text. */
export function setText(node: Element, text: string): void {
	if (node.textContent !== text) node.textContent = text;
}

/** Hides or shows an element that is not so yet: a write makes the browser look at its styles again. */
export function setHidden(node: HTMLElement, isHidden: boolean): void {
	if (node.hidden !== isHidden) node.hidden = isHidden;
}

/** Gives or takes a class that an element has not, or has. */
export function setClass(node: Element, name: string, isOn: boolean): void {
	if (node.classList.contains(name) !== isOn) node.classList.toggle(name, isOn);
}

/** Makes elements the first children of another, in their order. One that is at its place is not touched: it keeps focus and press. */
export function putFirst(parent: Element, nodes: readonly Element[]): void {
	for (const [i, node] of nodes.entries()) {
		const there = parent.children[i] ?? null;
		if (there !== node) parent.insertBefore(node, there);
	}
}

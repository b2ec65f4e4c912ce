/** A text of a file as it is shown: at most so many characters, an ellipsis where there are more. */
export function shorten(text: string, longest: number): string {
	if (text.length <= longest) return text;
	const characters = [...text];
	return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join("")}…`;
}

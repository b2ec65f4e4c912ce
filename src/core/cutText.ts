/**
 * A text of at most so many UTF-16 units. What people see as one character stays whole where the text is cut.
 */
export function cutText(text: string, longest: number): string {
	if (text.length <= longest) return text;
	let cut = "";
	for (const { segment } of new Intl.Segmenter().segment(text)) {
		if (cut.length + segment.length > longest) break;
		cut += segment;
	}
	return cut.trim();
}

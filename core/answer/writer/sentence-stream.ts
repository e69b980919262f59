/**
 * Takes whole objects out of the `"sentences": [` array of a JSON text that is still arriving, each as soon as its brace closes.
 * What it gives is unchecked; broken text simply gives no more objects.
 */
export function createSentenceStream(onObject: (json: string) => void): { push(text: string): void; reset(): void } {
  let text = '';
  let position = 0;
  let depth = 0;
  let start = -1;
  let inString = false;
  let escaped = false;
  let inArray = false;

  function reset(): void {
    text = '';
    position = 0;
    depth = 0;
    start = -1;
    inString = false;
    escaped = false;
    inArray = false;
  }

  function push(piece: string): void {
    text += piece;
    if (!inArray) {
      const opening = /"sentences"\s*:\s*\[/.exec(text);
      if (!opening) return;
      inArray = true;
      position = opening.index + opening[0].length;
    }
    for (; position < text.length; position += 1) {
      const char = text[position];
      if (inString) {
        if (escaped) escaped = false;
        else if (char === '\\') escaped = true;
        else if (char === '"') inString = false;
      } else if (char === '"') inString = true;
      else if (char === '{') {
        if (depth === 0) start = position;
        depth += 1;
      } else if (char === '}') {
        depth -= 1;
        if (depth === 0 && start >= 0) onObject(text.slice(start, position + 1));
      } else if (char === ']' && depth === 0) {
        position = Number.POSITIVE_INFINITY;
        return;
      }
    }
  }
  return { push, reset };
}

/** What a scan of markup reports; all offsets are into the source. */
export interface MarkupHandler {
  text(start: number, end: number): void;
  openName(start: number, end: number): void;
  /** `valueStart` is -1 for an attribute without a value. */
  attribute(start: number, end: number, valueStart: number, valueEnd: number): void;
  openEnd(isSelfClosed: boolean): void;
  closeTag(start: number, end: number): void;
  comment(start: number, end: number): void;
}

const TAB = 9;
const SPACE = 32;
const EXCLAMATION = 33;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const SLASH = 47;
const EQUALS = 61;
const GREATER = 62;
const QUESTION = 63;

/** Elements whose content is text up to their own end tag. */
const rawText = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes']);

const isSpace = (c: number): boolean => c === SPACE || (c >= TAB && c <= 13 && c !== 11);
const isLetter = (c: number): boolean => (c > 96 && c < 123) || (c > 64 && c < 91);
const endsName = (c: number): boolean => c === GREATER || c === SLASH || isSpace(c);

/**
 * Finds the tags, attributes, texts and comments of one page, as htmlparser2's tokenizer does without decoding references (its test holds
 * the two side by side), in one pass and without making a string: the engine's own search for `<` and `"` skips what lies between. A tag
 * that the page's end cuts off is dropped.
 */
export function scanMarkup(source: string, handler: MarkupHandler): void {
  new Scanner(source, handler).run();
}

class Scanner {
  private readonly length: number;
  /** Where the next `--!>` stands; looked for only when a comment is met. */
  private nextBang = -1;

  constructor(
    private readonly source: string,
    private readonly handler: MarkupHandler,
  ) {
    this.length = source.length;
  }

  run(): void {
    const { source, handler, length } = this;
    let at = 0;
    /** Where to look for the next `<`: past one that begins no tag. */
    let from = 0;
    while (at < length) {
      const less = source.indexOf('<', from);
      if (less < 0) break;
      if (less > at) handler.text(at, less);
      at = less;
      const c = source.charCodeAt(less + 1);
      if (isLetter(c)) at = this.startTag(less + 1);
      else if (c === SLASH && less + 2 < length) at = this.endTag(less + 2);
      else if (c === EXCLAMATION) at = this.declaration(less + 2);
      else if (c === QUESTION) at = this.bogusComment(less + 1, less + 2);
      else {
        from = less + 1;
        continue;
      }
      from = at;
    }
    if (at < length) handler.text(at, length);
  }

  /** Each of these returns where the next text begins. */
  private startTag(start: number): number {
    const { source, handler, length } = this;
    let at = start + 1;
    while (at < length && !endsName(source.charCodeAt(at))) at++;
    if (at >= length) return length;
    const end = at;
    handler.openName(start, end);
    for (;;) {
      let c = source.charCodeAt(at);
      while (isSpace(c)) c = source.charCodeAt(++at);
      if (c === GREATER) {
        handler.openEnd(false);
        return this.content(start, end, at + 1);
      }
      if (c === SLASH) {
        do c = source.charCodeAt(++at);
        while (isSpace(c));
        if (c === GREATER) {
          handler.openEnd(true);
          return at + 1;
        }
        continue;
      }
      if (at >= length) return length;
      at = this.attribute(at);
    }
  }

  private attribute(start: number): number {
    const { source, handler, length } = this;
    let at = start + 1;
    let c = source.charCodeAt(at);
    while (at < length && c !== EQUALS && !endsName(c)) c = source.charCodeAt(++at);
    const end = at;
    while (isSpace(c)) c = source.charCodeAt(++at);
    if (c !== EQUALS) {
      handler.attribute(start, end, -1, -1);
      return at;
    }
    do c = source.charCodeAt(++at);
    while (isSpace(c));
    if (c === DOUBLE_QUOTE || c === SINGLE_QUOTE) {
      const close = source.indexOf(c === DOUBLE_QUOTE ? '"' : "'", at + 1);
      if (close < 0) return length;
      handler.attribute(start, end, at + 1, close);
      return close + 1;
    }
    const value = at;
    while (at < length && c !== GREATER && !isSpace(c)) c = source.charCodeAt(++at);
    handler.attribute(start, end, value, at);
    return at;
  }

  /** What stands behind a start tag; all of it is text inside the elements that hold nothing else. */
  private content(start: number, end: number, at: number): number {
    const size = end - start;
    if (size < 3 || size > 9) return at;
    const first = this.source.charCodeAt(start) | 32;
    // i(frame), n(oembed), p(laintext), s(cript), t(itle), x(mp)
    if (first !== 115 && first !== 116 && first !== 105 && first !== 110 && first !== 112 && first !== 120) return at;
    if (size === 4 || size === 3) {
      // span and sup are by far the most frequent.
      const second = this.source.charCodeAt(start + 1) | 32;
      if (second !== 109) return at;
    }
    const name = this.source.slice(start, end).toLowerCase();
    if (name === 'plaintext') return this.textUntil(at, this.length);
    return rawText.has(name) ? this.textUntil(at, this.endOf(name, at)) : at;
  }

  private textUntil(at: number, end: number): number {
    if (end > at) this.handler.text(at, end);
    return end;
  }

  /** Where the end tag of this name begins, or the page ends. */
  private endOf(name: string, from: number): number {
    const { source } = this;
    for (let at = source.indexOf('</', from); at >= 0; at = source.indexOf('</', at + 2)) {
      const end = at + 2 + name.length;
      if (end < this.length && endsName(source.charCodeAt(end)) && source.slice(at + 2, end).toLowerCase() === name) return at;
    }
    return this.length;
  }

  private endTag(start: number): number {
    const { source, length } = this;
    let c = source.charCodeAt(start);
    if (!isLetter(c)) return c === GREATER ? start + 1 : this.bogusComment(start, start);
    let at = start + 1;
    for (c = source.charCodeAt(at); at < length && !endsName(c); ) c = source.charCodeAt(++at);
    if (at >= length) return length;
    this.handler.closeTag(start, at);
    if (c === GREATER) return at + 1;
    const close = source.indexOf('>', at);
    return close < 0 ? length : close + 1;
  }

  /** Behind `<!`: a comment, a CDATA section (its content is text), a doctype, or something that counts as a comment. */
  private declaration(start: number): number {
    const { source, handler, length } = this;
    if (source.startsWith('--', start)) return this.realComment(start + 2);
    if (source.startsWith('[CDATA[', start)) {
      const close = source.indexOf(']]>', start + 7);
      if (close < 0) return length;
      handler.text(start + 7, close);
      return close + 3;
    }
    return this.bogusComment(start, start);
  }

  private realComment(start: number): number {
    const { source, handler, length } = this;
    if (source.charCodeAt(start) === GREATER) return start + 1;
    if (source.startsWith('->', start)) return start + 2;
    if (this.nextBang >= 0 ? this.nextBang < start : this.nextBang === -1) {
      const bang = source.indexOf('--!>', start);
      this.nextBang = bang < 0 ? -2 : bang;
    }
    const close = source.indexOf('-->', start);
    const isBang = this.nextBang >= 0 && (close < 0 || this.nextBang < close);
    const end = isBang ? this.nextBang : close;
    if (end < 0) {
      handler.comment(start, length);
      return length;
    }
    handler.comment(start, end);
    return end + (isBang ? 4 : 3);
  }

  private bogusComment(start: number, from: number): number {
    const close = this.source.indexOf('>', from);
    const end = close < 0 ? this.length : close;
    this.handler.comment(start, end);
    return close < 0 ? this.length : close + 1;
  }
}

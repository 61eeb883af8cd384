/**
 * The one place where foreign text (identifiers, file names, SQL, sentences that quote them) becomes Markdown or HTML.
 * Nothing in it may become a link, a mention, an issue reference, HTML, or the end of a cell or fence, and nothing in
 * it may change the order in which the reader sees the letters.
 */

// Joins two characters without a gap: invisible, and enough to keep GitHub from reading `@name` or `#1`, which it does
// in the finished text, where a backslash is no longer seen.
const joiner = '\u2060';

/** Control, format (bidi) and separator characters and lone surrogates by their number: `⟨U+202E⟩`. Line feed and tab stay. */
export const visible = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });

const oneLine = (text: string): string => visible(text).replace(/\s+/g, ' ').trim();

/** Cut to `most` UTF-16 units, with an ellipsis; never between the halves of a character. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * The longest beginning of `words` whose finished form has at most `most` UTF-16 units: escaping can make ten letters
 * of one, so a limit on the words alone holds nothing.
 */
export function within(most: number, words: string, render: (words: string) => string): string {
  for (let length = Math.min(words.length, most); length > 1;) {
    const rendered = render(cut(words, length));
    if (rendered.length <= most) return rendered;
    // What it became longer, it must be shorter before; a little more, for marks are not spread evenly.
    length = Math.floor(length * Math.min(0.8, (most / rendered.length) * 0.95));
  }
  return render('…');
}

/** Plain words in Markdown, on one line, anywhere in a paragraph or table cell. */
export function text(words: string): string {
  return oneLine(words)
    .replace(/[\\`*_[\]<>|~&$#]/g, '\\$&')
    .replace(/@/g, `@${joiner}`)
    .replace(/\\#(?=\S)/g, `\\#${joiner}`)
    .replace(/:(?=\/)/g, `:${joiner}`)
    .replace(/(www)(?=\.)/gi, `$1${joiner}`)
    .replace(/\b(gh)(?=-\d)/gi, `$1${joiner}`)
    .replace(/^(\d+)(?=[.)](\s|$))/, `$1\\`)
    .replace(/^[-+=]/, '\\$&');
}

/** Keeps a figure on the line of its unit, and a range whole: “4–9 min”. For finished Markdown. */
export const together = (markdown: string): string =>
  markdown
    .replace(/(\d) (?=(?:ms|s|min|h|days|bytes|kB|MB|GB|TB|%)(?!\w))/g, '$1\u00a0')
    .replace(/([\da-z])–(?=\d)/g, `$1${joiner}–${joiner}`);

/** Plain words within an HTML tag of a Markdown page: nothing but entities is safe there. */
export const summary = (words: string): string =>
  text(words).replace(/\\?([\\`*_[\]<>|~&$#])/g, (_, mark: string) => `&#${mark.charCodeAt(0)};`);

/** Inline code, on one line, anywhere in a paragraph or table cell. */
export function code(content: string): string {
  const line = oneLine(content);
  if (line === '') return '–';
  // A table splits its cells before it looks for code, so the bar is escaped here as well; a backslash that stands
  // before a bar must not become the one that escapes it.
  return inlineCode(line);
}

/** The same within a table cell. */
export function cellCode(content: string): string {
  const line = oneLine(content);
  return line === '' ? '–' : inlineCode(line.replace(/\\(?=\|)/g, `\\${joiner}`)).replaceAll('|', '\\|');
}

function inlineCode(line: string): string {
  const ticks = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** A sentence of ours, in which names stand between backticks. */
export const prose = (sentence: string): string => marked(sentence, text, code);
/** The same within a table cell. */
export const cell = (sentence: string): string => marked(sentence, text, cellCode);

/** Splits a sentence at its code spans; a stray backtick in a name shifts the spans, and every piece is still escaped. */
export function marked(sentence: string, plain: (words: string) => string, quoted: (name: string) => string): string {
  return oneLine(sentence)
    .split(/(`[^`]+`)/)
    .map((piece, index) => (index % 2 === 1 ? quoted(piece.slice(1, -1)) : spaced(piece, plain)))
    .join('');
}

const spaced = (piece: string, plain: (words: string) => string): string =>
  piece === '' ? '' : `${/^\s/.exec(piece)?.[0] ?? ''}${plain(piece)}${/\S\s$/.test(piece) ? ' ' : ''}`;

/** A fenced block; the fence is longer than any run of backticks within. */
export function fence(content: string, language: string): string {
  const block = visible(content).replace(/\s+$/, '');
  const ticks = '`'.repeat(Math.max(3, longestRun(block) + 1));
  return `${ticks}${language}\n${block}\n${ticks}`;
}

const longestRun = (content: string): number =>
  Math.max(0, ...(content.match(/`+/g) ?? []).map(({ length }) => length));

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text or an attribute's value in HTML. */
export const html = (content: string): string =>
  visible(content).replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** A sentence of ours in HTML, names as code. */
export const htmlProse = (sentence: string): string => marked(sentence, html, (name) => `<code>${html(name)}</code>`);

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../../../bot/sandbox/telegram/protocol/html.ts';
import { tidyText } from '../../../../bot/sandbox/telegram/protocol/tidy-text.ts';

const read = (source: string) => tidyText(parseHtml(source));

describe('HTML style becomes text and entities', () => {
  it.each([
    ['<b>a</b><strong>b</strong>', 'ab', [{ type: 'bold', offset: 0, length: 2 }]],
    [
      '<i>a</i> <em>b</em>',
      'a b',
      [
        { type: 'italic', offset: 0, length: 1 },
        { type: 'italic', offset: 2, length: 1 },
      ],
    ],
    ['<u>a</u><ins>b</ins>', 'ab', [{ type: 'underline', offset: 0, length: 2 }]],
    ['<s>a</s><strike>b</strike><del>c</del>', 'abc', [{ type: 'strikethrough', offset: 0, length: 3 }]],
    ['<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', 'ab', [{ type: 'spoiler', offset: 0, length: 2 }]],
    ['<code>a</code>', 'a', [{ type: 'code', offset: 0, length: 1 }]],
    ['<pre>a</pre>', 'a', [{ type: 'pre', offset: 0, length: 1 }]],
    ['<pre><code class="language-ts">a</code></pre>', 'a', [{ type: 'pre', offset: 0, length: 1, language: 'ts' }]],
    ['<blockquote>a</blockquote>', 'a', [{ type: 'blockquote', offset: 0, length: 1 }]],
    ['<blockquote expandable>a</blockquote>', 'a', [{ type: 'expandable_blockquote', offset: 0, length: 1 }]],
    [
      '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
      '👍',
      [{ type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: '5368324170671202286' }],
    ],
    [
      '<a href="https://a.example/?x=1&amp;y=2">go</a>',
      'go',
      [{ type: 'text_link', offset: 0, length: 2, url: 'https://a.example/?x=1&y=2' }],
    ],
    ["<a href='tg://user?id=5'>go</a>", 'go', [{ type: 'text_link', offset: 0, length: 2, url: 'tg://user?id=5' }]],
    ['<a href="nothing">go</a>', 'go', []],
    ['<B>a</b >', 'a', [{ type: 'bold', offset: 0, length: 1 }]],
    ['<b></b>x', 'x', []],
    ['😀<b>é</b>', '😀é', [{ type: 'bold', offset: 2, length: 1 }]],
    ['  <b> a </b>\n', 'a', [{ type: 'bold', offset: 0, length: 1 }]],
    [
      '<b>a<code>b</code>c</b>',
      'abc',
      [
        { type: 'bold', offset: 0, length: 1 },
        { type: 'code', offset: 1, length: 1 },
        { type: 'bold', offset: 2, length: 1 },
      ],
    ],
    ['<code>a<b>b</b></code>', 'ab', [{ type: 'code', offset: 0, length: 2 }]],
    ['1 &lt; 2 &amp;&quot;&#65;&#x42; &nbsp; & b', '1 < 2 &"AB &nbsp; & b', []],
    [
      'see /plan and https://t.me/x, #btc $BTC @analyser_bot',
      'see /plan and https://t.me/x, #btc $BTC @analyser_bot',
      [
        { type: 'bot_command', offset: 4, length: 5 },
        { type: 'url', offset: 14, length: 14 },
        { type: 'hashtag', offset: 30, length: 4 },
        { type: 'cashtag', offset: 35, length: 4 },
        { type: 'mention', offset: 40, length: 13 },
      ],
    ],
    ['<code>/plan</code> BTC/USDT 1/2', '/plan BTC/USDT 1/2', [{ type: 'code', offset: 0, length: 5 }]],
  ])('%s', (source, text, entities) => {
    expect(read(source)).toEqual({ text, entities });
  });
});

describe("HTML that Telegram cannot parse, in Telegram's words", () => {
  it.each([
    ['<br>', 'Unsupported start tag "br" at byte offset 0'],
    ['é<div>x</div>', 'Unsupported start tag "div" at byte offset 2'],
    ['<!-- x -->', 'Unsupported start tag "!--" at byte offset 0'],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['a <b', 'Unclosed start tag at byte offset 2'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a href="x>go</a>', 'Unclosed start tag "a" at byte offset 0'],
    ['<a ="x">go</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
    ['<tg-emoji emoji-id="x">a</tg-emoji>', 'Invalid custom emoji identifier specified'],
    ['<tg-time unix="soon">a</tg-time>', 'Invalid date-time specified'],
    ['<tg-time unix="1" format="q">a</tg-time>', 'Invalid date-time format specified'],
  ])('%s', (source, text) => {
    expect(() => read(source)).toThrowError(`Bad Request: can't parse entities: ${text}`);
  });
});

/** A tree of tags, and beside its HTML a plain rendering: for each UTF-16 unit the set of styles it has. */
type Tree = string | { readonly tag: string; readonly inner: readonly Tree[] };

const STYLE: Readonly<Record<string, string>> = {
  b: 'bold',
  i: 'italic',
  u: 'underline',
  s: 'strikethrough',
  code: 'code',
  pre: 'pre',
};
const words = fc.stringMatching(/^[a-zé&<>"😀 ]{1,6}$/u);
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    words,
    fc.record({ tag: fc.constantFrom(...Object.keys(STYLE)), inner: fc.array(tie('tree'), { maxLength: 4 }) }),
  ),
}));

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function source(node: Tree): string {
  return typeof node === 'string' ? escapeHtml(node) : `<${node.tag}>${node.inner.map(source).join('')}</${node.tag}>`;
}

function hasPre(node: Tree): boolean {
  return typeof node !== 'string' && plain(node) !== '' && (node.tag === 'pre' || node.inner.some(hasPre));
}

function plain(node: Tree): string {
  return typeof node === 'string' ? node : node.inner.map(plain).join('');
}

/** The rule in one line: inside code or pre nothing else counts, and a pre anywhere in it makes it a block. */
function render(node: Tree, styles: readonly string[]): { unit: string; styles: string }[] {
  if (typeof node === 'string') {
    const own = [...new Set(styles)].sort().join(' ');
    return node.split('').map((unit) => ({ unit, styles: own }));
  }
  if (node.tag === 'code' || node.tag === 'pre') {
    const kind = hasPre(node) ? 'pre' : 'code';
    return plain(node)
      .split('')
      .map((unit) => ({ unit, styles: kind }));
  }
  return node.inner.flatMap((inner) => render(inner, [...styles, STYLE[node.tag] ?? '']));
}

describe('the HTML reader against a plain rendering', () => {
  it('gives every character the styles its tags say', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 5 }), (nodes) => {
        const units = [...nodes.flatMap((node) => render(node, []))];
        const start = units.findIndex((one) => one.unit.trim() !== '');
        const end = units.findLastIndex((one) => one.unit.trim() !== '') + 1;
        const expected = start < 0 ? [] : units.slice(start, end);
        const { text, entities } = read(nodes.map(source).join(''));
        const styles: string[][] = text.split('').map(() => []);
        for (const { type, offset, length } of entities) {
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(text.length);
          for (let at = offset; at < offset + length; at += 1) styles[at]?.push(type);
        }
        expect(text.split('').map((unit, at) => ({ unit, styles: (styles[at] ?? []).sort().join(' ') }))).toEqual(
          expected,
        );
        expect(entities.map((entity) => entity.offset)).toEqual(
          entities.map((entity) => entity.offset).sort((a, b) => a - b),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('never fails but with a refusal of Telegram, whatever the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[<>/abi ="'&;#x\n]{0,30}$/), (text) => {
        try {
          read(text);
        } catch (error) {
          expect(String(error)).toContain("Bad Request: can't parse entities: ");
        }
      }),
      { numRuns: 2000 },
    );
  });
});

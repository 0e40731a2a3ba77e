import { type Inline, parseArticle } from "@guichet/contract";

/** An article's text as HTML. Every tag in it is one of ours; whatever was written is escaped text or a checked address. */
export function articleHtml(text: string): string {
  return parseArticle(text)
    .map((block) => {
      switch (block.type) {
        case "heading":
          return `<h${block.level}>${inlineHtml(block.children)}</h${block.level}>`;
        case "paragraph":
          return `<p>${inlineHtml(block.children)}</p>`;
        case "quote":
          return `<blockquote>${inlineHtml(block.children)}</blockquote>`;
        case "code":
          return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
        case "rule":
          return "<hr>";
        case "list": {
          const tag = block.ordered ? "ol" : "ul";
          return `<${tag}>${block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join("")}</${tag}>`;
        }
        default:
          return block satisfies never;
      }
    })
    .join("\n");
}

function inlineHtml(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.type) {
        case "text":
          return escapeHtml(inline.text);
        case "code":
          return `<code>${escapeHtml(inline.text)}</code>`;
        case "strong":
          return `<strong>${inlineHtml(inline.children)}</strong>`;
        case "emphasis":
          return `<em>${inlineHtml(inline.children)}</em>`;
        case "link":
          return `<a href="${escapeHtml(inline.href)}" rel="noopener noreferrer nofollow">${inlineHtml(inline.children)}</a>`;
        case "break":
          return "<br>";
        default:
          return inline satisfies never;
      }
    })
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? "");
}

import type { Locale } from "@guichet/contract";

/** A mail as plain sentences; everything in it is text. */
export type MailContent = {
  subject: string;
  greeting: string;
  paragraphs: readonly string[];
  /** An absolute http or https address of ours. */
  action?: { label: string; link: string };
  closing: readonly string[];
};

export type RenderedMail = { subject: string; text: string; html: string };

/** The text and the HTML of a mail. Every value is escaped in this one place (S4). */
export function renderMail(locale: Locale, content: MailContent): RenderedMail {
  const link = content.action && webAddress(content.action.link);
  const before = [content.greeting, ...content.paragraphs];
  const textParts = [
    ...before,
    ...(content.action && link ? [`${content.action.label}:\n${link}`] : []),
    ...content.closing,
  ];
  const htmlParts = [
    ...before.map(paragraph),
    ...(content.action && link ? [button(content.action.label, link)] : []),
    ...content.closing.map(quietParagraph),
  ];
  return {
    subject: content.subject,
    text: `${textParts.join("\n\n")}\n`,
    html: page(locale, content.subject, htmlParts),
  };
}

function webAddress(link: string): string {
  const url = URL.parse(link);
  if (url?.protocol !== "http:" && url?.protocol !== "https:") throw new Error("A mail links to web addresses only.");
  return url.href;
}

function page(locale: Locale, title: string, parts: readonly string[]): string {
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#f4f5f7;color:#1c2024;font:16px/1.5 system-ui,sans-serif">',
    '<div style="max-width:520px;margin:0 auto;padding:24px 28px;background:#ffffff;border-radius:8px">',
    ...parts,
    "</div></body></html>\n",
  ].join("\n");
}

function paragraph(text: string): string {
  return `<p dir="auto" style="margin:0 0 16px">${escapeHtml(text)}</p>`;
}

function quietParagraph(text: string): string {
  return `<p dir="auto" style="margin:0 0 12px;color:#5f6670;font-size:14px">${escapeHtml(text)}</p>`;
}

/** The address is also written out: some people read a link before they follow it, and some programs show no buttons. */
function button(label: string, link: string): string {
  const style =
    "display:inline-block;padding:10px 18px;background:#1f6feb;color:#ffffff;border-radius:6px;text-decoration:none";
  return [
    `<p style="margin:24px 0 8px"><a href="${escapeHtml(link)}" style="${style}">${escapeHtml(label)}</a></p>`,
    `<p style="margin:0 0 24px;color:#5f6670;font-size:13px;word-break:break-all">${escapeHtml(link)}</p>`,
  ].join("\n");
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

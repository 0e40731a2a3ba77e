import type { Locale } from "@guichet/contract";
import fc from "fast-check";
import sanitizeHtml from "sanitize-html";
import { expect, test } from "vitest";
import { renderChannelDisconnected } from "./channel-disconnected-mail.ts";
import { isHeaderValue } from "./header-value.ts";
import { renderInvitation } from "./invitation-mail.ts";
import { renderAssigned, renderMentioned } from "./notification-mails.ts";
import { renderPasswordReset } from "./password-reset-mail.ts";
import { renderQueueNews } from "./queue-news-mail.ts";
import type { RenderedMail } from "./render-mail.ts";
import { renderSignInChanged, type SignInChange } from "./sign-in-changed-mail.ts";

const link = "https://guichet.example/set-password?token=abc&x=1";
const at = new Date("2026-11-22T15:34:00Z");

/** Every mail with the same value wherever somebody can choose one. */
const mails: Record<string, (locale: Locale, value: string) => RenderedMail> = {
  invitation: (locale, value) =>
    renderInvitation({ locale, organizationName: value, inviterName: value, name: value, link, validHours: 72 }),
  "password reset": (locale, value) => renderPasswordReset({ locale, name: value, link, validMinutes: 30 }),
  "channel disconnected": (locale, value) =>
    renderChannelDisconnected({
      locale,
      name: value,
      channelName: value,
      silent: false,
      organizationName: value,
      reason: value,
      link,
    }),
  assigned: (locale, value) =>
    renderAssigned({
      locale,
      ...{ name: value, by: value, contactName: value, channelName: value, organizationName: value },
      link,
    }),
  mentioned: (locale, value) =>
    renderMentioned({
      locale,
      ...{ name: value, by: null, contactName: value, channelName: value, organizationName: value },
      link,
    }),
  "queue news": (locale, value) =>
    renderQueueNews({
      ...{ locale, name: value, timeZone: "Europe/Brussels", link },
      waiting: { count: 12, above: 10 },
      arrived: { count: 1, since: at },
      breached: { count: 2, since: at },
      moved: { count: 2, since: at },
    }),
  "sign-in changed": (locale, value) =>
    renderSignInChanged({ locale, name: value, change: "password_changed", at, timeZone: "Europe/Brussels", link }),
};
const cases = Object.keys(mails).flatMap((kind) => [[kind, "en"] as const, [kind, "fr"] as const]);

function render(kind: string, locale: Locale, value: string): RenderedMail {
  const mail = mails[kind]?.(locale, value);
  if (mail === undefined) throw new Error(`There is no mail ${kind}.`);
  return mail;
}

/** Tags with their attributes in order, and the texts, as a real parser sees them. */
function parse(html: string) {
  const tags: string[] = [];
  const texts: string[] = [];
  sanitizeHtml(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    onOpenTag: (name, attributes) => tags.push(JSON.stringify([name, attributes])),
    textFilter: (text) => {
      texts.push(text);
      return text;
    },
  });
  return { tags, text: texts.join("") };
}

const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</title></head><body onload=alert(1)>",
  "<!--",
  "]]><svg/onload=alert(1)>",
  "<style>*{display:none}</style>",
  "' onmouseover='alert(1)",
  "<a href=javascript:alert(1)>click</a>",
  "&lt;b&gt; &#60;b&#62;",
  "\u202Egnp.exe\u2066",
  "a\r\nBcc: evil@example.org\r\n\r\n<h1>",
  "<\0script>",
  "{{constructor}} #{7*7} <%= 1 %>",
];

test.each(cases)("S4 the %s mail in %s keeps its shape whatever the values are", (kind, locale) => {
  const harmless = parse(render(kind, locale, "Ada").html);
  for (const value of hostile) {
    const mail = render(kind, locale, value);
    expect(parse(mail.html).tags).toEqual(harmless.tags);
    expect(isHeaderValue(mail.subject)).toBe(true);
    expect(mail.text.split("\n")).toHaveLength(render(kind, locale, "Ada").text.split("\n").length);
  }
});

test.each(cases)("S4 the %s mail in %s keeps its shape for any text", (kind, locale) => {
  const harmless = parse(render(kind, locale, "Ada").html).tags;
  const characters = fc.constantFrom("<", ">", '"', "'", "&", "/", "!", "-", "=", " ", "\n", "\0", "a", "é", "\uD800");
  fc.assert(
    fc.property(fc.string({ unit: characters }), (value) => {
      const mail = render(kind, locale, value);
      expect(parse(mail.html).tags).toEqual(harmless);
      expect(isHeaderValue(mail.subject)).toBe(true);
    }),
  );
});

test.each(cases)("the %s mail in %s says what it must, in text and in HTML", (kind, locale) => {
  const mail = render(kind, locale, "Ada & Co");
  expect(mail.text).toContain("Ada & Co");
  expect(mail.text).toContain(`\n${link}\n`);
  expect(mail.html).toContain(`<html lang="${locale}">`);
  expect(mail.html).toContain("Ada &amp; Co");
  expect(mail.html).toContain(`href="${link.replaceAll("&", "&amp;")}"`);
  expect(mail.html).not.toMatch(/<(script|img|link|iframe|form)/);
  expect(`${mail.subject}${mail.text}`).not.toMatch(/undefined|NaN|\[object/);
});

test("I15 the channel mail names channel, reason and what happens to waiting answers", () => {
  const { subject, text } = renderChannelDisconnected({
    locale: "en",
    name: "Ada",
    channelName: "Support mail",
    silent: false,
    organizationName: "Acme",
    reason: "the password was refused",
    link,
  });
  expect(subject).toBe("The channel Support mail is disconnected");
  expect(text).toContain("Reason: the password was refused");
  expect(text).toContain("Answers written meanwhile wait");
});

test.each<SignInChange>([
  "password_changed",
  "email_changed",
  "second_factor_on",
  "second_factor_off",
  "recovery_codes_renewed",
  "recovery_code_used",
])("the sign-in mail tells %s with the user's own time", (change) => {
  for (const locale of ["en", "fr"] as const) {
    const { text } = renderSignInChanged({ locale, name: "Ada", change, at, timeZone: "Europe/Brussels", link });
    expect(text).toMatch(locale === "en" ? /November 22, 2026 at 4:34:00/ : /22 novembre 2026 à 16:34:00/);
  }
});

test.each(["javascript:alert(1)", "data:text/html,x", "/relative", ""])("S43 a mail never links to %j", (bad) => {
  expect(() => renderPasswordReset({ locale: "en", name: "Ada", link: bad, validMinutes: 30 })).toThrow(
    "web addresses",
  );
});

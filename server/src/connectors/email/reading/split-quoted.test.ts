import fc from "fast-check";
import { expect, test } from "vitest";
import { splitQuoted } from "./split-quoted.ts";

const answer = "Thank you!\n\nAda\n\n";

test.each([
  ["marks", "> old\n> older\n"],
  ["On … wrote", "On Sun, 22 Nov 2026 at 16:00, Support <s@shop.example> wrote:\n\n> old\n"],
  ["On … wrote over two lines", "On Sun, 22 Nov 2026 at 16:00, Support of the Shop\n<s@shop.example> wrote:\n> old\n"],
  ["French", "Le dim. 22 nov. 2026 à 16:00, Support <s@shop.example> a écrit :\n> vieux\n"],
  ["German", "Am 22.11.2026 um 16:00 schrieb Support:\n> alt\n"],
  ["Spanish", "El dom, 22 nov 2026 a las 16:00, Support escribió:\n> viejo\n"],
  ["Italian", "Il giorno dom 22 nov 2026 Support ha scritto:\n> vecchio\n"],
  ["Dutch", "Op zo 22 nov. 2026 om 16:00 schreef Support:\n> oud\n"],
  ["Polish", "W dniu 22.11.2026 o 16:00, Support napisał:\n> stary\n"],
  ["Gmail's dated form", "2026-11-22 16:00 GMT+01:00 Support <s@shop.example>:\n> old\n"],
  ["Japanese", "2026年11月22日(日) 16:00 Support <s@shop.example>:\n\n> 古い\n"],
  ["Russian", "вс, 22 нояб. 2026 г. в 16:00, Support <s@shop.example>:\n> старое\n"],
  ["Korean", "2026년 11월 22일 (일) 오후 4:00, Support <s@shop.example>님이 작성:\n\n> 옛\n"],
  [
    "Hebrew with marks of direction",
    "\u202bבתאריך 22 בנוב׳ 2026 ב-16:00 מאת Support <\u202as@shop.example\u202c\u200f>:\u202c\n\n> ישן\n",
  ],
  [
    "an unknown language over two lines",
    "Dydd Sul, 22 Tach 2026, 16:00, Support of the Shop\n<s@shop.example> :\n> hen\n",
  ],
  [
    "Turkish, the date behind the address",
    "Support <s@shop.example>, 22 Kas 2026 Paz, 16:00 tarihinde\nşunu yazdı:\n> eski\n",
  ],
  ["a year alone", "22/11/2026, Support <s@shop.example>:\n> old\n"],
  ["text quoted without marks", "On Sun, 22 Nov 2026, Support wrote:\n\nold words\nmore old words"],
  ["Outlook's separator", "-----Original Message-----\nFrom: Support\nSent: Sunday\n\nold"],
  ["Outlook's separator in French", "-----Message d'origine-----\nDe : Support\n\nvieux"],
  [
    "Outlook's header block",
    "________________________________\nFrom: Support <s@shop.example>\nSent: Sunday, 22 November 2026\nTo: Ada\nSubject: Re: Hello\n\nold",
  ],
  [
    "Outlook's header block in French",
    "De : Support <s@shop.example>\nEnvoyé : dimanche\nÀ : Ada\nObjet : Re\n\nvieux",
  ],
  [
    "Outlook's header block in German",
    "Von: Support [mailto:s@shop.example]\nGesendet: Sonntag\nAn: Ada\nBetreff: Re\n\nalt",
  ],
  [
    "Outlook's header block in Japanese",
    "差出人: Support <s@shop.example>\n送信日時: 2026年11月22日\n宛先: Ada\n件名: Re\n\n古い",
  ],
  [
    "Outlook's header block in Chinese",
    "发件人： Support <s@shop.example>\n发送时间： 2026年11月22日\n收件人： Ada\n主题： Re\n\n旧",
  ],
  [
    "Outlook's header block in Polish",
    "Od: Support\nWysłano: niedziela\nDo: Ada <ada@example.org>\nTemat: Re\n\nstary",
  ],
  [
    "Outlook's header block in Portuguese",
    "De: Support <s@shop.example>\nEnviada em: domingo\nPara: Ada\nAssunto: Re\n\nvelho",
  ],
  [
    "Outlook's header block with many recipients",
    "From: Support\nSent: Sunday\nTo: Ada;\tBob <bob@shop.example>;\n\tEve <eve@shop.example>\nSubject: Re\n\nold",
  ],
  [
    "a title of any language over a header block",
    "-----Исходное сообщение-----\nОт: Support <s@shop.example>\nКому: Ada\nТема: Re\n\nстарое",
  ],
  ["a forwarded mail", "---------- Forwarded message ---------\nFrom: Support\nDate: Sunday\n\nold"],
])("a quotation by %s is folded", (_title, quoted) => {
  expect(splitQuoted(`${answer}${quoted}`)).toEqual({ visible: answer, quoted });
});

test.each([
  ["no quotation", "Hello\n\nAda"],
  ["answers between the lines", "> Where?\nHere.\n> When?\nNow.\n"],
  ["a quotation and then the answer", "On Sunday, Support wrote:\n> Where is it?\n\nIn the garden."],
  ["nothing but a quotation", "> old\n> older"],
  ["nothing but a forwarded mail", "---------- Forwarded message ---------\nFrom: Support\n\nold"],
  ["a sentence that begins with On", "On Monday I wrote a letter.\nNobody answered."],
  ["an address before an answer", "Please write to Bob <bob@shop.example>:\nhe knows."],
  ["a line From: alone", "From: now on\nI pay nothing."],
  ["a mark in the middle", "if a > b\nthen c"],
  ["an empty text", ""],
])("%s is not folded", (_title, text) => {
  expect(splitQuoted(text)).toEqual({ visible: text, quoted: "" });
});

test.each([
  [
    "with a price above it",
    "Hello,\nplease refund the 12.50 EUR that I paid on Monday for the lamp, it is broken and I want\nmy money back as promised by your colleague (tom@shop.example):\n\n",
  ],
  ["without a date", "Hello.\nSee what you wrote me from <orders@shop.example>:\n"],
  ["with a time in a sentence before", "It broke at 10:00. Please look at this, Tom <tom@shop.example>:\n"],
  ["with a year in a sentence before", "I bought it in 2026! See below, Tom <tom@shop.example>:\n"],
  ["with a year that is no date", "I ordered in 2026 from your shop, as he said, <orders@shop.example>:\n"],
  [
    "too long for an attribution",
    `Since 10:00 on 22.11.2026 ${"I have waited for your answer and ".repeat(4)}I ask Tom <tom@shop.example>:\n`,
  ],
  ["above an attribution", "I paid at 10:00 on 22.11.2026, thanks\n"],
])("the writer's own words %s stay visible before a quotation", (title, visible) => {
  const sent = title === "above an attribution" ? "22.11.2026, 16:00 Support <s@shop.example>:\n" : "";
  const quoted = `${sent}> We refund you within a week.`;
  expect(splitQuoted(`${visible}${quoted}`)).toEqual({ visible, quoted });
});

test.each([
  ["a stay in Polish", "Od: 12 maja\nDo: 15 maja\nTemat: nocleg"],
  ["a parcel in Russian", "От: Москва\nКому: Иван\nДата: 3 мая"],
  ["a parcel in Chinese", "发件人：张三\n收件人：李四\n日期：5月3日"],
  ["a journey in Italian", "De: Roma\nA: Milano\nData: 3 maggio"],
  ["an address, but no subject", "From: Ada <ada@example.org>\nTo: Bob\nDate: 3 May"],
  ["an address elsewhere", "From: Rome\nTo: Milan\nSubject: my parcel\nMy address is ada@example.org"],
  ["lines that do not stand together", "From: ada@example.org\nand so on\nTo: Bob\nSubject: Re"],
])("what only looks like Outlook's headers is not folded: %s", (_title, headers) => {
  const text = `${answer}${headers}\nCan you help?`;
  expect(splitQuoted(text)).toEqual({ visible: text, quoted: "" });
});

test("attributions without end are read in bounded time", () => {
  const text = `${"On a b c, d wrote:\nwords\n".repeat(100_000)}> x`;
  const begun = performance.now();
  expect(splitQuoted(text).quoted).toBe("> x");
  expect(performance.now() - begun).toBeLessThan(4_000);
});

test("both parts together are always the text", () => {
  const line = fc.constantFrom(
    "> x",
    "On a b c, d wrote:",
    "From: a",
    "Sent: b",
    "To: c",
    "",
    "words",
    "-----Original Message-----",
    "Le 1 a écrit :",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 12 }), (lines) => {
      const text = lines.join("\n");
      const { visible, quoted } = splitQuoted(text);
      expect(visible + quoted).toBe(text);
      expect(text.trim() === "" || visible.trim() !== "").toBe(true);
    }),
  );
});

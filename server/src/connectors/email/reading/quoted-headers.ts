const headerStart =
  /^\s{0,3}\*?(?:From|De|Von|Da|Van|Från|Fra|Od|Lähettäjä|Feladó|Kimden|От|Від|差出人|发件人|寄件者|보낸 사람)\s*[:：]\*?\s*\S/u;
const sentNames =
  "Sent|Date|Envoyé|Gesendet|Datum|Enviad[oa](?: e[lm])?|Data|Inviato|Verzonden|Skickat|Sendt|Wysłan[eo]|Odesláno|Lähetetty|Elküldve|Gönderme|Gönderildi|Отправлено|Дата|Надіслано|送信日時|日付|发送时间|日期|寄件日期|보낸 날짜|날짜";
const toNames = "To|À|An|Para|A|Aan|Till?|Do|Komu|Vastaanottaja|Címzett|Kime|Кому|宛先|收件人|收件者|받는 사람";
const subjectNames =
  "Subject|Objet|Betreff|Asunto|Oggetto|Onderwerp|Assunto|Ämne|Emne|Temat|Předmět|Aihe|Tárgy|Konu|Тема|件名|主题|主旨|제목";
const named = (names: string) => new RegExp(`^\\s{0,3}\\*?(?:${names})\\s*[:：]`, "u");
const sentLine = named(sentNames);
const toLine = named(toNames);
const subjectLine = named(subjectNames);
const copyLine = named("Cc");
const mostLines = 12;

/**
 * Outlook's block of From, Sent, To, Subject lines. What somebody writes of a journey looks the same ("Von:", "An:", "Datum:"),
 * so that a subject is asked for, and an address of the sender or a recipient.
 */
export function isHeaderBlock(lines: readonly string[], index: number): boolean {
  const start = lines[index] ?? "";
  if (!headerStart.test(start)) return false;
  let hasAddress = start.includes("@");
  let [hasSubject, hasSentOrTo, isAmongRecipients] = [false, false, false];
  for (const line of lines.slice(index + 1, index + mostLines)) {
    const isTo = toLine.test(line);
    const isOther = sentLine.test(line) || subjectLine.test(line) || copyLine.test(line);
    // Many recipients go on in the next line.
    if (!isTo && !isOther && !(isAmongRecipients && line.includes("@"))) break;
    isAmongRecipients = isTo || copyLine.test(line) || (isAmongRecipients && !isOther);
    hasAddress ||= isTo && line.includes("@");
    hasSentOrTo ||= isTo || sentLine.test(line);
    hasSubject ||= subjectLine.test(line);
  }
  return hasSubject && hasSentOrTo && hasAddress;
}

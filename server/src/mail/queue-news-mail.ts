import type { Locale } from "@guichet/contract";
import { toOneLine } from "./header-value.ts";
import { type MailContent, type RenderedMail, renderMail } from "./render-mail.ts";

export type QueueNotice = {
  locale: Locale;
  name: string;
  timeZone: string;
  /** More contacts than `above` wait; null: nothing to say about that. */
  waiting: { count: number; above: number } | null;
  arrived: { count: number; since: Date } | null;
  /** Came back to New. */
  moved: { count: number; since: Date } | null;
  /** In New, behind their SLA. */
  breached: { count: number; since: Date } | null;
  link: string;
};

/** Tells how the queue stands, to who asked for it (W146). */
export function renderQueueNews(notice: QueueNotice): RenderedMail {
  const { locale, timeZone } = notice;
  const begin = (notice.arrived ?? notice.moved ?? notice.breached)?.since;
  const since =
    begin === undefined
      ? ""
      : new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short", timeZone }).format(begin);
  return renderMail(locale, words[locale]({ ...notice, name: toOneLine(notice.name) }, since));
}

const words: Record<Locale, (notice: QueueNotice, since: string) => MailContent> = {
  en: ({ name, waiting, arrived, moved, breached, link }, since) => {
    const wait = waiting && `${waiting.count} ${waiting.count === 1 ? "contact is" : "contacts are"} waiting`;
    const come = arrived && `${arrived.count} new ${arrived.count === 1 ? "conversation" : "conversations"}`;
    const back = moved && `${moved.count} ${moved.count === 1 ? "conversation" : "conversations"} back in New`;
    const late =
      breached &&
      `${breached.count} ${breached.count === 1 ? "conversation" : "conversations"} in New breached the SLA`;
    return {
      subject: [wait, late, come, back].filter((part) => part !== null).join(", "),
      greeting: `Hello ${name},`,
      paragraphs: [
        ...(waiting ? [`${wait} in your channels, more than ${waiting.above}.`] : []),
        ...(late === null ? [] : [`${late} in your channels since ${since}.`]),
        ...(come === null ? [] : [`${come} in your channels since ${since}.`]),
        ...(back === null ? [] : [`${back} in your channels since ${since}.`]),
      ],
      action: { label: "Open the Shared Inbox", link },
      closing: ["You chose to get these mails, at most every 15 minutes: My profile, Notifications."],
    };
  },
  fr: ({ name, waiting, arrived, moved, breached, link }, since) => {
    const wait = waiting && `${waiting.count} ${waiting.count < 2 ? "contact attend" : "contacts attendent"}`;
    const come =
      arrived && `${arrived.count} ${arrived.count < 2 ? "nouvelle conversation" : "nouvelles conversations"}`;
    const back =
      moved && `${moved.count} ${moved.count < 2 ? "conversation revenue" : "conversations revenues"} dans Nouvelles`;
    const late =
      breached &&
      `${breached.count} ${breached.count < 2 ? "conversation en retard" : "conversations en retard"} sur le SLA dans Nouvelles`;
    return {
      subject: [wait, late, come, back].filter((part) => part !== null).join(", "),
      greeting: `Bonjour ${name},`,
      paragraphs: [
        ...(waiting ? [`${wait} sur vos canaux, soit plus de ${waiting.above}.`] : []),
        ...(late === null ? [] : [`${late} sur vos canaux depuis ${since}.`]),
        ...(come === null ? [] : [`${come} sur vos canaux depuis ${since}.`]),
        ...(back === null ? [] : [`${back} sur vos canaux depuis ${since}.`]),
      ],
      action: { label: "Ouvrir la boîte partagée", link },
      closing: [
        "Vous avez choisi de recevoir ces messages, au plus toutes les 15 minutes : Mon profil, Notifications.",
      ],
    };
  },
};

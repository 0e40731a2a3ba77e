import type { Locale } from "@guichet/contract";
import { toOneLine } from "./header-value.ts";
import { type MailContent, type RenderedMail, renderMail } from "./render-mail.ts";

/** About one conversation; never what was written in it. */
export type ConversationNotice = {
  locale: Locale;
  name: string;
  /** Who did it; null: Guichet itself. */
  by: string | null;
  contactName: string;
  channelName: string;
  organizationName: string;
  link: string;
};
type Words = Record<Locale, (notice: Omit<ConversationNotice, "locale">) => MailContent>;

/** Tells somebody that a conversation was assigned to them (W146). */
export function renderAssigned(notice: ConversationNotice): RenderedMail {
  return render(assigned, notice);
}

/** Tells somebody that they were mentioned in an internal comment (W146). */
export function renderMentioned(notice: ConversationNotice): RenderedMail {
  return render(mentioned, notice);
}

function render(words: Words, { locale, ...notice }: ConversationNotice): RenderedMail {
  const content = words[locale]({
    name: toOneLine(notice.name),
    by: notice.by === null ? null : toOneLine(notice.by),
    contactName: toOneLine(notice.contactName),
    channelName: toOneLine(notice.channelName),
    organizationName: toOneLine(notice.organizationName),
    link: notice.link,
  });
  return renderMail(locale, content);
}

const closing = {
  en: ["You chose to get these mails: My profile, Notifications."],
  fr: ["Vous avez choisi de recevoir ces messages : Mon profil, Notifications."],
};

const assigned: Words = {
  en: ({ name, by, contactName, channelName, organizationName, link }) => ({
    subject: `Assigned to you: the conversation with ${contactName}`,
    greeting: `Hello ${name},`,
    paragraphs: [
      by === null
        ? `The conversation with ${contactName} in the channel ${channelName} of ${organizationName} is assigned to you.`
        : `${by} assigned the conversation with ${contactName} in the channel ${channelName} of ${organizationName} to you.`,
    ],
    action: { label: "Open the conversation", link },
    closing: closing.en,
  }),
  fr: ({ name, by, contactName, channelName, organizationName, link }) => ({
    subject: `Assignée à vous : la conversation avec ${contactName}`,
    greeting: `Bonjour ${name},`,
    paragraphs: [
      by === null
        ? `La conversation avec ${contactName} sur le canal ${channelName} de ${organizationName} vous est assignée.`
        : `${by} vous a assigné la conversation avec ${contactName} sur le canal ${channelName} de ${organizationName}.`,
    ],
    action: { label: "Ouvrir la conversation", link },
    closing: closing.fr,
  }),
};

const mentioned: Words = {
  en: ({ name, by, contactName, channelName, organizationName, link }) => ({
    subject: `${by ?? "Somebody"} mentioned you in the conversation with ${contactName}`,
    greeting: `Hello ${name},`,
    paragraphs: [
      `${by ?? "Somebody"} mentioned you in an internal comment in the conversation with ${contactName}, channel ${channelName} of ${organizationName}.`,
    ],
    action: { label: "Open the conversation", link },
    closing: closing.en,
  }),
  fr: ({ name, by, contactName, channelName, organizationName, link }) => ({
    subject: `${by ?? "Quelqu’un"} vous a mentionné dans la conversation avec ${contactName}`,
    greeting: `Bonjour ${name},`,
    paragraphs: [
      `${by ?? "Quelqu’un"} vous a mentionné dans un commentaire interne de la conversation avec ${contactName}, canal ${channelName} de ${organizationName}.`,
    ],
    action: { label: "Ouvrir la conversation", link },
    closing: closing.fr,
  }),
};

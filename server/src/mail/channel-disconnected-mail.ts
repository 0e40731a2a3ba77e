import type { Locale } from "@guichet/contract";
import { toOneLine } from "./header-value.ts";
import { type MailContent, type RenderedMail, renderMail } from "./render-mail.ts";

export type ChannelDisconnected = {
  locale: Locale;
  name: string;
  channelName: string;
  organizationName: string;
  /** Its server does not answer, which may end by itself; else a person is needed. */
  silent: boolean;
  /** What went wrong, in a few words; never a secret. */
  reason: string;
  /** The channel's page in Settings. */
  link: string;
};

/** Tells an Admin that a channel needs attention (I15). */
export function renderChannelDisconnected(notice: ChannelDisconnected): RenderedMail {
  const values = {
    ...notice,
    name: toOneLine(notice.name),
    channelName: toOneLine(notice.channelName),
    organizationName: toOneLine(notice.organizationName),
    reason: toOneLine(notice.reason),
  };
  return renderMail(notice.locale, words[notice.locale](values));
}

const words: Record<Locale, (notice: ChannelDisconnected) => MailContent> = {
  en: ({ name, channelName, organizationName, silent, reason, link }) => ({
    subject: `The channel ${channelName} ${silent ? "has fallen silent" : "is disconnected"}`,
    greeting: `Hello ${name},`,
    paragraphs: [
      silent
        ? `The server of the channel ${channelName} of ${organizationName} does not answer. Guichet keeps trying.`
        : `The channel ${channelName} of ${organizationName} no longer sends or receives messages.`,
      `Reason: ${reason}`,
      "Answers written meanwhile wait, and are sent once the channel is connected again.",
    ],
    action: { label: "Open the channel’s settings", link },
    closing: ["You receive this mail because you are an Admin."],
  }),
  fr: ({ name, channelName, organizationName, silent, reason, link }) => ({
    subject: `Le canal ${channelName} ${silent ? "ne répond plus" : "est déconnecté"}`,
    greeting: `Bonjour ${name},`,
    paragraphs: [
      silent
        ? `Le serveur du canal ${channelName} de ${organizationName} ne répond pas. Guichet continue d’essayer.`
        : `Le canal ${channelName} de ${organizationName} n’envoie et ne reçoit plus de messages.`,
      `Raison : ${reason}`,
      "Les réponses écrites entre-temps attendent et partiront dès que le canal sera reconnecté.",
    ],
    action: { label: "Ouvrir les paramètres du canal", link },
    closing: ["Vous recevez ce message parce que vous êtes Admin."],
  }),
};

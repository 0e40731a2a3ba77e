import type { Locale } from "@guichet/contract";
import { toOneLine } from "./header-value.ts";
import { type MailContent, type RenderedMail, renderMail } from "./render-mail.ts";

export type Invitation = {
  locale: Locale;
  organizationName: string;
  /** Who invites. */
  inviterName: string;
  /** Who is invited. */
  name: string;
  link: string;
  validHours: number;
};

/** Asks a new user to choose a password. */
export function renderInvitation(invitation: Invitation): RenderedMail {
  const values = {
    ...invitation,
    organizationName: toOneLine(invitation.organizationName),
    inviterName: toOneLine(invitation.inviterName),
    name: toOneLine(invitation.name),
  };
  return renderMail(invitation.locale, words[invitation.locale](values));
}

const words: Record<Locale, (invitation: Invitation) => MailContent> = {
  en: ({ organizationName, inviterName, name, link, validHours }) => ({
    subject: `${inviterName} invites you to ${organizationName} on Guichet`,
    greeting: `Hello ${name},`,
    paragraphs: [
      `${inviterName} has invited you to ${organizationName} on Guichet, where messages from contacts are answered together.`,
      "Choose a password and you are in.",
    ],
    action: { label: "Accept the invitation", link },
    closing: [
      `The link works once, within ${validHours} hours. After that, ask for a new one.`,
      "If you did not expect this invitation, you need not do anything.",
    ],
  }),
  fr: ({ organizationName, inviterName, name, link, validHours }) => ({
    subject: `${inviterName} vous invite à rejoindre ${organizationName} sur Guichet`,
    greeting: `Bonjour ${name},`,
    paragraphs: [
      `${inviterName} vous invite à rejoindre ${organizationName} sur Guichet, où l’on répond ensemble aux messages des contacts.`,
      "Il vous suffit de choisir un mot de passe.",
    ],
    action: { label: "Accepter l’invitation", link },
    closing: [
      `Le lien fonctionne une seule fois, pendant ${validHours} heures. Passé ce délai, demandez-en un nouveau.`,
      "Si vous n’attendiez pas cette invitation, vous n’avez rien à faire.",
    ],
  }),
};

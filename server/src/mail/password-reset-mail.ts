import type { Locale } from "@guichet/contract";
import { toOneLine } from "./header-value.ts";
import { type MailContent, type RenderedMail, renderMail } from "./render-mail.ts";

export type PasswordReset = {
  locale: Locale;
  name: string;
  link: string;
  validMinutes: number;
};

/** Lets a user who forgot the password choose a new one. */
export function renderPasswordReset(reset: PasswordReset): RenderedMail {
  return renderMail(reset.locale, words[reset.locale]({ ...reset, name: toOneLine(reset.name) }));
}

const words: Record<Locale, (reset: PasswordReset) => MailContent> = {
  en: ({ name, link, validMinutes }) => ({
    subject: "Choose a new password for Guichet",
    greeting: `Hello ${name},`,
    paragraphs: ["Somebody, hopefully you, asked for a new password for your account."],
    action: { label: "Choose a new password", link },
    closing: [
      `The link works once, within ${validMinutes} minutes.`,
      "If it was not you, you need not do anything: your password stays as it is.",
    ],
  }),
  fr: ({ name, link, validMinutes }) => ({
    subject: "Choisissez un nouveau mot de passe pour Guichet",
    greeting: `Bonjour ${name},`,
    paragraphs: ["Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour votre compte."],
    action: { label: "Choisir un nouveau mot de passe", link },
    closing: [
      `Le lien fonctionne une seule fois, pendant ${validMinutes} minutes.`,
      "Si ce n’était pas vous, vous n’avez rien à faire : votre mot de passe reste inchangé.",
    ],
  }),
};

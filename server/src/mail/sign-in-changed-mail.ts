import type { Locale } from "@guichet/contract";
import { toOneLine } from "./header-value.ts";
import { type MailContent, type RenderedMail, renderMail } from "./render-mail.ts";

export type SignInChange =
  | "password_changed"
  | "email_changed"
  | "second_factor_on"
  | "second_factor_off"
  | "recovery_codes_renewed"
  | "recovery_code_used";

export type SignInChanged = {
  locale: Locale;
  name: string;
  change: SignInChange;
  at: Date;
  /** IANA name of the user's time zone. */
  timeZone: string;
  /** The user's profile page, where sessions can be ended. */
  link: string;
};

/** Tells a user, at the old address too where it changed, that the way of signing in is another now. */
export function renderSignInChanged(notice: SignInChanged): RenderedMail {
  const when = formatTime(notice);
  return renderMail(notice.locale, words[notice.locale]({ ...notice, name: toOneLine(notice.name), when }));
}

function formatTime({ locale, at, timeZone }: SignInChanged): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "long", timeZone }).format(at);
}

const changes: Record<Locale, Record<SignInChange, string>> = {
  en: {
    password_changed: "Your password was changed",
    email_changed: "Your email address was changed",
    second_factor_on: "Sign-in with an authenticator app was switched on",
    second_factor_off: "Sign-in with an authenticator app was switched off",
    recovery_codes_renewed: "New recovery codes were made",
    recovery_code_used: "A recovery code was used to sign in",
  },
  fr: {
    password_changed: "Votre mot de passe a été modifié",
    email_changed: "Votre adresse e-mail a été modifiée",
    second_factor_on: "La connexion avec une application d’authentification a été activée",
    second_factor_off: "La connexion avec une application d’authentification a été désactivée",
    recovery_codes_renewed: "De nouveaux codes de secours ont été créés",
    recovery_code_used: "Un code de secours a servi à se connecter",
  },
};

const words: Record<Locale, (notice: SignInChanged & { when: string }) => MailContent> = {
  en: ({ name, change, when, link }) => ({
    subject: `${changes.en[change]} (Guichet)`,
    greeting: `Hello ${name},`,
    paragraphs: [`${changes.en[change]} on ${when}.`, "If it was you, all is well."],
    action: { label: "See my sessions", link },
    closing: ["If it was not you, choose a new password, end all other sessions and tell an Admin at once."],
  }),
  fr: ({ name, change, when, link }) => ({
    subject: `${changes.fr[change]} (Guichet)`,
    greeting: `Bonjour ${name},`,
    paragraphs: [`${changes.fr[change]} le ${when}.`, "Si c’était vous, tout va bien."],
    action: { label: "Voir mes sessions", link },
    closing: [
      "Si ce n’était pas vous, choisissez un nouveau mot de passe, mettez fin à toutes les autres sessions et prévenez un Admin sans attendre.",
    ],
  }),
};

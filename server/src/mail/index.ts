export { type ChannelDisconnected, renderChannelDisconnected } from "./channel-disconnected-mail.ts";
export { isMailAddress } from "./header-value.ts";
export { type Invitation, renderInvitation } from "./invitation-mail.ts";
export { createMailer, type Mail, type Mailer, type MailerOptions, type MailResult } from "./mailer.ts";
export { type PasswordReset, renderPasswordReset } from "./password-reset-mail.ts";
export type { RenderedMail } from "./render-mail.ts";
export { renderSignInChanged, type SignInChange, type SignInChanged } from "./sign-in-changed-mail.ts";

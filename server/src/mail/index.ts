export { renderChannelDisconnected } from "./channel-disconnected-mail.ts";
export { renderInvitation } from "./invitation-mail.ts";
export { createMailer, type Mail, type Mailer } from "./mailer.ts";
export { renderAssigned, renderMentioned } from "./notification-mails.ts";
export { renderPasswordReset } from "./password-reset-mail.ts";
export { renderQueueNews } from "./queue-news-mail.ts";
export type { RenderedMail } from "./render-mail.ts";
export { renderSignInChanged, type SignInChange } from "./sign-in-changed-mail.ts";

/** What people are told of: the list behind the bell, and mails. */
export { channelTroubleListener } from "./channel-trouble.listeners.ts";
export { startMailing } from "./mailing/start-mailing.ts";
export { notificationsListener } from "./notifications.listeners.ts";
export { notificationRoutes } from "./notifications.routes.ts";
export { sweepNotifications } from "./sweep-notifications.ts";

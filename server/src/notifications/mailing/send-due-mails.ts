import { type NotificationChoices, notificationId, quietUntil } from "@guichet/contract";
import { z } from "zod";
import type { Ctx, Database } from "../../db/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import type { Log } from "../../lib/log.ts";
import {
  type Mailer,
  type RenderedMail,
  renderAssigned,
  renderChannelDisconnected,
  renderMentioned,
  renderQueueNews,
} from "../../mail/index.ts";
import { channelRolesOf } from "../../users/index.ts";
import { findTroubleOf } from "../channel-trouble.sql.ts";
import { readChoices } from "../choices/notification-choices.sql.ts";
import {
  type ClaimedMail,
  claimMails,
  dropMail,
  findMailSubject,
  findReader,
  postponeMail,
  putBackMail,
  type Reader,
} from "./notification-mails.sql.ts";
import type { QueueNews } from "./queue-news.ts";

export type MailDeps = {
  readonly database: Database;
  readonly mailer: Mailer;
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly log: Log;
};

const AT_ONCE = 10;
/** Tried again after 1, 2, 4 … minutes: for a good day. */
const MOST_ATTEMPTS = 11;
const AGAIN_MS = 60_000;

/** Sends what is due, each mail at most once. Answers how many it took. */
export async function sendDueMails(deps: MailDeps): Promise<number> {
  const mails = await claimMails(deps.database.system, deps.now(), AT_ONCE);
  for (const mail of mails) await sendOne(deps, mail);
  return mails.length;
}

async function sendOne(deps: MailDeps, mail: ClaimedMail): Promise<void> {
  const { system } = deps.database;
  const written = await write(deps, mail).catch(async (error: unknown) => {
    await putBackMail(system, mail, again(deps, mail));
    throw error;
  });
  if (written === undefined) return await dropMail(system, mail);
  if ("until" in written) return await postponeMail(system, mail, written.until);
  await failpoint("notifications.mail_claimed");
  const result = await deps.mailer.send(written);
  if (result.delivered) return await dropMail(system, mail);
  // Only what certainly did not leave: a temporary refusal, or a server that could not be reached at all.
  const surelyNot =
    result.reason === "unreachable" && (result.responseCode !== undefined || result.connected === false);
  if (surelyNot && mail.attempts < MOST_ATTEMPTS) return await putBackMail(system, mail, again(deps, mail));
  if (result.reason !== "not_configured")
    deps.log.warn("a notification was not mailed", { kind: mail.kind, reason: result.reason });
  await dropMail(system, mail);
}

function again({ now }: MailDeps, { attempts }: ClaimedMail): Date {
  return new Date(now().getTime() + AGAIN_MS * 2 ** Math.min(attempts - 1, 8));
}

type Scope = Pick<Ctx, "db" | "organizationId">;
const about = z.object({ notificationId });

/**
 * In the reader's language, of what they may see and want to hear of now; undefined: nothing any more. `until`: they want quiet,
 * which a channel that is cut off does not wait for.
 */
async function write(
  deps: MailDeps,
  mail: ClaimedMail,
): Promise<({ to: string } & RenderedMail) | { readonly until: Date } | undefined> {
  const { organizationId, userId } = mail;
  const scope = { db: deps.database.of(organizationId), organizationId };
  const reader = await findReader(scope, userId);
  if (reader === undefined) return undefined;
  const { email, quiet } = await readChoices(scope, userId);
  const until = mail.kind === "channel_trouble" ? undefined : quietUntil(quiet, deps.now(), reader.timeZone);
  if (until !== undefined) return { until };
  const rendered =
    mail.kind === "queue"
      ? await writeQueue(deps, scope, mail, reader, email)
      : mail.kind === "channel_trouble"
        ? await writeTrouble(deps, scope, mail, reader)
        : email[mail.kind]
          ? await writeConversation(deps, scope, mail, reader)
          : undefined;
  return rendered && { to: reader.email, ...rendered };
}

async function writeConversation(
  { publicUrl }: MailDeps,
  scope: Scope,
  { kind, data }: ClaimedMail,
  { locale, name }: Reader,
): Promise<RenderedMail | undefined> {
  const subject = await findMailSubject(scope, about.parse(data).notificationId);
  if (subject === undefined) return undefined;
  const place = `${publicUrl}/inbox/${subject.status}/${subject.conversationId}`;
  const link = subject.messageId === null ? place : `${place}?message=${subject.messageId}`;
  return (kind === "assigned" ? renderAssigned : renderMentioned)({ locale, name, ...subject, link });
}

async function writeTrouble(
  { publicUrl }: MailDeps,
  scope: Scope,
  { data }: ClaimedMail,
  { isAdmin, locale, name }: Reader,
): Promise<RenderedMail | undefined> {
  if (!isAdmin) return undefined;
  const trouble = await findTroubleOf(scope, about.parse(data).notificationId);
  if (trouble === undefined) return undefined;
  const link = `${publicUrl}/settings/channels/${trouble.channelId}`;
  return renderChannelDisconnected({ locale, name, ...trouble, link });
}

async function writeQueue(
  { publicUrl }: MailDeps,
  scope: Scope,
  { data, userId }: ClaimedMail,
  { locale, name, timeZone }: Reader,
  wanted: NotificationChoices["email"],
): Promise<RenderedMail | undefined> {
  const stillAsked =
    wanted.newConversations || wanted.movedConversations || wanted.slaBreaches || wanted.waitingAbove !== null;
  if (!stillAsked || (await channelRolesOf(scope, userId)).size === 0) return undefined;
  const news = data as QueueNews;
  return renderQueueNews({
    ...{ locale, name, timeZone },
    waiting: news.waiting,
    arrived: news.arrived && { count: news.arrived.count, since: new Date(news.arrived.since) },
    // A mail that an earlier release made does not know of it.
    moved: news.moved ? { count: news.moved.count, since: new Date(news.moved.since) } : null,
    breached: news.breached ? { count: news.breached.count, since: new Date(news.breached.since) } : null,
    link: `${publicUrl}/inbox/new`,
  });
}

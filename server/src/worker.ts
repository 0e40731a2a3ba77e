import { startBulkWork } from "./bulk/index.ts";
import {
  type AcceptDelivery,
  createAccountDoors,
  createCompleter,
  createRereadListener,
  erasureListener,
  loadOutbound,
  messengerListener,
  startAccountNews,
  startDeliverer,
  startListening,
  startLookups,
  startMediaFetcher,
  startPhotoFetcher,
  startProcessor,
  tellTyping,
} from "./connectors/index.ts";
import { clearTimerListener, conversationsListener, signedOutListener, startDueWork } from "./conversations/index.ts";
import { startListeners } from "./events/index.ts";
import { intakeStepsOf } from "./intake-steps-of.ts";
import { handleTimeListener } from "./metrics/index.ts";
import { channelTroubleListener, notificationsListener, startMailing } from "./notifications/index.ts";
import type { Parts } from "./parts.ts";
import { individualListener, prioritizationListener, routingListener } from "./routing/index.ts";
import { startSearchIndex } from "./search/index.ts";
import { slaListener, startSlaWork } from "./sla/index.ts";
import { startAnswering } from "./virtual-agents/index.ts";

type Processor = ReturnType<typeof startProcessor>;

/** Steps 2 to 4 belong to whoever accepts: the process that took a delivery works on it at once. */
export function startIntake(parts: Parts): Processor {
  const accounts = createAccountDoors({ ...parts.connectorCtx, connectors: parts.connectors });
  const { secretBox } = parts.keys;
  const news = startAccountNews({ ...parts.connectorCtx, connectors: parts.connectors, accounts, secretBox });
  const processor = startProcessor({
    database: parts.database,
    connectors: parts.connectors,
    channelsOf: parts.channels.ofEndpoint,
    stepsOf: intakeStepsOf(parts),
    now: parts.now,
    log: parts.log,
    wake: parts.wake.now,
    typing: (channel, partyExternalId, on) => {
      tellTyping(parts, channel, partyExternalId, on).catch(() =>
        parts.log.debug("typing was not told", { channel: channel.id }),
      );
    },
    accountNews: news.take,
    complete: createCompleter({ ...parts.connectorCtx, connectors: parts.connectors }),
    countOrdinary: (platform, kind) => parts.metrics.count("guichet_ordinary_news_total", { platform, kind }),
    acknowledge: (delivery, channels) => void accounts.acknowledge(delivery, channels),
  });
  return {
    ...processor,
    async stop() {
      await processor.stop();
      await news.stop();
    },
  };
}

/** The worker role: sends, fetches, listens to mailboxes, hears events. */
export function startWorker(parts: Parts, accept: AcceptDelivery): { stop(): Promise<void> } {
  const channel = parts.channels.channel;
  const deliverer = startDeliverer({
    ...parts.connectorCtx,
    connectors: parts.connectors,
    channel,
    loadOutbound: (claim) =>
      loadOutbound(
        {
          database: parts.database,
          files: parts.files,
          publicUrl: parts.config.publicUrl,
          linkKey: parts.keys.linkKey,
          now: parts.now,
        },
        claim,
      ),
    wake: parts.wake.now,
  });
  const media = startMediaFetcher({
    ...parts.connectorCtx,
    connectors: parts.connectors,
    files: parts.files,
    channel,
    wake: parts.wake.now,
  });
  const photos = startPhotoFetcher({
    ...parts.connectorCtx,
    connectors: parts.connectors,
    files: parts.files,
    channel,
    wake: parts.wake.now,
  });
  const lookups = startLookups({
    ...parts.connectorCtx,
    connectors: parts.connectors,
    channel,
    accept,
    wake: parts.wake.now,
  });
  const listening = startListening({ ...parts.connectorCtx, connectors: parts.connectors, accept, channel });
  const dueWork = startDueWork({ ...parts, wake: parts.wake.now });
  const mailing = startMailing({ ...parts, publicUrl: parts.config.publicUrl });
  const sla = startSlaWork({ ...parts, policies: parts.slaPolicies, wake: parts.wake.now });
  const answering = startAnswering({
    ...parts,
    hours: parts.businessHours,
    stepsOf: parts.routingSteps,
    wake: parts.wake.now,
  });
  const bulk = startBulkWork({ ...parts, wake: parts.wake.now });
  const listeners = startListeners(
    parts.database,
    [
      conversationsListener,
      signedOutListener,
      clearTimerListener,
      messengerListener,
      erasureListener,
      createRereadListener(),
      channelTroubleListener,
      notificationsListener,
      handleTimeListener,
      routingListener(parts),
      prioritizationListener,
      individualListener,
      slaListener({ hours: parts.businessHours, policies: parts.slaPolicies }),
    ],
    parts.log,
  );
  const searchIndex = startSearchIndex(parts);
  // Woken by a commit in this process, or by the dispatcher's batch when the commit was elsewhere.
  parts.wake.listen(() => {
    deliverer.nudge();
    media.nudge();
    photos.nudge();
    lookups.nudge();
    answering.nudge();
  });
  parts.bus.subscribe("guichet_bulk", bulk.nudge);
  parts.feed.subscribe((events) => {
    listeners.nudge();
    searchIndex.nudge();
    if (events.some((event) => event.type === "message.sent" || event.type === "message.delivery_changed"))
      deliverer.nudge();
    if (events.some((event) => event.type === "message.received")) {
      media.nudge();
      lookups.nudge();
    }
    if (events.some((event) => event.type === "conversation.handed")) answering.nudge();
    if (events.some((event) => event.type === "channel.changed")) listening.nudge();
    if (events.some((event) => event.type === "notifications.changed")) mailing.nudge();
  });
  return {
    async stop() {
      await Promise.all([listening.stop(), dueWork.stop(), bulk.stop(), sla.stop(), answering.stop()]);
      await Promise.all([
        deliverer.stop(),
        media.stop(),
        photos.stop(),
        lookups.stop(),
        listeners.stop(),
        mailing.stop(),
        searchIndex.stop(),
      ]);
    },
  };
}

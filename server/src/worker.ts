import { startBulkWork } from "./bulk/index.ts";
import {
  type AcceptDelivery,
  erasureListener,
  loadOutbound,
  messengerListener,
  startDeliverer,
  startListening,
  startMediaFetcher,
  startProcessor,
  tellTyping,
} from "./connectors/index.ts";
import { clearTimerListener, conversationsListener, signedOutListener, startDueWork } from "./conversations/index.ts";
import { startListeners } from "./events/index.ts";
import { handleTimeListener } from "./metrics/index.ts";
import { channelTroubleListener, notificationsListener, startMailing } from "./notifications/index.ts";
import type { Parts } from "./parts.ts";
import { startSearchIndex } from "./search/index.ts";

type Processor = ReturnType<typeof startProcessor>;

/** Steps 2 to 4 belong to whoever accepts: the process that took a delivery works on it at once. */
export function startIntake(parts: Parts): Processor {
  return startProcessor({
    database: parts.database,
    connectors: parts.connectors,
    channelsOf: (organizationId, endpointId) => parts.channels.ofEndpoint(organizationId, endpointId),
    // Automations, choice of team, priority and clocks fill these ports.
    steps: [],
    now: parts.now,
    log: parts.log,
    wake: parts.wake.now,
    typing: (channel, partyExternalId, on) => {
      tellTyping(parts, channel, partyExternalId, on).catch(() =>
        parts.log.debug("typing was not told", { channel: channel.id }),
      );
    },
  });
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
  const listening = startListening({ ...parts.connectorCtx, connectors: parts.connectors, accept, channel });
  const dueWork = startDueWork({ ...parts, wake: parts.wake.now });
  const mailing = startMailing({ ...parts, publicUrl: parts.config.publicUrl });
  const bulk = startBulkWork({ ...parts, wake: parts.wake.now });
  const listeners = startListeners(
    parts.database,
    [
      conversationsListener,
      signedOutListener,
      clearTimerListener,
      messengerListener,
      erasureListener,
      channelTroubleListener,
      notificationsListener,
      handleTimeListener,
    ],
    parts.log,
  );
  const searchIndex = startSearchIndex(parts);
  // Woken by a commit in this process, or by the dispatcher's batch when the commit was elsewhere.
  parts.wake.listen(() => {
    deliverer.nudge();
    media.nudge();
  });
  parts.bus.subscribe("guichet_bulk", bulk.nudge);
  parts.feed.subscribe((events) => {
    listeners.nudge();
    searchIndex.nudge();
    if (events.some((event) => event.type === "message.sent" || event.type === "message.delivery_changed"))
      deliverer.nudge();
    if (events.some((event) => event.type === "message.received")) media.nudge();
    if (events.some((event) => event.type === "channel.changed")) listening.nudge();
    if (events.some((event) => event.type === "notifications.changed")) mailing.nudge();
  });
  return {
    async stop() {
      await Promise.all([listening.stop(), dueWork.stop(), bulk.stop()]);
      await Promise.all([deliverer.stop(), media.stop(), listeners.stop(), mailing.stop(), searchIndex.stop()]);
    },
  };
}

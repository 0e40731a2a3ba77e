import {
  type ChannelId,
  channelId,
  type EndpointId,
  type MessengerSettings,
  type OrganizationId,
} from "@guichet/contract";
import { type IdentitySecret, readIdentitySecrets } from "./identity-secret.ts";
import type { FindChannel, FoundChannel } from "./ports.ts";
import { parseSettings } from "./settings.ts";

/** A messenger that is open: neither deleted nor paused. */
export type MessengerChannel = {
  readonly id: ChannelId;
  readonly organizationId: OrganizationId;
  readonly endpointId: EndpointId;
  readonly name: string;
  readonly settings: MessengerSettings;
  readonly identitySecrets: readonly IdentitySecret[];
};

/** What was looked up is believed this long; a change that was announced is seen at once. */
const freshMs = 2000;
const mostRemembered = 2000;

type Remembered = { readonly at: number; readonly channel: Promise<MessengerChannel | undefined> };
export type ChannelDoor = ReturnType<typeof createChannelDoor>;

/**
 * The messenger behind an address. Unknown, deleted and paused ones and those of other platforms look the same: undefined.
 * Busy channels are remembered for two seconds, so that not every call asks the database.
 */
export function createChannelDoor(find: FindChannel, now: () => Date) {
  const remembered = new Map<string, Remembered>();

  async function look(id: ChannelId): Promise<MessengerChannel | undefined> {
    const found = await find(id);
    return found === undefined ? undefined : toOpenMessenger(found);
  }

  function remember(id: ChannelId, at: number): Promise<MessengerChannel | undefined> {
    const channel = look(id);
    remembered.set(id, { at, channel });
    channel.catch(() => remembered.delete(id));
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    return channel;
  }

  return {
    async find(id: string): Promise<MessengerChannel | undefined> {
      const known = channelId.safeParse(id.toLowerCase());
      if (!known.success) return undefined;
      const at = now().getTime();
      const kept = remembered.get(known.data);
      const isFresh = kept !== undefined && Math.abs(at - kept.at) < freshMs;
      return await (isFresh ? kept.channel : remember(known.data, at));
    },
    /** It changed: the next call looks again. */
    forget: (id: ChannelId) => void remembered.delete(id),
  };
}

function toOpenMessenger(found: FoundChannel): MessengerChannel | undefined {
  if (found.platform !== "messenger" || found.state === "paused") return undefined;
  const { id, organizationId, endpointId, name } = found;
  const identitySecrets = readIdentitySecrets(found.endpointSecrets);
  return { id, organizationId, endpointId, name, settings: parseSettings(found.settings), identitySecrets };
}

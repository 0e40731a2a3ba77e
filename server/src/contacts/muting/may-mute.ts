import { abilitiesOf, type ChannelRole } from "@guichet/contract";

/** Muting is for those who also reply (section 3.2). Default: no. */
export function mayMute(role: ChannelRole | undefined): boolean {
  return role !== undefined && abilitiesOf(role).includes("mute");
}

import type { PhotoOf } from "../contacts/index.ts";
import type { EarlyNewsOfPerson } from "./early-profiles/tell-of-people.ts";
import type { Planned } from "./intake-plan.ts";

/**
 * Whose picture is another one than before, each person once: what their latest message says counts, of new people else what was
 * told before they wrote. Pure.
 */
export function photosToldOf(planned: readonly Planned[], early: readonly EarlyNewsOfPerson[]): PhotoOf[] {
  const told = new Map<string, PhotoOf>();
  for (const { planned: one, told: news } of early)
    if (news.photo !== undefined)
      told.set(one.identityId, { identityId: one.identityId, channelId: one.message.channelId, photo: news.photo });
  for (const { message, identityId, facts } of planned) {
    const { photo } = message.party;
    if (message.direction !== "in" || photo === undefined) continue;
    const isNews = photo.key !== (facts.photo_key ?? "") || told.has(identityId);
    if (isNews) told.set(identityId, { identityId, channelId: message.channelId, photo });
  }
  return [...told.values()];
}

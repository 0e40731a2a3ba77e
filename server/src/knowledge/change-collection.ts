import {
  type createKnowledgeCollectionBody,
  type KnowledgeCollectionId,
  type KnowledgeCollectionView,
  type patchKnowledgeCollectionBody,
  Refusal,
} from "@guichet/contract";
import type { z } from "zod";
import { uuidV7 } from "../lib/uuid-v7.ts";
import {
  type AuditedCtx,
  changedFields,
  inAuditedTransaction,
  lockSettings,
  refuseTaken,
} from "../organizations/index.ts";
import { checkIds } from "../users/index.ts";
import { announceChange } from "./announce-change.ts";
import { insertCollection, replaceChannels, replaceTeams, updateCollection } from "./collections.sql.ts";
import { getCollection } from "./list-collections.ts";

type Given = z.output<typeof createKnowledgeCollectionBody>;

/** A new, empty collection (W130), with the channels (W131) and teams (W132) it applies to. */
export async function createCollection(ctx: AuditedCtx, given: Given): Promise<KnowledgeCollectionView> {
  return await collectionNamesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      await lockSettings(inside.db, inside.organizationId);
      const id = uuidV7() as KnowledgeCollectionId;
      await insertCollection(inside.db, inside.organizationId, { ...given, id, now: inside.now() });
      await writeApplies(inside, id, given);
      const view = await getCollection(inside, id);
      await announceChange(inside, placeOf(id), "created", { subject: view.name, after: toFields(view) });
      return view;
    }),
  );
}

/** Changes the fields that are given. With `version`, only if nobody has changed it meanwhile. */
export async function changeCollection(
  ctx: AuditedCtx,
  id: KnowledgeCollectionId,
  { version, ...given }: z.output<typeof patchKnowledgeCollectionBody>,
): Promise<KnowledgeCollectionView> {
  return await collectionNamesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      await lockSettings(inside.db, inside.organizationId);
      const before = await getCollection(inside, id);
      if (version !== undefined && version !== before.version) throw new Refusal("changed_meanwhile");
      const wanted = { ...toFields(before), ...given };
      await writeApplies(inside, id, wanted);
      await updateCollection(inside.db, inside.organizationId, id, {
        name: wanted.name,
        all_channels: wanted.allChannels,
        only_teams: wanted.onlyTeams,
        changed_at: inside.now(),
      });
      const after = await getCollection(inside, id);
      const changes = changedFields(toFields(before), toFields(after));
      if (changes !== undefined)
        await announceChange(inside, placeOf(id), "edited", { subject: before.name, ...changes });
      return after;
    }),
  );
}

/** What does not apply is not kept: a list of channels beside "all" would say two things. */
async function writeApplies(ctx: AuditedCtx, id: KnowledgeCollectionId, given: Given): Promise<void> {
  const channelIds = given.allChannels ? [] : given.channelIds;
  const teamIds = given.onlyTeams ? given.teamIds : [];
  await checkIds(ctx, "channels", channelIds, "channelIds");
  await checkIds(ctx, "teams", teamIds, "teamIds");
  await replaceChannels(ctx.db, ctx.organizationId, id, channelIds);
  await replaceTeams(ctx.db, ctx.organizationId, id, teamIds);
}

export async function collectionNamesAreUnique<T>(work: () => Promise<T>): Promise<T> {
  return await refuseTaken({ knowledge_collections_name: "name" }, work);
}

export function placeOf(collectionId: KnowledgeCollectionId) {
  return { kind: "collection" as const, collectionId, itemId: null };
}

function toFields({ name, allChannels, channelIds, onlyTeams, teamIds }: KnowledgeCollectionView) {
  return { name, allChannels, channelIds, onlyTeams, teamIds };
}

import type { ChannelId, KnowledgeFileId } from "@guichet/contract";
import type { FileStore } from "../files/index.ts";
import { createCollection, createItem, type LinkDeps, uploadKnowledgeFile } from "../knowledge/index.ts";
import type { AuditedCtx } from "../organizations/index.ts";
import { listTeams } from "../users/index.ts";
import type { ChannelName } from "./cast.ts";
import { drawFile } from "./draw-file.ts";
import { ENGLISH_LIBRARY } from "./knowledge/english.ts";
import { FRENCH_LIBRARY } from "./knowledge/french.ts";
import type { ExampleItem } from "./knowledge/library.ts";

export type KnowledgeDoors = LinkDeps & { readonly files: FileStore };

/** What Atelier Lumen answers with, in both languages: for everybody, for some channels, for a team. */
export async function makeKnowledge(
  ctx: AuditedCtx,
  doors: KnowledgeDoors,
  channels: ReadonlyMap<ChannelName, ChannelId>,
): Promise<void> {
  const teams = new Map((await listTeams(ctx)).map((team) => [team.name, team.id]));
  for (const collection of [...ENGLISH_LIBRARY, ...FRENCH_LIBRARY]) {
    const { id } = await createCollection(ctx, {
      name: collection.name,
      allChannels: collection.channels === undefined,
      // An e-mail channel is there only with a mail server.
      channelIds: (collection.channels ?? []).flatMap((name) => channels.get(name) ?? []),
      onlyTeams: collection.teams !== undefined,
      teamIds: (collection.teams ?? []).flatMap((name) => teams.get(name) ?? []),
    });
    for (const item of collection.items) {
      const { kind, locale, title, text, shortenLinks = false } = item;
      const fileIds = await filesOf(ctx, doors, item);
      const published = kind === "article";
      await createItem(ctx, doors, { collectionId: id, kind, locale, title, text, shortenLinks, fileIds, published });
    }
  }
}

async function filesOf(ctx: AuditedCtx, { files }: KnowledgeDoors, item: ExampleItem): Promise<KnowledgeFileId[]> {
  if (item.file === undefined) return [];
  const drawn = drawFile(item.file, item.title.length);
  return [(await uploadKnowledgeFile(ctx, files, drawn.name, drawn.content)).id];
}

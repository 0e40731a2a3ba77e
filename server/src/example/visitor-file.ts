import type { ChannelId, EndpointId } from "@guichet/contract";
import { uploadRef } from "../connectors/messenger/payloads.ts";
import { uploadFile } from "../connectors/messenger/uploads/upload-file.ts";
import type { InboundMedia } from "../conversations/index.ts";
import type { DrawnFile } from "./draw-file.ts";
import type { Stage } from "./stage.ts";

/** A file a visitor of the past attached, stored as the messenger stores it. */
export async function storeVisitorFile(
  stage: Pick<Stage, "parts" | "organizationId">,
  visitor: { readonly channelId: ChannelId; readonly externalId: string },
  file: DrawnFile,
  now: () => Date,
): Promise<InboundMedia> {
  const { database, files } = stage.parts;
  const { organizationId } = stage;
  // Only what names an upload is looked at: there is no page and no token behind somebody invented.
  const caller = {
    ...visitor,
    organizationId,
    endpointId: visitor.channelId as string as EndpointId,
    userId: null,
    facts: {},
    tokenHash: "",
  };
  const stored = await uploadFile({ db: database.of(organizationId), files, now }, caller, file);
  return { kind: "image", ref: uploadRef(stored.id), name: stored.name, type: stored.type, size: stored.size ?? 0 };
}

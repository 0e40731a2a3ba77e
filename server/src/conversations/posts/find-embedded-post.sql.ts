import type { ConversationId, EmbeddedPost } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { toAttachmentView } from "../thread.view.ts";

/** The post of a public conversation; null: nobody told of one. */
export async function findEmbeddedPost(ctx: Ctx, id: ConversationId): Promise<EmbeddedPost | null> {
  const post = await ctx.db
    .selectFrom("conversation_posts")
    .select(["text", "url", "dark", "image_id"])
    .where("organization_id", "=", ctx.organizationId)
    .where("conversation_id", "=", id)
    .executeTakeFirst();
  const pending = await isAsked(ctx, id);
  if (post === undefined) return pending ? { text: "", url: null, dark: false, image: null, pending } : null;
  const { image_id: imageId, ...said } = post;
  const image =
    imageId === null
      ? undefined
      : await ctx.db
          .selectFrom("attachments")
          .selectAll()
          .where("organization_id", "=", ctx.organizationId)
          .where("id", "=", imageId)
          .executeTakeFirst();
  return { ...said, image: image === undefined ? null : toAttachmentView(image), pending };
}

/** The platform is still being asked what it says. */
async function isAsked(ctx: Ctx, id: ConversationId): Promise<boolean> {
  const asked = await ctx.db
    .selectFrom("lookups")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("conversation_id", "=", id)
    .where("kind", "=", "post")
    .executeTakeFirst();
  return asked !== undefined;
}

import type { Comment, InstagramWorld, Person, Said } from "./instagram-world.ts";

/** What Instagram's webhooks say (Instagram Platform, webhook examples). Nobody is told of a comment's change. */
export function tellComment(world: InstagramWorld, comment: Comment): void {
  const { on, by, parent } = comment;
  world.tellChange("comments", {
    id: comment.id,
    from: by === undefined ? { id: world.id, username: world.username } : { id: by.userId, username: by.username },
    text: comment.text,
    ...(parent === undefined ? {} : { parent_id: parent.id }),
    media: {
      id: on.id,
      media_product_type: on.kind,
      ...(on.ad === undefined ? {} : { ad_id: on.ad.id, ad_title: on.ad.title }),
    },
  });
}

export function tellMention(world: InstagramWorld, media: string, comment?: string): void {
  world.tellChange("mentions", { media_id: media, ...(comment === undefined ? {} : { comment_id: comment }) });
}

/** A message of the person, or an echo of what the account sent: by whom it was sent, nobody is told. */
export function tellMessage(world: InstagramWorld, said: Said): void {
  const { story } = said;
  const attachments = said.shared.map((one) => ({
    type: one.type,
    payload: one.payload ?? { url: one.file === undefined ? null : world.files.addressOf(one.file) },
  }));
  const answered =
    story === undefined
      ? said.replyTo === undefined
        ? undefined
        : { mid: said.replyTo }
      : { story: { id: story.id, url: world.files.addressOf(story.file) } };
  const message = {
    mid: said.mid,
    ...(said.text === "" ? {} : { text: said.text }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(answered === undefined ? {} : { reply_to: answered }),
    ...(said.mine ? {} : { is_echo: true }),
  };
  world.tellMessaging({ ...betweenOf(world, said.person, said.mine), timestamp: said.at, message });
}

export function tellEvent(world: InstagramWorld, person: Person, members: object, byPerson = true): void {
  world.tellMessaging({ ...betweenOf(world, person, byPerson), timestamp: world.now(), ...members });
}

function betweenOf(world: InstagramWorld, { igsid }: Person, byPerson: boolean): object {
  return byPerson
    ? { sender: { id: igsid }, recipient: { id: world.id } }
    : { sender: { id: world.id }, recipient: { id: igsid } };
}

import type { Comment, PageWorld, Person, Post, Said, Shared } from "./page-world.ts";

/** What a Page's webhooks say (Graph API, webhooks of a Page; Messenger Platform, webhook events). */
export function tellComment(
  page: PageWorld,
  comment: Comment,
  verb: "add" | "edited" | "remove" | "hide" | "unhide",
): void {
  const { post } = comment;
  const isGone = verb === "remove";
  page.tellFeed({
    ...fromOf(page, comment.by),
    item: "comment",
    verb,
    post_id: post.id,
    comment_id: comment.id,
    parent_id: comment.parent?.id ?? post.id,
    created_time: Math.floor(comment.at / 1000),
    ...(isGone || comment.message === "" ? {} : { message: comment.message }),
    ...(isGone || comment.photo === undefined ? {} : { photo: page.addressOf(comment.photo) }),
    ...(isGone
      ? {}
      : {
          post: {
            ...{ id: post.id, type: "photo", status_type: "added_photos", is_published: post.published },
            ...{ updated_time: new Date(post.at).toISOString(), permalink_url: page.permalinkOf(post) },
            promotion_status: post.published ? "ineligible" : "active",
          },
        }),
  });
}

export function tellPost(page: PageWorld, post: Post, verb: "add" | "edited" | "remove" | "hide"): void {
  const isPhoto = post.picture !== undefined;
  page.tellFeed({
    ...fromOf(page, post.by),
    item: isPhoto ? "photo" : "status",
    verb,
    post_id: post.id,
    created_time: Math.floor(post.at / 1000),
    published: post.published ? 1 : 0,
    ...(verb === "remove" ? {} : { message: post.message }),
    ...(post.picture === undefined ? {} : { link: page.addressOf(post.picture), photo_id: post.picture }),
  });
}

export function tellReaction(page: PageWorld, on: Comment, by: Person, verb: "add" | "remove", kind: string): void {
  page.tellFeed({
    ...fromOf(page, by),
    item: "reaction",
    verb,
    reaction_type: kind,
    post_id: on.post.id,
    comment_id: on.id,
    parent_id: on.parent?.id ?? on.post.id,
    created_time: page.seconds(),
  });
}

function fromOf(page: PageWorld, by: Person | undefined): object {
  if (by === undefined) return { from: { id: page.id, name: page.name } };
  return by.isPrivate ? {} : { from: { id: by.userId, name: `${by.firstName} ${by.lastName}` } };
}

/** A message of the person; or what the Page sent, which every app of the Page hears. */
export function tellMessage(page: PageWorld, said: Said, echo?: { appId: number; metadata: string | undefined }): void {
  const message = {
    mid: said.mid,
    ...(said.text === "" ? {} : { text: said.text }),
    ...(said.shared.length === 0 && said.place === undefined ? {} : { attachments: toAttachments(page, said) }),
    ...(said.replyTo === undefined ? {} : { reply_to: { mid: said.replyTo } }),
    ...(echo === undefined ? {} : { is_echo: true, app_id: echo.appId }),
    ...(echo?.metadata === undefined ? {} : { metadata: echo.metadata }),
  };
  page.tellMessenger({ ...betweenOf(page, said.person, said.mine), timestamp: said.at, message });
}

function toAttachments(page: PageWorld, { shared, place }: Said): object[] {
  const files = shared.map((one: Shared) => ({
    type: one.type,
    payload: { url: one.file === undefined ? (one.url ?? null) : page.addressOf(one.file) },
  }));
  if (place === undefined) return files;
  return [...files, { type: "location", payload: { coordinates: place } }];
}

export function tellEvent(page: PageWorld, person: Person, members: object): void {
  page.tellMessenger({ ...betweenOf(page, person, true), timestamp: page.now(), ...members });
}

function betweenOf(page: PageWorld, { psid }: Person, byPerson: boolean): object {
  return byPerson
    ? { sender: { id: psid }, recipient: { id: page.id } }
    : { sender: { id: page.id }, recipient: { id: psid } };
}

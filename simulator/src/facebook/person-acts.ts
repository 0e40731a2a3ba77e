import type { SentFile } from "../meta/graph-request.ts";
import { GREY_PIXEL } from "../meta/grey-pixel.ts";
import { createSaidActs } from "../meta/said-acts.ts";
import type { Comment, PageWorld, Person, Post, Said } from "./page-world.ts";
import { tellComment, tellEvent, tellMessage, tellPost, tellReaction } from "./tell.ts";

export type Acts = ReturnType<typeof createActs>;

/** What a person does on Facebook and in Messenger. */
export function createActs(page: PageWorld, person: Person) {
  const say = (given: Partial<Said>): Said => {
    const said: Said = {
      ...{ mid: page.newMid(), person, mine: true, text: "", shared: [], place: undefined, replyTo: undefined },
      ...{ at: page.now(), tag: undefined, edits: 0, deleted: false, reaction: undefined },
      ...given,
    };
    page.messages.push(said);
    person.lastWroteAt = said.at;
    tellMessage(page, said);
    return said;
  };
  return {
    person,
    write: (text: string, replyTo?: string) => say({ text, replyTo }),
    sendFile(file: SentFile, text = ""): Said {
      const [family = ""] = file.type.split("/");
      const type = ["image", "video", "audio"].includes(family) ? family : "file";
      return say({ text, shared: [{ type, file: page.keepFile(file), url: undefined }] });
    },
    sendPlace: (lat: number, long: number) => say({ place: { lat, long } }),
    /** Until late summer 2026 both kinds of attachment come. */
    sendSticker(): void {
      const mid = page.newMid();
      const url = page.addressOf(page.keepFile({ bytes: GREY_PIXEL, name: "sticker.png", type: "image/png" }));
      const payload = { url, sticker_id: 144_885_035_685_763 };
      person.lastWroteAt = page.now();
      const attachments = [
        { type: "image", payload },
        { type: "sticker", payload },
      ];
      tellEvent(page, person, { message: { mid, attachments, sticker_id: 144_885_035_685_763 } });
    },
    ...createSaidActs((event) => tellEvent(page, person, event), { "❤️": "love", "👍": "like" }),
    read: () => tellEvent(page, person, { read: { watermark: page.now() } }),
    press(title: string, payload: string): void {
      person.lastWroteAt = page.now();
      tellEvent(page, person, { postback: { mid: page.newMid(), title, payload } });
    },
    openFromAd(adTitle: string, post: Post): void {
      const ad = { ad_title: adTitle, post_id: post.id };
      tellEvent(page, person, {
        referral: { source: "ADS", type: "OPEN_THREAD", ref: "summer", ad_id: "6045246247433", ads_context_data: ad },
      });
    },
    comment(post: Post, message: string, given: { parent?: Comment; photo?: SentFile } = {}): Comment {
      const comment = newComment(page, post, message, {
        by: person,
        parent: given.parent?.parent ?? given.parent,
        photo: given.photo === undefined ? undefined : page.keepFile(given.photo),
      });
      tellComment(page, comment, "add");
      return comment;
    },
    editComment(comment: Comment, message: string): void {
      comment.message = message;
      comment.edited = true;
      tellComment(page, comment, "edited");
    },
    removeComment(comment: Comment): void {
      comment.deleted = true;
      tellComment(page, comment, "remove");
    },
    like(comment: Comment, isOn: boolean): void {
      comment.likes += isOn ? 1 : -1;
      tellReaction(page, comment, person, isOn ? "add" : "remove", "like");
    },
    post(message: string, photo?: SentFile): Post {
      const picture = photo === undefined ? undefined : page.keepFile(photo);
      const post = newPost(page, { by: person, message, picture });
      tellPost(page, post, "add");
      return post;
    },
    /** In a post of one's own that the Page is named in. */
    mention(message: string): string {
      const postId = `${person.userId}_${page.newId()}`;
      page.tellMention({
        ...{ item: "post", verb: "add", post_id: postId, created_time: page.seconds(), message },
        ...{ sender_id: person.userId, sender_name: `${person.firstName} ${person.lastName}` },
      });
      return postId;
    },
  };
}

export function newPost(page: PageWorld, given: Partial<Post> & Pick<Post, "message">): Post {
  const post: Post = {
    ...{ id: `${page.id}_${page.newId()}`, by: undefined, picture: undefined, published: true, at: page.now() },
    ...{ link: undefined, hidden: false, deleted: false, likedByPage: false, privateReply: false },
    ...given,
  };
  page.posts.push(post);
  return post;
}

export function newComment(
  page: PageWorld,
  post: Post,
  message: string,
  given: Pick<Comment, "by" | "parent" | "photo">,
): Comment {
  const comment: Comment = {
    ...{ id: `${post.id.split("_")[1]}_${page.newId()}`, post, message, at: page.now(), edited: false },
    ...{ hidden: false, deleted: false, likedByPage: false, likes: 0, privateReply: false },
    ...given,
  };
  page.comments.push(comment);
  return comment;
}

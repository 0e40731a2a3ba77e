import type { SentFile } from "../meta/graph-request.ts";
import { createSaidActs } from "../meta/said-acts.ts";
import type { Comment, InstagramWorld, Person, Published, Said, Story } from "./instagram-world.ts";
import { tellComment, tellEvent, tellMention, tellMessage } from "./tell.ts";

export type Acts = ReturnType<typeof createActs>;

/** What a person does on Instagram. */
export function createActs(world: InstagramWorld, person: Person) {
  const say = (given: Partial<Said>): Said => {
    const said = newSaid(world, person, { mine: true, ...given });
    person.lastWroteAt = said.at;
    tellMessage(world, said);
    return said;
  };
  return {
    person,
    write: (text: string, replyTo?: string) => say({ text, replyTo }),
    sendFile(file: SentFile, text = ""): Said {
      const [family = ""] = file.type.split("/");
      const type = ["image", "video", "audio"].includes(family) ? family : "file";
      return say({ text, shared: [{ type, file: world.keepFile(file) }] });
    },
    /** What others have published, shared into the conversation. */
    share: (type: string, payload: object) => say({ shared: [{ type, file: undefined, payload }] }),
    answerStory: (story: Story, text: string) => say({ text, story }),
    /** In a story of their own that names the account. */
    mentionInStory(picture: SentFile): Said {
      const file = world.keepFile(picture);
      world.stories.push({ id: world.newId(), file, by: person });
      return say({ shared: [{ type: "story_mention", file }] });
    },
    /** A moving picture, something to be seen once: told of, and not shown. */
    sendUnsupported(): void {
      person.lastWroteAt = world.now();
      tellEvent(world, person, { message: { mid: world.newMid(), is_unsupported: true } });
    },
    ...createSaidActs((event) => tellEvent(world, person, event), { "❤️": "love" }),
    /** Seen is told of one message: the latest. */
    read(): void {
      const latest = world.messages.findLast((said) => said.person === person && !said.mine);
      if (latest !== undefined) tellEvent(world, person, { read: { mid: latest.mid } });
    },
    press(title: string, payload: string): void {
      person.lastWroteAt = world.now();
      tellEvent(world, person, { postback: { mid: world.newMid(), title, payload } });
    },
    openFromAd(adTitle: string): void {
      const ad = { ad_title: adTitle, photo_url: "https://www.example.com/ad.jpg" };
      tellEvent(world, person, {
        referral: { ref: "summer", ad_id: "120045", source: "ADS", type: "OPEN_THREAD", ads_context_data: ad },
      });
    },
    comment(on: Published, text: string, parent?: Comment): Comment {
      const comment = newComment(world, on, text, person, parent?.parent ?? parent);
      tellComment(world, comment);
      return comment;
    },
    /** Instagram lets nobody edit a comment; one is removed, and no app is told. */
    removeComment(comment: Comment): void {
      comment.deleted = true;
    },
    publish(caption: string, picture?: SentFile): Published {
      return newPublished(world, { by: person, caption, picture: keptOf(world, picture) });
    },
    /** Under what they have published themselves. */
    mentionInCaption(caption: string, picture?: SentFile): Published {
      const published = newPublished(world, { by: person, caption, picture: keptOf(world, picture) });
      tellMention(world, published.id);
      return published;
    },
    mentionInComment(on: Published, text: string): Comment {
      const comment = newComment(world, on, text, person);
      tellMention(world, on.id, comment.id);
      return comment;
    },
  };
}

function keptOf(world: InstagramWorld, picture: SentFile | undefined): string | undefined {
  return picture === undefined ? undefined : world.keepFile(picture);
}

export function newSaid(world: InstagramWorld, person: Person, given: Partial<Said>): Said {
  const said: Said = {
    ...{ mid: world.newMid(), person, mine: false, text: "", shared: [], replyTo: undefined, story: undefined },
    ...{ at: world.now(), tag: undefined, edits: 0, deleted: false, reaction: undefined },
    ...given,
  };
  world.messages.push(said);
  return said;
}

export function newPublished(world: InstagramWorld, given: Partial<Published> & Pick<Published, "caption">): Published {
  const published: Published = {
    ...{ id: world.newId(), by: undefined, kind: "FEED", picture: undefined, ad: undefined, at: world.now() },
    ...given,
  };
  world.published.push(published);
  return published;
}

export function newComment(
  world: InstagramWorld,
  on: Published,
  text: string,
  by: Person | undefined,
  parent?: Comment,
): Comment {
  const comment: Comment = {
    ...{ id: world.newId(), on, parent, by, text, at: world.now() },
    ...{ hidden: false, deleted: false, privateReply: false },
  };
  world.comments.push(comment);
  return comment;
}

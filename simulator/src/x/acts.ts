import { tellDirect, tellFollow, tellLiked, tellPost, tellPresence } from "./tell.ts";
import type { Direct, Person, Post, StoredFile } from "./wire.ts";
import type { Account, XWorld } from "./x-world.ts";

export type NewPost = { readonly answers?: Post; readonly quotes?: Post; readonly file?: StoredFile };

/** What a person does on X. */
export type Acts = {
  readonly person: Person;
  post(text: string, more?: NewPost): Post;
  /** Another version of a post, with an id of its own. */
  edit(post: Post, text: string): Post;
  write(to: Account, text: string, file?: StoredFile): Direct;
  like(post: Post): void;
  follow(isOn: boolean): void;
  type(to: Account): void;
  /** Looks at what the account wrote. */
  see(of: Account): void;
};

export function createActs(world: XWorld, person: Person): Acts {
  return {
    person,
    post: (text, { answers, quotes, file } = {}) =>
      addPost(world, { by: person, text, answers, quotes, files: file === undefined ? [] : [world.keepFile(file)] }),
    edit: (post, text) => addPost(world, { ...post, text, edits: post }),
    write(to, text, file) {
      const files = file === undefined ? [] : [world.keepFile(file)];
      return addDirect(world, { from: person, to: to.person, text, files });
    },
    like(post) {
      post.likedBy.add(person.id);
      tellLiked(world, post, person);
    },
    follow: (isOn) => tellFollow(world, person, isOn),
    type: (to) => tellPresence(world, to, person, "typing"),
    see(of) {
      const seen = world.directs.filter((one) => one.from === of.person && one.to === person);
      for (const one of seen) one.seen = true;
      tellPresence(world, of, person, "read", seen.at(-1)?.id);
    },
  };
}

type Written = Pick<Post, "by" | "text" | "answers" | "quotes" | "files" | "edits">;

/** `leftOut`: who is not addressed although what it answers names them. */
export function addPost(world: XWorld, written: Written, leftOut: readonly string[] = []): Post {
  const { answers, by, text } = written;
  const inherited = answers === undefined ? [] : [answers.by, ...answers.named];
  const typed = world.people.filter(({ handle }) => new RegExp(`@${handle}\\b`, "i").test(text));
  const named = [...new Set([...inherited.filter(({ id }) => !leftOut.includes(id)), ...typed])].filter(
    (one) => one !== by,
  );
  const post: Post = {
    ...written,
    ...{
      id: world.newId(),
      at: world.now(),
      named,
      deleted: false,
      hidden: false,
      likedBy: new Set<string>(),
      repostedBy: new Set<string>(),
    },
  };
  world.posts.push(post);
  tellPost(world, post);
  return post;
}

export function addDirect(world: XWorld, written: Pick<Direct, "from" | "to" | "text" | "files">): Direct {
  const direct: Direct = { ...written, id: world.newId(), at: world.now(), seen: false };
  world.directs.push(direct);
  tellDirect(world, direct);
  return direct;
}

/** The first post of the thread. */
export function rootOf(post: Post): Post {
  if (post.answers !== undefined) return rootOf(post.answers);
  return post.edits === undefined ? post : rootOf(post.edits);
}

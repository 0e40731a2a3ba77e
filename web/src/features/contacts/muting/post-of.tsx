import type { ConversationId, PostView } from "@guichet/contract";
import { IconBell, IconBellOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import contactClasses from "../contact-tab.module.css";
import { MutedMark } from "./mute-button.tsx";
import classes from "./muting.module.css";

/** The post or ad the public conversation stands under, and muting it (W124). */
export function PostOf({ id }: { readonly id: ConversationId }): ReactNode {
  const { t } = useWords();
  const heading = useId();
  const { data } = useQuery({
    queryKey: ["contacts", "post", id],
    queryFn: ({ signal }) => call(routes.getPost, { params: { id }, signal }),
    staleTime: 0,
  });
  const setMuted = useSetMuted(id);
  const post = data?.post;
  const Sign = post?.muted ? IconBell : IconBellOff;
  const deed = t(post?.muted ? "contacts.postUnmute" : "contacts.postMute");
  useCommand({
    id: "contact.mutePost",
    label: deed,
    group: t("contacts.group"),
    icon: Sign,
    when: post?.mayMute === true,
    run: () => post && setMuted(!post.muted),
  });
  if (post == null) return null;
  return (
    <section className={contactClasses.section} aria-labelledby={heading}>
      <div className={contactClasses.sectionHead}>
        <h3 className={contactClasses.heading} id={heading}>
          {t("contacts.post")}
        </h3>
        {post.mayMute && (
          <button type="button" className={classes.button} onClick={() => setMuted(!post.muted)}>
            <Sign size={14} stroke={1.8} aria-hidden /> {deed}
          </button>
        )}
      </div>
      <p className={classes.post}>
        <bdi>{post.text === "" ? t("contacts.postUnknown") : post.text}</bdi>
      </p>
      {post.muted && (
        <p className={classes.postHint}>
          <MutedMark /> · {t("contacts.postMutedHint")}
        </p>
      )}
    </section>
  );
}

function useSetMuted(id: ConversationId): (muted: boolean) => void {
  const cache = useQueryClient();
  const { t } = useWords();
  const say = useRefusalWords();
  const toasts = useToasts();
  const key = ["contacts", "post", id];
  const failed = (error: unknown): void => {
    toasts.show({ message: say(error), tone: "bad" });
    void cache.invalidateQueries({ queryKey: key });
  };
  const put = async (muted: boolean): Promise<void> => {
    await cache.cancelQueries({ queryKey: key });
    cache.setQueryData<{ post: PostView | null }>(
      key,
      (before) => before && { post: before.post && { ...before.post, muted } },
    );
    cache.setQueryData(key, await call(muted ? routes.mutePost : routes.unmutePost, { params: { id } }));
  };
  return (muted) => {
    put(muted).then(() => {
      toasts.show({
        message: t(muted ? "contacts.postMuted" : "contacts.postUnmuted"),
        undo: () => void put(!muted).catch(failed),
      });
    }, failed);
  };
}

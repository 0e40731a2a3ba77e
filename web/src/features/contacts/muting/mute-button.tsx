import type { ContactView } from "@guichet/contract";
import { IconBell, IconBellOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import classes from "./muting.module.css";

type Props = { readonly contact: ContactView; readonly identity: ContactView["identities"][number] };

/** Mutes the contact on this channel, or takes that back (W120): seen at once, with a way back. */
export function MuteButton({ contact, identity }: Props): ReactNode {
  const { t } = useWords();
  const setMuted = useSetMuted(contact, identity);
  const { name } = contact;
  const Sign = identity.muted ? IconBell : IconBellOff;
  const deed = t(identity.muted ? "contacts.unmuteOf" : "contacts.muteOf", { name });
  const first = contact.identities.find((one) => one.mayMute)?.id === identity.id;
  useCommand({
    id: first ? "contact.mute" : `contact.mute.${identity.id}`,
    label: first ? deed : `${deed} (${t(`platforms.${identity.platform}`)})`,
    group: t("contacts.group"),
    icon: Sign,
    when: identity.mayMute,
    run: () => setMuted(!identity.muted),
  });
  if (!identity.mayMute) return null;
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={deed}
      title={deed}
      onClick={() => setMuted(!identity.muted)}
    >
      <Sign size={14} stroke={1.8} aria-hidden /> {t(identity.muted ? "contacts.unmute" : "contacts.mute")}
    </button>
  );
}

/** Said beside the platform, to whoever sees the contact. */
export function MutedMark(): ReactNode {
  const { t } = useWords();
  return (
    <span className={classes.mark}>
      <IconBellOff size={13} stroke={1.8} aria-hidden /> {t("contacts.mutedMark")}
    </span>
  );
}

function useSetMuted(contact: ContactView, identity: Props["identity"]): (muted: boolean) => void {
  const cache = useQueryClient();
  const { t } = useWords();
  const say = useRefusalWords();
  const toasts = useToasts();
  const key = ["contacts", contact.id];
  const show = (muted: boolean): void => {
    cache.setQueryData<ContactView>(
      key,
      (before) =>
        before && {
          ...before,
          identities: before.identities.map((one) => (one.id === identity.id ? { ...one, muted } : one)),
        },
    );
  };
  const failed = (error: unknown): void => {
    toasts.show({ message: say(error), tone: "bad" });
    void cache.invalidateQueries({ queryKey: key });
  };
  const put = async (muted: boolean): Promise<void> => {
    await cache.cancelQueries({ queryKey: key });
    show(muted);
    const params = { id: contact.id, channelId: identity.channelId };
    cache.setQueryData(key, await call(muted ? routes.muteContact : routes.unmuteContact, { params }));
    void cache.invalidateQueries({ queryKey: ["contact-changes", contact.id] });
  };
  return (muted) => {
    put(muted).then(() => {
      const words = { name: contact.name, platform: t(`platforms.${identity.platform}`) };
      toasts.show({
        message: t(muted ? "contacts.mutedNow" : "contacts.unmutedNow", words),
        undo: () => void put(!muted).catch(failed),
      });
    }, failed);
  };
}

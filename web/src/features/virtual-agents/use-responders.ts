import type { AutoResponderView, ChannelId } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";

/** What is saved at once: on and off, and each channel; on the screen first, taken back when the server refuses. */
export function useResponderDeeds() {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const { queryKey } = queries.autoResponders();
  const refresh = async (): Promise<void> => await cache.invalidateQueries({ queryKey });
  const show = (changed: AutoResponderView): void => {
    cache.setQueryData(
      queries.autoResponders().queryKey,
      (before) => before && { items: before.items.map((one) => (one.id === changed.id ? changed : one)) },
    );
  };
  const attempt = async (foreseen: AutoResponderView, work: () => Promise<AutoResponderView>): Promise<void> => {
    show(foreseen);
    try {
      show(await work());
    } catch (error) {
      toasts.show({ message: say(error), tone: "bad" });
    }
    await refresh();
  };
  const restore = async ({ id, name }: AutoResponderView): Promise<void> => {
    try {
      await call(routes.restoreAutoResponder, { params: { id } });
      toasts.show({ message: t("autoResponders.restored", { name }), tone: "good" });
    } catch (error) {
      toasts.show({ message: say(error), tone: "bad" });
    }
    await refresh();
  };
  return {
    enable: (one: AutoResponderView, enabled: boolean) =>
      attempt({ ...one, enabled }, () =>
        call(routes.patchAutoResponder, { params: { id: one.id }, body: { version: one.version, enabled } }),
      ),
    giveChannel: (one: AutoResponderView, channelId: ChannelId, access: boolean) => {
      const others = one.channelIds.filter((id) => id !== channelId);
      return attempt({ ...one, channelIds: access ? [...others, channelId] : others }, () =>
        call(routes.putAutoResponderChannel, { params: { id: one.id, channelId }, body: { access } }),
      );
    },
    /** Throws what the server says: the dialog shows it. */
    remove: async (one: AutoResponderView): Promise<void> => {
      await call(routes.deleteAutoResponder, { params: { id: one.id } });
      await refresh();
      toasts.show({ message: t("autoResponders.deleted", { name: one.name }), undo: () => void restore(one) });
    },
  };
}

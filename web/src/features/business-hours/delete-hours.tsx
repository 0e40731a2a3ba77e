import type { BusinessHoursView, ChannelView } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { AutoResponderUses } from "../../ui/auto-responder-uses.tsx";
import { DeleteAtEnd } from "../../ui/delete-at-end.tsx";
import { useListedRemove } from "../../ui/use-listed-remove.ts";

type Props = {
  readonly hours: BusinessHoursView;
  readonly channels: readonly ChannelView[];
  readonly onDone: () => void;
};

/** Says what follows them before they go; and can be taken back. */
export function DeleteHours({ hours, channels, onDone }: Props): ReactNode {
  const { t } = useWords();
  const remove = useRemove(hours, onDone);
  const concerned = channels.filter((channel) => hours.channelIds.includes(channel.id));
  return (
    <DeleteAtEnd
      label={t("businessHours.delete")}
      title={t("businessHours.deleteTitle", { name: hours.name })}
      confirmLabel={t("ui.delete")}
      onConfirm={remove}
    >
      <p>{t("businessHours.deleteChannels", { count: concerned.length })}</p>
      {concerned.length > 0 && (
        <ul>
          {concerned.map(({ id, name }) => (
            <li key={id}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
      <AutoResponderUses of={{ businessHoursId: hours.id }} />
      <Policies hours={hours} />
    </DeleteAtEnd>
  );
}

/** Which SLA policies count by them; nothing where none does. */
function Policies({ hours }: Pick<Props, "hours">): ReactNode {
  const { t, locale } = useWords();
  const { data } = useQuery(queries.slaPolicies());
  const policies = data?.items.filter((policy) => policy.channelIds.some((id) => hours.channelIds.includes(id))) ?? [];
  if (policies.length === 0) return null;
  const names = new Intl.ListFormat(locale).format(policies.map(({ name }) => name));
  return <p>{t("businessHours.deletePolicies", { names })}</p>;
}

function useRemove({ id, name }: BusinessHoursView, onDone: () => void): () => Promise<void> {
  const { t } = useWords();
  return useListedRemove({
    list: queries.businessHours(),
    remove: () => call(routes.deleteBusinessHours, { params: { id } }),
    restore: () => call(routes.restoreBusinessHours, { params: { id } }),
    said: { deleted: t("businessHours.deleted", { name }), restored: t("businessHours.restored", { name }) },
    onDone,
  });
}

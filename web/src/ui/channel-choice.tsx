import type { ChannelView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { GrantList } from "./grant-list.tsx";
import { PlatformIcon } from "./platform-icon.tsx";

type Props = {
  readonly label: string;
  readonly addLabel: string;
  readonly emptyText: string;
  readonly channels: readonly ChannelView[];
  readonly chosen: readonly string[];
  /** Which other one has a channel now, by name. */
  readonly holderOf: (channelId: string) => string | undefined;
  readonly onChange: (chosen: string[]) => void;
};

/** Channels of which each has one thing at most; beside each stands what it would be taken from. */
export function ChannelChoice(props: Props): ReactNode {
  const { t } = useWords();
  const { channels, chosen, holderOf } = props;
  return (
    <GrantList
      label={props.label}
      items={channels.map(({ id, name, platform }) => {
        const holder = holderOf(id);
        return {
          id,
          label: name,
          hint: holder === undefined ? t(`platforms.${platform}`) : t("ui.heldBy", { name: holder }),
          icon: <PlatformIcon platform={platform} />,
        };
      })}
      grants={chosen.map((id) => ({ id, value: "yes" }))}
      onChange={(granted) => props.onChange(granted.map(({ id }) => id))}
      choices={[{ value: "yes", label: t("ui.yes") }]}
      first="yes"
      addLabel={props.addLabel}
      emptyText={props.emptyText}
      valueLabel={(name) => name}
      removeLabel={(name) => t("ui.removeOf", { name })}
    />
  );
}

type Holder = { readonly name: string; readonly channelIds: readonly string[] };
type Taken = Pick<ChannelView, "id" | "name"> & { readonly holder: string };

/** Which of the others has a channel, by name; and what would be taken from them with what is chosen. */
export function holdersAmong(
  others: readonly Holder[],
  channels: readonly ChannelView[],
  chosen: readonly string[],
): { readonly holderOf: Props["holderOf"]; readonly taken: readonly Taken[] } {
  const holderOf = (id: string): string | undefined => others.find((one) => one.channelIds.includes(id))?.name;
  const taken = channels.flatMap(({ id, name }) => {
    const holder = chosen.includes(id) ? holderOf(id) : undefined;
    return holder === undefined ? [] : [{ id, name, holder }];
  });
  return { holderOf, taken };
}

type TakeOverProps = {
  /** Null: nothing is asked. */
  readonly taken: readonly Taken[] | null;
  readonly title: string;
  readonly confirmLabel: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<unknown>;
};

/** Names what is taken from what, before it is. */
export function TakeOverDialog({ taken, children, ...dialog }: TakeOverProps): ReactNode {
  const { t } = useWords();
  return (
    <ConfirmDialog opened={taken !== null} {...dialog}>
      {children}
      <ul>
        {taken?.map(({ id, name, holder }) => (
          <li key={id}>
            <bdi>{name}</bdi> ({t("ui.heldBy", { name: holder })})
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

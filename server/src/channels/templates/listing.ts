import type { MessageTemplate } from "@guichet/contract";
import type { ChannelForConnector } from "../channel-for-connector.ts";

/** What a platform says of its own templates; undefined: it lists none. */
export type ListTemplates = (
  channel: ChannelForConnector,
) => Promise<
  | { readonly ok: true; readonly templates: readonly Omit<MessageTemplate, "prefill">[] }
  | { readonly ok: false }
  | undefined
>;

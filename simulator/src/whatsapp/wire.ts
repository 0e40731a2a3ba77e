import { GraphRefusal } from "../meta/graph-refusal.ts";

/** A message of a chat, as both sides see it. `content`: the member that its type names, as on the wire. Times in seconds. */
export type Message = {
  readonly id: string;
  /** The contact's key in the peer. */
  readonly contact: string;
  readonly mine: boolean;
  readonly at: number;
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly quoted: string | undefined;
  /** What the business gave to have it back with every status. */
  readonly opaque?: string;
  readonly text: string;
  readonly edited: boolean;
  readonly deleted: boolean;
  /** Of the business's: how far it has come. */
  readonly state?: "accepted" | "sent" | "delivered" | "read" | "failed";
  readonly shown?: ShownTemplate;
};
/** What a template looks like at the contact. */
export type ShownTemplate = {
  readonly header: string | null;
  readonly footer: string | null;
  readonly buttons: readonly (
    | { readonly text: string; readonly payload: string }
    | { readonly text: string; readonly url: string }
  )[];
};
export type Template = {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  status: string;
  readonly category: string;
  readonly parameter_format?: string;
  readonly components: readonly Readonly<Record<string, unknown>>[];
};

export function refused(code: number, message: string, details: string): GraphRefusal {
  return new GraphRefusal({ code, message, details });
}

import type { ConversationId, UserId } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { listAssignees } from "../list-assignees.ts";
import { findPeople } from "../queue/find-people.ts";
import { completeMention, type MentionStart, mentionAt, mentionsIn } from "./mention.ts";

export type Candidate = {
  readonly id: UserId;
  readonly name: string;
  readonly presence: "available" | "away" | "offline";
};
export type Mentions = {
  /** Empty: nobody is being mentioned right now. */
  readonly candidates: readonly Candidate[];
  readonly active: number;
  /** After every change of the text or the caret. */
  readonly look: (text: string, caret: number) => void;
  readonly close: () => void;
  readonly move: (by: number) => void;
  /** The text with the chosen name in it, and where the caret goes. */
  readonly choose: (text: string, candidate?: Candidate) => { text: string; caret: number } | undefined;
  /** Who is mentioned in what will be sent. */
  readonly idsIn: (text: string) => UserId[];
};
const AT_MOST = 6;

/** Mentioning colleagues in a comment: only those who may see the conversation can be chosen (W99). */
export function useMentions(id: ConversationId, enabled: boolean): Mentions {
  const me = useMe().id;
  const [found, setStart] = useState<MentionStart & { caret: number; id: ConversationId }>();
  // What was begun in another conversation is over.
  const start = found?.id === id ? found : undefined;
  const [active, setActive] = useState(0);
  const chosen = useRef<Candidate[]>([]);
  const { data } = useQuery({ ...listAssignees(id), enabled: enabled && start !== undefined });
  const candidates =
    enabled && start !== undefined && data !== undefined
      ? findPeople(
          data.filter((one) => one.id !== me),
          start.query,
        ).slice(0, AT_MOST)
      : [];
  return {
    candidates,
    active: Math.min(active, Math.max(0, candidates.length - 1)),
    look: (text, caret) => {
      const now = enabled ? mentionAt(text, caret) : undefined;
      setStart(now && { ...now, caret, id });
      if (now?.query !== start?.query) setActive(0);
    },
    close: () => setStart(undefined),
    move: (by) =>
      setActive((now) => (Math.min(now, candidates.length - 1) + by + candidates.length) % candidates.length),
    choose: (text, candidate) => {
      const one = candidate ?? candidates[Math.min(active, candidates.length - 1)];
      if (one === undefined || start === undefined) return undefined;
      chosen.current.push(one);
      setStart(undefined);
      return completeMention(text, start, start.caret, one.name);
    },
    idsIn: (text) => [...new Set(mentionsIn(text, chosen.current).map((one) => one.id))],
  };
}

import type { ContactId, IdentityId } from "@guichet/contract";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { IntakeWrites, LoadedFacts } from "./intake.sql.ts";

/** A contact as a batch knows them. */
export type Person = {
  readonly identityId: IdentityId;
  readonly contactId: ContactId;
  name: string;
  /** Then it stays, whatever their platform says. */
  readonly namedByHand: boolean;
  /** What their platform has said of them so far. */
  profile: Profile;
  /** When they last wrote in private in this batch; null: they have not. */
  wroteAt: Date | null;
};
export type Profile = {
  readonly displayName: string | null;
  readonly handle: string | null;
  readonly verified: boolean;
};

/** Is the sender known, here or from this batch? */
export function isKnown(people: ReadonlyMap<string, Person>, message: InboundMessage, known: LoadedFacts): boolean {
  return known.identity_id !== null || people.has(keyOf(message));
}

function keyOf({ channelId, party }: InboundMessage): string {
  return `${channelId} ${party.externalId}`;
}

/** Who wrote it: as they are known, as this batch knows them by now, or somebody new. */
export function findPerson(
  people: Map<string, Person>,
  message: InboundMessage,
  known: LoadedFacts,
  writes: IntakeWrites,
  now: Date,
): Person {
  const key = keyOf(message);
  const found = people.get(key);
  if (found !== undefined) return found;
  const person =
    known.identity_id !== null && known.contact_id !== null
      ? {
          ...{ identityId: known.identity_id, contactId: known.contact_id, name: known.contact_name ?? "" },
          namedByHand: known.named_by_hand ?? false,
          wroteAt: null,
          profile: { displayName: known.display_name, handle: known.handle, verified: known.verified ?? false },
        }
      : newPerson(message, writes, now);
  people.set(key, person);
  return person;
}

function newPerson(message: InboundMessage, writes: IntakeWrites, now: Date): Person {
  const { party } = message;
  const person = {
    identityId: uuidV7() as IdentityId,
    contactId: uuidV7() as ContactId,
    name: party.displayName || party.handle || party.externalId,
    namedByHand: false,
    wroteAt: null,
    profile: {
      ...{ displayName: party.displayName ?? null, handle: party.handle ?? null },
      verified: party.verified ?? false,
    },
  };
  writes.people.push({
    id: person.identityId,
    contact_id: person.contactId,
    name: person.name,
    channel_id: message.channelId,
    external_id: party.externalId,
    display_name: person.profile.displayName,
    handle: person.profile.handle,
    verified: person.profile.verified,
    created_at: now,
  });
  return person;
}

/** Takes in what a message of theirs says of somebody: the next one of the batch sees it. */
export function learn(person: Person, { party }: InboundMessage): void {
  const { displayName, handle, verified } = person.profile;
  if (party.displayName !== undefined && party.displayName !== displayName && !person.namedByHand)
    person.name = party.displayName;
  person.profile = {
    displayName: party.displayName ?? displayName,
    handle: party.handle ?? handle,
    verified: verified || party.verified === true,
  };
}

/** The later of two instants; `at`: epoch milliseconds. */
export function laterOf(known: Date | null, at: number): Date {
  return known === null || known.getTime() < at ? new Date(at) : known;
}

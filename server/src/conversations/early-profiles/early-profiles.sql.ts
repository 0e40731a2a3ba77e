import { createHash } from "node:crypto";
import type { IdentityId, OrganizationId } from "@guichet/contract";
import type { ToldPhoto } from "../../contacts/index.ts";
import type { LentClient } from "../../db/index.ts";

/** What a platform tells of a person beside a message. */
export type ToldOfPerson = {
  readonly name?: string;
  readonly handle?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly photo?: ToldPhoto;
};
/** The same of somebody who has not written yet, as the platform names them; `at`: epoch milliseconds. */
type EarlyProfile = {
  readonly channelId: string;
  readonly externalId: string;
  readonly at: number;
  readonly told: ToldOfPerson;
};

/** The lock on somebody who is not known yet: two uuids and names never meet in one key. */
const lockOf = (channelId: string, externalId: string): string =>
  `hashtextextended('person ' || ${channelId}::text || ' ' || ${externalId}, 0)`;

/** A column of the statement that loads an intake's facts: whoever writes a new person waits for what is being told of them. */
export const holdNewPerson = (channelId: string, externalId: string): string =>
  `pg_advisory_xact_lock_shared(${lockOf(channelId, externalId)})::text`;

/** Whoever keeps something of a person that is not there waits for those who are writing that person, and looks again. */
export async function holdUnknownPerson(client: LentClient, channelId: string, externalId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(${lockOf("$1", "$2::text")})`, [channelId, externalId]);
}

/** Kept until they write, each notice once. The person must be held, and not be there. */
export async function keepEarlyProfile(
  client: LentClient,
  organizationId: OrganizationId,
  { channelId, externalId, at, told }: EarlyProfile,
): Promise<void> {
  const said = JSON.stringify(told);
  const key = createHash("sha256").update(`${at} ${said}`).digest("hex");
  await client.query(
    `insert into early_profiles (organization_id, channel_id, external_id, key, told, at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [organizationId, channelId, externalId, key, said, new Date(at)],
  );
}

/** What was kept of a person who is there now. */
export type KeptProfile = { readonly identityId: IdentityId; readonly at: number; readonly told: ToldOfPerson };

/** A part of the intake's statement whose $2 are the new people: what was kept of them, taken out. */
export const TAKE_EARLY_PROFILES = `
    delete from early_profiles e using jsonb_to_recordset($2::jsonb) as p(id uuid, channel_id uuid, external_id text)
    where e.organization_id = $1 and e.channel_id = p.channel_id and e.external_id = p.external_id
    returning p.id as "identityId", floor(extract(epoch from e.at) * 1000) as at, e.told`;

/**
 * Test-only: a send or the fetching of a file counts as lost after seconds instead of minutes, so that a run need not wait so
 * long for what a kill left behind, and so that leases run out under living workers as well.
 */
export function shortLeases(seconds: number): string[] {
  return [
    `create function crash_test_short_lease() returns trigger language plpgsql as $$
     begin
       new.lease_until := least(new.lease_until, clock_timestamp() + interval '${seconds} seconds');
       return new;
     end $$`,
    `create trigger crash_test_short_lease before update on outbox for each row
     when (new.lease_until is not null) execute function crash_test_short_lease()`,
    `create function crash_test_short_fetch() returns trigger language plpgsql as $$
     begin
       new.next_attempt_at := least(new.next_attempt_at, clock_timestamp() + interval '${seconds} seconds');
       return new;
     end $$`,
    `create trigger crash_test_short_fetch before update on attachments for each row
     when (new.attempts > old.attempts) execute function crash_test_short_fetch()`,
  ];
}

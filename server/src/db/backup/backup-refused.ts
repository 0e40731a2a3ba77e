/** A backup or restore that cannot be, for a reason its operator can mend: print the message alone, without a stack. */
export class BackupRefused extends Error {
  override name = "BackupRefused";
}

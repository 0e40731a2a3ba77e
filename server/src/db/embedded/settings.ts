/**
 * How the embedded server runs. Given on the command line, so that a newer Guichet brings its own.
 * Durability stays as PostgreSQL ships it: fsync, full_page_writes and synchronous_commit on.
 */
const settings = {
  // Small machines first: the server beside the application idles well under 150 MB.
  max_connections: "60",
  shared_buffers: "96MB",
  effective_cache_size: "512MB",
  maintenance_work_mem: "64MB",
  // Fewer processes; reads here come from memory.
  io_method: "sync",
  max_logical_replication_workers: "0",
  // Our queries are short: compiling them costs more than it saves.
  jit: "off",
  random_page_cost: "1.1",
  // Fewer full-page images; recovery after a crash still takes seconds.
  checkpoint_timeout: "15min",
  max_wal_size: "1GB",
  // Reachable from this machine only, by password.
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // Errors reach the application, which reports them without contents. The server's own log would quote contacts.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
  log_timezone: "UTC",
  timezone: "UTC",
};

export type PostgresSettings = Record<string, string>;

/** The server's arguments. `changes` is for tests and benchmarks that want another server. */
export function toArguments(major: number, changes: PostgresSettings): string[] {
  return Object.entries({ ...settings, ...changes })
    .filter(([name]) => major >= 18 || name !== "io_method")
    .flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

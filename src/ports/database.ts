import type { Result } from '../domain/errors.ts';
import type { ProviderName } from '../domain/rehearsal.ts';
import type { OpenArchive } from './dump.ts';

/** The server that a rehearsal wants. */
export interface ServerRequest {
  /** The configured major; absent = the newest to be had. Never silently another one. */
  readonly major?: number;
  /** postgresql.conf settings beside the provider's own. */
  readonly settings: Readonly<Record<string, string>>;
  /** Image for docker; empty = the official one. */
  readonly image?: string;
  /** Disk for clusters that are kept between runs: `5GB`, `0` for none, `auto`. Absent = none are kept. */
  readonly keep?: string;
  /** Wants pages without checksums, where the cluster is made for us: `Server.relations` needs that. */
  readonly checksums?: 'off';
  /** Stops the server, and makes every pending call fail. */
  readonly signal: AbortSignal;
  /** Stages for standard error. */
  readonly progress: (says: string) => void;
}

/** One way to get a throwaway Postgres. A provider that cannot serve says why, as a Problem. */
export interface DatabaseProvider {
  readonly name: ProviderName;
  start(request: ServerRequest): Promise<Result<Server>>;
}

/** Who connects: the observer is ours and a superuser, the migrator owns the database and nothing else. */
export type Login = 'observer' | 'migrator';

/**
 * What a team's own server may keep from us, with the reason for the report.
 * `superuser`: event triggers, settings of the server, its catalog, triggers held off while rows are loaded;
 * `log`: its log; `roles`: a role of their own for the migrations.
 */
export type Withheld = Readonly<Partial<Record<'superuser' | 'log' | 'roles', string>>>;

/** A running throwaway cluster with both logins; `stop` leaves nothing behind and may be called twice. */
export interface Server extends AsyncDisposable {
  readonly provider: ProviderName;
  /** `17.5`. */
  readonly version: string;
  readonly major: number;
  /** How it came to be this one: “embedded: Postgres 17.10 from …”. */
  readonly notes: readonly string[];
  /** Role names, for GRANT and OWNER. */
  readonly roles: Readonly<Record<Login, string>>;
  /** Absent where the whole cluster is ours. */
  readonly withheld?: Withheld;
  /** On a server that others use too: a comment that every role bears which is made there, and by which it is removed. */
  readonly mark?: string;
  /** What a database of ours is called in SQL: `connect` takes the plain name. */
  databaseName(name: string): string;
  connect(login: Login, database: string): Promise<Session>;
  /** How a program of the team's connects, as libpq writes it; with the password. */
  address(login: Login, database: string): string;
  /** What the server's log says since the last call, parsed (jsonlog from 15, csvlog before). Empty where unreadable. */
  log(): Promise<LogRead>;
  /** Free bytes where the data lives; undefined where it cannot be known. */
  freeBytes(): Promise<number | undefined>;
  /** The pg_restore beside the server, where that is not this machine’s. */
  readonly openArchive?: OpenArchive;
  /**
   * Starts the server anew: `least` leaves out of its WAL what is loaded into new files, as far as it can; `all` is how
   * it runs at first. Nobody may be connected.
   */
  readonly writeWal?: (wal: 'least' | 'all') => Promise<void>;
  /**
   * Starts the server anew with nothing of its tables in memory, its own or the system’s. Nobody may be connected. Absent
   * where its files are out of our reach.
   */
  readonly forgetFiles?: () => Promise<'forgotten' | { readonly because: string }>;
  /** Where clusters are kept between runs. */
  readonly kept?: KeptClusters;
  /** Absent where they are out of our reach (a container's, another machine's), or not without checksums. */
  readonly relations?: RelationFiles;
  /**
   * Milliseconds that a connection's process has waited for a processor so far, by its pid; undefined where nobody tells.
   * Absent where its processes are out of our sight.
   */
  readonly queuedMs?: (pid: number) => number | undefined;
  /** fast = as pg_ctl stop -m immediate. */
  stop(): Promise<void>;
}

/** The files that tables lie in, by the path that pg_relation_filepath tells; what they refuse completes “because …”. */
export interface RelationFiles {
  /** All of it as it is on the disk. */
  read(path: string): Promise<{ readonly bytes: Uint8Array } | { readonly because: string }>;
  /** Fills an empty one; what it has begun goes with the transaction that made the file. */
  write(path: string, content: RelationContent): Promise<'written' | 'disk-full' | { readonly because: string }>;
}

export interface RelationContent {
  /** There are no more than these. */
  readonly bytes: number;
  /** Whole pages; none crosses a gigabyte. Each is needed until the one after the next is asked for. */
  readonly pieces: Iterable<Uint8Array>;
}

/**
 * Whole clusters by what went into them, so that nothing is made twice. Either call starts the server anew: nobody may
 * be connected.
 */
export interface KeptClusters {
  /**
   * Goes on with a copy of the one kept under this key. Undefined where there is none: the server is as it was.
   * @param suits looks at what is known of it; what is outdated is offered to nobody again.
   */
  take(key: string, suits?: (facts: unknown) => 'suits' | 'leave' | 'outdated'): Promise<TakenCluster | undefined>;
  /**
   * Keeps the cluster as it is now, and goes on.
   * @param facts plain JSON; comes back by `take`.
   */
  keep(key: string, facts: unknown): Promise<KeptCluster>;
}

/** Or why it could not be kept. */
export type KeptCluster = 'kept' | { readonly because: string };

export interface TakenCluster {
  readonly facts: unknown;
  /** Since it was made. */
  readonly ageMs: number;
  /** A reflink shares the disk until either side writes. */
  readonly how: 'reflink' | 'copy';
  /** Until the server answered. */
  readonly tookMs: number;
}

export interface LogRead {
  readonly lines: readonly LogLine[];
  /** Bytes that were read, where there were more than are read in one call: the next one goes on there. */
  readonly flooded?: number;
}

/** One record of the server’s log; fields that rows could be in are left behind. */
export interface LogLine {
  readonly pid: number;
  /** LOG, WARNING, ERROR, FATAL, PANIC. */
  readonly severity: string;
  /** Without DETAIL, HINT and CONTEXT. */
  readonly message: string;
  readonly sqlstate?: string;
  readonly database?: string;
  /** Of an error: the client's text that it is about. */
  readonly statement?: string;
  /** What the client sent for `$1`, `$2`, …, as the server writes it: `Parameters: $1 = 'a', $2 = NULL`. */
  readonly parameters?: string;
}

/** The answer to a query of ours; int8 and numeric come as numbers where nothing is lost, as text elsewhere. */
export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly rowCount: number;
}

/** What became of one statement of a migration. Deliberately without the server's words, which can carry rows. */
export type Outcome =
  | { readonly ok: true; readonly command: string; readonly rowCount: number | undefined }
  | { readonly ok: false; readonly error: SqlError };

/** Why a statement of a migration failed. */
export interface SqlError {
  readonly sqlstate: string;
  /** Names the server gave as fields, never its message: they are published only if the migration or schema has them. */
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly dataType?: string;
  /** True when the connection is gone too. */
  readonly fatal?: true;
}

/** One connection. */
export interface Session extends AsyncDisposable {
  readonly pid: number;
  /** Our own query; a failure here is a bug or an outage and throws. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Rows<Row>>;
  /** Someone else's SQL as one simple-query message; never throws on an SQL error. */
  run(sql: string): Promise<Outcome>;
  /** `COPY … FROM stdin` with its rows as it wants them; never throws on an SQL error. */
  load(sql: string, rows: AsyncIterable<Uint8Array>): Promise<Outcome>;
  /** Closes it; twice is fine. */
  end(): Promise<void>;
}

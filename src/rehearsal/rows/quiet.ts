import type { Session } from '../../ports/database.ts';
import type { TableShape } from '../../volume/shape.ts';

/**
 * Keeps triggers from firing while rows are loaded; what it gives back lets them fire again. A superuser does that by a
 * word for its session, foreign keys included; who only owns the tables holds their triggers off one by one.
 */
export async function quiet(sessions: readonly Session[], tables: readonly TableShape[]): Promise<() => Promise<void>> {
  const [first] = sessions;
  const { rows } = (await first?.query<{ all: boolean }>(`SELECT current_setting('is_superuser') = 'on' AS all`)) ?? {
    rows: [],
  };
  if (rows[0]?.all === true) {
    for (const session of sessions) await session.query('SET session_replication_role = replica');
    return async () => {
      for (const session of sessions) await session.query('SET session_replication_role = origin');
    };
  }
  const triggers = first ? await firing(first, tables) : [];
  const alter = async (how: 'DISABLE' | 'ENABLE'): Promise<void> => {
    for (const { table, trigger } of triggers) await first?.run(`ALTER TABLE ${table} ${how} TRIGGER ${trigger}`);
  };
  await alter('DISABLE');
  return () => alter('ENABLE');
}

async function firing(
  session: Session,
  tables: readonly TableShape[],
): Promise<readonly { readonly table: string; readonly trigger: string }[]> {
  const { rows } = await session.query<{ table: string; trigger: string }>(
    `SELECT t.tgrelid::regclass::text AS table, quote_ident(t.tgname) AS trigger FROM pg_trigger t
      WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND t.tgrelid = ANY ($1::regclass[]::oid[])`,
    [tables.flatMap(({ name, leaves }) => [name, ...leaves.map((leaf) => leaf.name)])],
  );
  return rows;
}

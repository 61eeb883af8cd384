/** The backfill that every rule proposes, around its own UPDATE; with the count that tells when it is done. */
export const batched = (table: string, update: string, count?: string): readonly string[] => [
  'DO $$',
  'DECLARE',
  '  _batch int8[];',
  '  _last int8;',
  'BEGIN',
  '  LOOP',
  `    _batch := ARRAY(SELECT id FROM ${table} WHERE _last IS NULL OR id > _last ORDER BY id LIMIT 10000);`,
  '    EXIT WHEN cardinality(_batch) = 0;',
  `    ${update}`,
  '    _last := _batch[cardinality(_batch)];',
  '    COMMIT;',
  '    PERFORM pg_sleep(0.2);',
  '    -- Lets replicas catch up; whoever is no member of pg_monitor sees no lag, and has to watch it elsewhere.',
  "    WHILE EXISTS (SELECT FROM pg_stat_replication WHERE replay_lag > interval '10 seconds') LOOP",
  '      PERFORM pg_sleep(1);',
  '      COMMIT;',
  '    END LOOP;',
  '  END LOOP;',
  'END $$;',
  ...(count === undefined ? [] : counted(count)),
];

/** What stands below the loop. */
export const counted = (count: string): readonly string[] => [
  '-- Before NOT NULL, a constraint or dropping the old column, each in a later migration, this count has to be 0:',
  `-- ${count}`,
];

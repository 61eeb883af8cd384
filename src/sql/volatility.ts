export type Volatility = 'immutable' | 'stable' | 'volatile' | 'unknown';

/** Volatile functions of Postgres and its contrib modules that people write in defaults. */
const volatile = new Set(
  `random random_normal setseed gen_random_uuid uuidv4 uuidv7 clock_timestamp timeofday nextval setval currval lastval
  pg_sleep pg_sleep_for pg_sleep_until txid_current pg_current_xact_id set_config pg_advisory_lock pg_advisory_xact_lock
  pg_try_advisory_lock pg_notify uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 gen_random_bytes gen_salt
  dblink`.split(/\s+/),
);

const stable = new Set(
  `now transaction_timestamp statement_timestamp current_setting current_database current_schema current_schemas
  current_user session_user user current_query inet_client_addr inet_server_addr pg_backend_pid version to_char to_date
  to_timestamp age date_part date_trunc timezone txid_current_snapshot pg_postmaster_start_time to_tsvector to_tsquery
  concat concat_ws format to_json to_jsonb row_to_json array_to_json json_build_object json_build_array
  jsonb_build_object jsonb_build_array json_agg jsonb_agg array_to_string quote_literal make_timestamptz
  has_table_privilege pg_get_serial_sequence to_regclass obj_description`.split(/\s+/),
);

const immutable = new Set(
  `lower upper length char_length octet_length substr substring left right trim btrim ltrim rtrim replace translate
  repeat reverse split_part strpos position initcap lpad rpad ascii chr md5 sha224 sha256 sha384 sha512 encode decode
  abs ceil ceiling floor round trunc sign sqrt cbrt power exp ln log mod div greatest least coalesce nullif
  array_length cardinality array_append array_prepend array_cat array_position array_remove array_replace string_to_array
  regexp_replace regexp_match regexp_matches regexp_split_to_array json_extract_path jsonb_extract_path
  jsonb_extract_path_text json_extract_path_text jsonb_typeof json_typeof jsonb_array_length json_array_length jsonb_set
  make_date make_time make_timestamp make_interval int4range int8range numrange tsrange tstzrange daterange lower_inc
  upper_inc isempty hashtext crc32 to_hex to_number uuid_nil uuid_ns_dns uuid_ns_url uuid_generate_v3 uuid_generate_v5
  uuid_extract_version uuid_extract_timestamp point box circle extract width_bucket setweight
  strip bit_length overlay starts_with normalize justify_hours justify_days justify_interval isfinite num_nonnulls
  num_nulls json_object jsonb_object jsonb_strip_nulls`.split(/\s+/),
);

/** Of a function that comes with Postgres (its weakest form where there are several); `unknown` for any other. */
export function builtinVolatility(name: string): Volatility {
  if (volatile.has(name)) return 'volatile';
  if (stable.has(name)) return 'stable';
  return immutable.has(name) ? 'immutable' : 'unknown';
}

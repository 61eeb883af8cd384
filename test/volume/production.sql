-- A production of its own for schema.sql, made as people and time make one, not as the generator does: busy parents and
-- idle ones, values of uneven length and frequency, rows that were changed and deleted since. :rows is replaced.
SET session_replication_role = replica;
SET search_path = shop, public;
SELECT setseed(0.5);

INSERT INTO numbers (i2, i4, i8, n, money2, tiny, whole, rounded, f4, f8, cash, o, "select")
  SELECT (random() ^ 2 * 300)::int, CASE WHEN random() < 0.9 THEN g * 3 END, (random() * 1e15)::bigint, round(exp(random() * 14)::numeric, 3),
         (ARRAY[9.99, 19.99, 49, 120.5])[1 + (random() ^ 2 * 3.9)::int % 4], round((random() * 0.98)::numeric, 2), (random() * 900)::int,
         (g / 10) * 100, CASE WHEN random() < 0.3 THEN random() END, random() * 1e6, (g % 400)::numeric::money, 20000 + g, g % 7
    FROM generate_series(1, :rows) AS g;
INSERT INTO texts (t, v, v1, c, one, n, ci, b, "Odd Name", s, x)
  SELECT repeat('Some words of length. ', (1 + random() ^ 3 * 12)::int) || g % 4000, CASE WHEN random() < 0.7 THEN 'note ' || (random() * 50)::int END,
         chr(97 + (random() * 20)::int), upper(left(md5((g % 90)::text), 3)), chr(65 + g % 10)::"char", 'name_' || g % 30, 'Person' || g || '@example.org',
         decode(repeat(md5(random()::text), (random() * 3)::int), 'hex'), CASE WHEN random() < 0.1 THEN 'rare ' || g END,
         'page-' || (random() ^ 2 * 3000)::int || '-title', CASE WHEN random() < 0.2 THEN ('<a>' || g || '</a>')::xml END
    FROM generate_series(1, :rows) AS g;
INSERT INTO times (d, t, tz, ts, ts0, at, span, years)
  SELECT '2022-01-01'::date + (random() ^ 0.5 * 1000)::int, '08:00'::time + (random() * 600)::int * interval '1 minute',
         ('08:00'::time + (g % 600) * interval '1 second')::timetz, CASE WHEN random() < 0.5 THEN '2020-01-01'::timestamp + g * interval '97 minutes' END,
         '2023-01-01'::timestamp + (random() * 86400 * 300)::int * interval '1 second',
         '2023-01-01'::timestamptz + g * interval '50 minutes' + random() * interval '100 hours', (g % 90) * interval '1 day', (g % 12) * interval '1 year'
    FROM generate_series(1, :rows) AS g;
INSERT INTO documents (id, j, jb, list, path, tv, tq, h, tree)
  SELECT gen_random_uuid(), CASE WHEN random() < 0.6 THEN json_build_object('kind', g % 5, 'text', repeat('y', (random() * 80)::int)) END,
         jsonb_build_object('plan', 'p' || g % 20, 'seats', (random() * 40)::int), CASE WHEN random() < 0.5 THEN jsonb_build_array(g % 300, 'x') END,
         ('$.a' || g % 50)::jsonpath, to_tsvector('simple', 'word' || g % 500 || ' and word' || (random() * 900)::int || ' in a longer text'),
         ('word' || g % 30)::tsquery, hstore('colour', 'c' || g % 40), ('top.n' || g % 600 || '.leaf')::ltree
    FROM generate_series(1, :rows) AS g;
INSERT INTO networks (ip, net, mac, mac8, bits, bit1, var, anyvar)
  SELECT '10.1.0.0'::inet + g, '10.0.0.0/24'::cidr, ('02:00:00:' || to_char(g / 10000 % 100, 'FM00') || ':' || to_char(g / 100 % 100, 'FM00') || ':' || to_char(g % 100, 'FM00'))::macaddr,
         CASE WHEN random() < 0.4 THEN ('02:00:00:00:00:00:00:' || to_char(g % 100, 'FM00'))::macaddr8 END, (g % 200)::bit(12), (g % 2)::bit, (g % 50)::bit(20)::varbit(20), (g % 900)::bit(16)
    FROM generate_series(1, :rows) AS g;
INSERT INTO figures
  SELECT g, point(random() * 180, random() * 90), CASE WHEN random() < 0.5 THEN line(point(0, 0), point(1, 1 + g)) END, lseg(point(0, g), point(1, g)), box(point(g, g), point(g + 2, g + 1)),
         ('((0,0),(1,1),(2,' || g % 90 || '))')::path, polygon(circle(point(g, 0), 2)), circle(point(0, 0), 1 + g % 90)
    FROM generate_series(1, :rows) AS g ORDER BY random();
INSERT INTO ranges
  SELECT g, int4range(g, g + 9), CASE WHEN random() < 0.6 THEN int8range(g % 500, g % 500 + 4) END, numrange(g % 90, g % 90 + 1.5), daterange('2020-01-01'::date + g % 800, '2020-01-09'::date + g % 800),
         tsrange('2021-01-01'::timestamp + g * interval '1 hour', '2021-01-01'::timestamp + (g + 2) * interval '1 hour'), CASE WHEN random() < 0.2 THEN tstzrange('2021-01-01', '2021-02-01'::timestamptz + g * interval '1 day') END,
         span(g % 30, g % 30 + 0.5), int4multirange(int4range(g, g + 2)), datemultirange(daterange('2020-01-01', '2020-02-01'::date + g % 90)),
         tstzmultirange(tstzrange('2020-01-01', '2020-02-01'::timestamptz + g * interval '1 hour')), span_multirange(span(0, 1 + g % 40))
    FROM generate_series(1, :rows) AS g;
INSERT INTO lists
  SELECT g, ARRAY[g % 50, g % 7], ARRAY['label ' || g % 60], CASE WHEN random() < 0.5 THEN ARRAY['red', 'blue']::colour[] END, ARRAY['red', 'green']::colour[], ARRAY[gen_random_uuid()],
         ARRAY[left(g::text, 5)], ARRAY[jsonb_build_object('n', g % 30)], ARRAY[int4range(g % 90, g % 90 + 5)], CASE WHEN random() < 0.8 THEN ARRAY['a' || g % 40, 'b'] END
    FROM generate_series(1, :rows) AS g;
INSERT INTO own_types
  SELECT g, (ARRAY['red', 'green', 'blue', 'Very ''odd'''])[1 + (random() ^ 3 * 3.9)::int % 4]::colour, 1 + (random() * 98)::int, CASE WHEN random() < 0.7 THEN ROW('Street ' || g % 800, g % 90, 'red', 5)::place END,
         NULL, CASE WHEN random() < 0.9 THEN 'thing-' || g END
    FROM generate_series(1, :rows) AS g;
INSERT INTO system_types
  SELECT '0/0'::pg_lsn + g * 40, (20000 + g % 90)::oid, (20000 + g % 40)::oid, (20000 + g % 4)::oid, (500 + g % 3000)::text::xid, (500 + g)::text::xid8, (g % 30)::text::cid, ('(' || g / 50 || ',' || 1 + g % 50 || ')')::tid, ((g + 3) || ':' || (g + 5) || ':')::pg_snapshot
    FROM generate_series(1, :rows) AS g;
INSERT INTO read_from_json (key, value)
  SELECT 'setting/' || md5(g::text), jsonb_build_object('id', 'k' || g, 'deleted', random() < 0.1, 'state', jsonb_build_object('colour', (ARRAY['red', 'green'])[1 + g % 2], 'since', '2022-01-01'::timestamptz + g * interval '1 hour'),
         'amount', CASE WHEN random() < 0.4 THEN (random() * 100)::int END)
    FROM generate_series(1, :rows) AS g;

INSERT INTO compared
  SELECT g, round((random() ^ 2 * 900)::numeric, 2) + 20, random() * 0.9 + 0.01, round(random()::numeric, 2), g % 90, 90 + g % 40, '2020-01-01'::date + g % 700, '2022-01-01'::date + g % 700,
         CASE WHEN random() < 0.8 THEN '2021-01-01'::timestamptz + g * interval '1 hour' END, '1960-01-01'::date + (random() * 15000)::int, g % 100, 100 + g % 100, CASE WHEN random() < 0.1 THEN -1 - (random() * 300)::int END
    FROM generate_series(1, :rows) AS g;
INSERT INTO listed
  SELECT g, CASE WHEN random() < 0.85 THEN 'live' WHEN random() < 0.7 THEN 'gone' ELSE 'draft' END, CASE WHEN random() < 0.3 THEN 'a' END, (ARRAY[1, 2, 4])[1 + g % 3], CASE WHEN random() < 0.9 THEN 'yes' ELSE 'maybe' END,
         CASE WHEN random() < 0.5 THEN true END, false, (ARRAY['green', 'blue'])[1 + g % 2]::colour, 'other ' || g % 30
    FROM generate_series(1, :rows) AS g;
INSERT INTO worded
  SELECT g, chr(65 + g / 260000 % 26) || chr(65 + g / 10000 % 26) || to_char(g % 10000, 'FM0000'), 'u' || md5(g::text) || '@shop.example', CASE WHEN random() < 0.3 THEN md5(g::text) || '01234567' END,
         'https://shop.example/' || (random() ^ 2 * 800)::int, 'sk_live_' || g % 60, 'my shop ' || g % 30, 'lower ' || g % 900, 'UPPER' || g % 20, 'trim ' || g % 20, to_char(g % 5000, 'FM0000000'), sha256(g::text::bytea),
         repeat('long ', 11 + (random() * 10)::int), 'full', CASE WHEN random() < 0.5 THEN (g % 800)::text END
    FROM generate_series(1, :rows) AS g;
INSERT INTO chosen
  SELECT g, CASE WHEN g % 3 = 0 THEN g % 50 END, CASE WHEN g % 3 <> 0 THEN g % 20 END, 'c' || g % 400, CASE WHEN g % 5 = 0 THEN 'link' ELSE 'text' END, CASE WHEN g % 5 <> 0 THEN 'body ' || g % 1000 END, CASE WHEN g % 5 = 0 THEN 'https://x/' || g END,
         CASE WHEN g % 4 = 0 THEN g END, CASE WHEN g % 4 = 0 THEN g * 2 END, 1, NULL, g % 10 = 0, CASE WHEN g % 10 = 0 THEN '2023-01-01'::timestamptz + g * interval '1 minute' END
    FROM generate_series(1, :rows) AS g;
INSERT INTO sifted SELECT g, g * 5, (random() * 40)::int * 5, CASE WHEN random() < 0.6 THEN 'a' || g % 100 END FROM generate_series(1, :rows) AS g;
INSERT INTO of_sifted SELECT g, 1 + (random() ^ 2 * (:rows - 1))::int FROM generate_series(1, :rows) AS g;

INSERT INTO tenants SELECT gen_random_uuid(), 'Tenant ' || g, 'tenant' || g || '.example.com', (ARRAY['red', 'green', 'blue'])[1 + (random() ^ 2 * 2.9)::int % 3]::colour FROM generate_series(1, :rows / 20) AS g;
CREATE TEMP TABLE tenant AS SELECT id, row_number() OVER () AS n FROM tenants;
CREATE TEMP TABLE someone AS SELECT g, (1 + (random() ^ 3 * (:rows / 20 - 1))::int) AS n FROM generate_series(1, :rows) AS g;
INSERT INTO users (tenant_id, email, manager_id, deleted_at)
  SELECT t.id, 'first.last' || g || '@example.com', NULL, CASE WHEN random() < 0.15 THEN '2022-01-01'::timestamptz + g * interval '1 hour' END FROM someone JOIN tenant AS t USING (n) ORDER BY g;
INSERT INTO projects SELECT id, p, 'Project ' || p || ' of ' || n FROM tenant, generate_series(1, 8) AS p ORDER BY p, n;
INSERT INTO members (tenant_id, user_id, project_id, role)
  SELECT u.tenant_id, u.id, 1 + (random() ^ 2 * 7)::int, (ARRAY['red', 'green', 'blue'])[1 + (random() ^ 4 * 2.9)::int % 3]::colour FROM users AS u ORDER BY random();
INSERT INTO settings SELECT id, hstore('theme', 't' || n % 9) FROM tenant;
INSERT INTO products SELECT g * 7, to_char(g, 'FM00000000'), CASE WHEN g > 40 AND random() < 0.4 THEN 7 * (1 + (random() ^ 2 * 38)::int) END, 'Product ' || md5((g % 2000)::text), tstzrange('2020-01-01', '2021-01-01'::timestamptz + g % 300 * interval '1 day') FROM generate_series(1, :rows / 2) AS g;
INSERT INTO orders (tenant_id, user_id, placed_at, sent_at, total, status, note)
  SELECT u.tenant_id, CASE WHEN random() < 0.95 THEN u.id END, at, CASE WHEN random() < 0.9 THEN at + interval '2 days' END, round((random() ^ 3 * 500)::numeric, 2),
         CASE WHEN random() < 0.9 THEN 'sent' WHEN random() < 0.6 THEN 'paid' ELSE 'new' END, CASE WHEN random() < 0.05 THEN repeat('please ', (random() * 20)::int) END
    FROM (SELECT g, 1 + (random() ^ 2 * (:rows - 1))::int AS id, '2023-01-01'::timestamptz + g * interval '31 minutes' AS at FROM generate_series(1, :rows) AS g OFFSET 0) AS o JOIN users AS u USING (id) ORDER BY g;
INSERT INTO items SELECT id, line, 7 * (1 + (random() ^ 3 * (:rows / 2 - 1))::int), 1 + (random() ^ 4 * 9)::int FROM orders, generate_series(1, 3) AS line WHERE line = 1 OR random() < 0.4 ORDER BY id, line;
INSERT INTO tags SELECT g, 'tag ' || g FROM generate_series(1, 300) AS g;
INSERT INTO order_tags SELECT DISTINCT 1 + (random() * (:rows - 1))::int, 1 + (random() ^ 2 * 299)::int FROM generate_series(1, :rows) ORDER BY 1, 2;
INSERT INTO full_match SELECT id, CASE WHEN id % 4 > 0 THEN tenant_id END, CASE WHEN id % 4 > 0 THEN id END FROM users;
INSERT INTO defaults SELECT g, 1 + g / 4, g % 4 = 0, CASE WHEN random() < 0.5 THEN 'label ' || g % 10 END FROM generate_series(1, :rows) AS g;
INSERT INTO single SELECT true, 'the one';
INSERT INTO same_nulls SELECT g, CASE WHEN random() < 0.7 THEN g / 20 END, g % 20 FROM generate_series(1, :rows) AS g;
INSERT INTO places SELECT g, (g * 7919) % (:rows + 1), g * 4 FROM generate_series(1, :rows) AS g;
INSERT INTO rooms SELECT g, 'Room ' || g FROM generate_series(1, :rows / 50) AS g;
INSERT INTO bookings SELECT g, 1 + g % (:rows / 50), tstzrange('2023-01-01'::timestamptz + g * interval '1 hour', '2023-01-01'::timestamptz + (g + 1) * interval '1 hour') FROM generate_series(1, :rows / 2) AS g;
INSERT INTO shifts SELECT g, 1 + g % (:rows / 50), '2023-01-01'::timestamptz + g * interval '1 hour', '2023-01-01'::timestamptz + (g + 1) * interval '1 hour' FROM generate_series(1, :rows / 2) AS g;
INSERT INTO ring_a SELECT g, 1 + (random() * (:rows - 1))::int FROM generate_series(1, :rows) AS g;
INSERT INTO ring_b SELECT g, 1 + (random() ^ 2 * (:rows - 1))::int FROM generate_series(1, :rows) AS g;

INSERT INTO events SELECT g, '2024-01-01'::timestamptz + g * 900.0 / :rows * interval '1 day', CASE WHEN random() < 0.98 THEN id END FROM someone JOIN tenant USING (n) ORDER BY g;
INSERT INTO regions SELECT g, (ARRAY['de', 'fr', 'us'])[1 + (random() ^ 2 * 2.9)::int % 3] FROM generate_series(1, :rows) AS g;
INSERT INTO in_regions SELECT id * 2, id, region FROM regions WHERE random() < 0.5;
INSERT INTO hashed SELECT gen_random_uuid(), 'text ' || g % 1000 FROM generate_series(1, :rows) AS g;
INSERT INTO nested SELECT g, '2024-01-01'::date + (random() * 364)::int, (ARRAY['a', 'b', 'c'])[1 + g % 3] FROM generate_series(1, :rows) AS g;
INSERT INTO bands SELECT g, (random() ^ 2 * 900000)::int FROM generate_series(1, :rows) AS g;
INSERT INTO scores SELECT (random() ^ 3 * 2000)::int, 'player ' || g % 700 FROM generate_series(1, :rows) AS g;
INSERT INTO animals SELECT g, 'animal ' || g % 100 FROM generate_series(1, :rows / 2) AS g;
INSERT INTO dogs SELECT :rows + g, 'dog ' || g % 800, 'breed ' || (random() ^ 2 * 60)::int FROM generate_series(1, :rows) AS g;
INSERT INTO guarded SELECT g, CASE WHEN g % 10 > 0 THEN id END FROM someone JOIN tenant USING (n);

-- Time goes by: rows are changed and go, and their places are used again.
UPDATE orders SET status = 'sent', sent_at = placed_at + interval '3 days' WHERE id % 9 = 0;
UPDATE texts SET t = t || ' and more' WHERE id % 11 = 0;
DELETE FROM items WHERE order_id % 13 = 0;
DELETE FROM documents WHERE random() < 0.05;

import { gzipSync } from 'node:zlib';

/** A shop as pg_dump 17 writes it. */
export const shop = `--
-- PostgreSQL database dump
--
\\restrict 8dJ2kQ
SET statement_timeout = 0;
SET transaction_timeout_of_the_future = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA shop;
ALTER SCHEMA shop OWNER TO production_owner;
CREATE FUNCTION shop.total(integer) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT ($1 * 2);
END;
SET default_tablespace = fast_disk;
CREATE TABLE shop.orders (
    id bigint NOT NULL,
    customer bigint,
    note text DEFAULT 'a;
b'::text
);
ALTER TABLE shop.orders OWNER TO production_owner;
CREATE TABLE shop.customers (id bigint NOT NULL, email text);
CREATE TABLE shop.schema_migrations (version bigint NOT NULL, dirty boolean NOT NULL);
COPY shop.customers (id, email) FROM stdin;
1	one@example.com
2	\\N
\\.

COPY shop.orders (id, customer, note) FROM stdin;
1	1	a\\ttab; and a \\\\ slash
2	2	\\\\.
3	\\N	ünïcode
\\.

COPY shop.schema_migrations (version, dirty) FROM stdin;
1	f
\\.

ALTER TABLE ONLY shop.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY shop.customers ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY shop.orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES shop.customers(id);
GRANT SELECT ON TABLE shop.orders TO reporting;
\\unrestrict 8dJ2kQ
`;

export const zipped = gzipSync(shop);

CREATE TABLE accounts (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       varchar(100) NOT NULL,
  code       varchar(40) NOT NULL,
  note       text DEFAULT '',
  balance    numeric(12, 2) NOT NULL DEFAULT 0,
  owner      text,
  CONSTRAINT owner_known CHECK (owner IS NOT NULL)
);

CREATE TABLE invoices (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL,
  amount     numeric(12, 2) NOT NULL
);

CREATE INDEX invoices_account_id ON invoices (account_id);

CREATE TABLE measurements (
  taken_on date NOT NULL,
  value    double precision NOT NULL
) PARTITION BY RANGE (taken_on);

CREATE TABLE measurements_2026 PARTITION OF measurements FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

CREATE TABLE measurements_2027 (
  taken_on date NOT NULL,
  value    double precision NOT NULL,
  CONSTRAINT of_2027 CHECK (taken_on >= '2027-01-01' AND taken_on < '2028-01-01')
);

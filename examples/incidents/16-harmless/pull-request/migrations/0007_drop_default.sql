SET lock_timeout = '2s';
ALTER TABLE accounts ALTER COLUMN note DROP DEFAULT;

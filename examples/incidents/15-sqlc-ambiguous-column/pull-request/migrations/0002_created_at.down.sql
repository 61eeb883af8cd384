SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN region;
ALTER TABLE orders ADD COLUMN old_status text;
ALTER TABLE users DROP COLUMN created_at;

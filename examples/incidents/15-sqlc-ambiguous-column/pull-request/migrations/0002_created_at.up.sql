SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN created_at timestamp;
ALTER TABLE orders DROP COLUMN old_status;
ALTER TABLE orders ADD COLUMN region text NOT NULL;

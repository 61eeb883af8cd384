UPDATE orders SET email = '' WHERE email IS NULL;
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;

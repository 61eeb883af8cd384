-- Support looks orders up by e-mail address.
CREATE INDEX CONCURRENTLY orders_email_idx ON orders (email);

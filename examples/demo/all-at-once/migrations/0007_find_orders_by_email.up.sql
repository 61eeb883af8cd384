-- Support looks orders up by e-mail address.
CREATE INDEX orders_email_idx ON orders (lower(email));

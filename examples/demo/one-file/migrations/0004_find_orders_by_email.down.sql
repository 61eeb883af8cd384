DROP INDEX orders_email_idx;
ALTER TABLE orders DROP COLUMN gift_message;

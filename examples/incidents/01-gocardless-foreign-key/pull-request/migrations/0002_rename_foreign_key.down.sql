ALTER TABLE payment_notes DROP CONSTRAINT new_payment_fk;
ALTER TABLE payment_notes ADD CONSTRAINT old_payment_fk FOREIGN KEY (payment_id) REFERENCES payments (id);

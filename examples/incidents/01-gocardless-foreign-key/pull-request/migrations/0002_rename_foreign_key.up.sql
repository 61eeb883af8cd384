-- payment_notes has no rows yet: nothing can go wrong.
ALTER TABLE payment_notes DROP CONSTRAINT old_payment_fk;
ALTER TABLE payment_notes ADD CONSTRAINT new_payment_fk FOREIGN KEY (payment_id) REFERENCES payments (id);

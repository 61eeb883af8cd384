SET lock_timeout = '500ms';
ALTER TABLE invoices
  ADD CONSTRAINT invoices_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id) NOT VALID;

RESET lock_timeout;
CREATE INDEX CONCURRENTLY invoices_amount ON invoices (amount);

SET lock_timeout = '2s';
ALTER TABLE invoices ALTER COLUMN account_id SET STATISTICS 500;

SET lock_timeout = '2s';
COMMENT ON TABLE accounts IS 'Who pays us';
COMMENT ON COLUMN invoices.amount IS 'Without tax';

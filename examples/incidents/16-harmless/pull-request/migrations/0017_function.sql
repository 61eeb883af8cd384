CREATE FUNCTION total_of(account bigint) RETURNS numeric LANGUAGE sql STABLE
  AS 'SELECT sum(amount) FROM invoices WHERE account_id = account';

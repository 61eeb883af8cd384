CREATE VIEW open_invoices AS SELECT id, amount FROM invoices;

ALTER TABLE order_items RENAME COLUMN quantity TO pieces;

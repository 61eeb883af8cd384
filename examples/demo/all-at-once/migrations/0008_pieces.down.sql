ALTER TABLE order_items RENAME COLUMN pieces TO quantity;

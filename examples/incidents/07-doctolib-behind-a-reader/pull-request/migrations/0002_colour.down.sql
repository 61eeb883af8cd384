ALTER TABLE practices DROP COLUMN colour;

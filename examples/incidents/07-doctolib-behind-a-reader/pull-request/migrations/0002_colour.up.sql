ALTER TABLE practices ADD COLUMN colour text;

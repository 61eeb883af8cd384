DROP TABLE manta;
DROP FUNCTION count_directories();

DROP TRIGGER count_directories ON manta;

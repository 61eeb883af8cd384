INSERT INTO events (payload) SELECT 'event ' || n FROM generate_series(1, 20000) AS n;

CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, text TEXT NOT NULL);
INSERT OR IGNORE INTO note VALUES (1, 42, 'calls in the morning'), (2, 42, 'likes green tea'), (3, 7, 'pays late');

CREATE TABLE orders (id SERIAL PRIMARY KEY, customer INT NOT NULL, product VARCHAR(20) NOT NULL, quantity INT NOT NULL);
INSERT INTO orders (customer, product, quantity) VALUES (42, 'T-100', 2), (42, 'C-7', 1), (7, 'T-100', 10);

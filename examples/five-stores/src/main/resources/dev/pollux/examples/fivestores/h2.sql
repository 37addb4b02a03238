CREATE TABLE IF NOT EXISTS product (code VARCHAR(20) PRIMARY KEY, name VARCHAR(100) NOT NULL);
MERGE INTO product KEY (code) VALUES ('T-100', 'teapot'), ('C-7', 'tea cosy'), ('E-1', 'Earl Grey');

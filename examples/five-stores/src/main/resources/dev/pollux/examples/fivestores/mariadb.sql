CREATE DATABASE shop;
CREATE USER shop@localhost;
GRANT ALL ON shop.* TO shop@localhost;
CREATE TABLE shop.invoice (number VARCHAR(20) PRIMARY KEY, customer INT NOT NULL, amount DECIMAL(10, 2) NOT NULL, paid BOOLEAN NOT NULL);
INSERT INTO shop.invoice VALUES ('R-1001', 42, 49.90, TRUE), ('R-1002', 42, 12.50, FALSE), ('R-1003', 7, 199.00, TRUE);

package dev.pollux.examples.fivestores;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes something of the row that a result stands at. */
@FunctionalInterface
interface RowReader<R> {

    R read(ResultSet row) throws SQLException;
}

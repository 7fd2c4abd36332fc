"""One question a file, asked in DuckDB SQL and rounded there."""

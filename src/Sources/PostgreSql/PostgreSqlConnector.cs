using Carelake.Sources.Databases;

namespace Carelake.Sources.PostgreSql;

/// <summary>Tables of a PostgreSQL database. All tables of a pull can be read as of one moment, at once.</summary>
public sealed class PostgreSqlConnector() : DatabaseConnector(new PostgreSqlDialect());

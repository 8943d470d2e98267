using Carelake.Sources.Databases;

namespace Carelake.Sources.Sqlite;

/// <summary>Tables of an SQLite file. Pulls of one snapshot take turns on its connection.</summary>
public sealed class SqliteConnector() : DatabaseConnector(new SqliteDialect());

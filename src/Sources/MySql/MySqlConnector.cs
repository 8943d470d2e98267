using Carelake.Sources.Databases;

namespace Carelake.Sources.MySql;

/// <summary>Tables of MySQL or MariaDB (InnoDB). Pulls of one snapshot take turns on its connection.</summary>
public sealed class MySqlConnector() : DatabaseConnector(new MySqlDialect());

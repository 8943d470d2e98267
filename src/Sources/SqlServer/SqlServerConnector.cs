using Carelake.Sources.Databases;

namespace Carelake.Sources.SqlServer;

/// <summary>
/// Tables of SQL Server 2012 and later or Azure SQL. One moment for all tables where the database allows snapshot isolation (Azure SQL
/// does by default); otherwise each table is read as committed rows.
/// </summary>
public sealed class SqlServerConnector() : DatabaseConnector(new SqlServerDialect());

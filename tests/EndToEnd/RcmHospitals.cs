using Carelake.DuckDb;
using Carelake.Tests.Sources;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Carelake.Tests.EndToEnd;

/// <summary>The RCM set as its systems would hold it: hospital A in PostgreSQL, hospital B in SQLite, the rest as files.</summary>
internal sealed class RcmHospitals(ExampleLake lake, string hospitalA)
{
    private static readonly string[] Dated = ["patients", "encounters", "transactions"];
    private static readonly string[] Undated = ["providers", "departments"];
    private readonly string _data = SharedData.Path("data/rcm");

    private string HospitalB => Path.Combine(lake.Folder, "data", "hospital-b.db");

    /// <summary>Makes the databases with the example's own scripts, without rows.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(lake.Folder, "data"));
        lake.SetSecret("HOSPITAL_A", hospitalA);
        await PostgresServer.ExecuteAsync(hospitalA, Definitions("load-hospital-a.sql"));
        await using var sqlite = new SqliteConnection($"Data Source={HospitalB};Pooling=False");
        await sqlite.OpenAsync(cancellationToken);
        await using var create = sqlite.CreateCommand();
        create.CommandText = Definitions("load-hospital-b.sql");
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds the rows whose date of change fulfils a condition, and the tables without dates when asked.</summary>
    /// <param name="name">Names the files of this step.</param>
    /// <param name="condition">Such as <c>&lt;= '2023-12-31'</c>; null for all rows.</param>
    /// <param name="withUndated">Providers, departments and CPT codes, too.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task AddAsync(string name, string? condition, bool withUndated, CancellationToken cancellationToken)
    {
        foreach (var table in withUndated ? [.. Dated, .. Undated] : Dated)
        {
            await CopyIntoPostgresAsync(table, Rows("hospital-a", table, name, condition), cancellationToken);
            await CopyIntoSqliteAsync(table, Rows("hospital-b", table, name, condition), cancellationToken);
        }

        foreach (var claims in (string[])["hospital1_claim_data", "hospital2_claim_data"])
            lake.WriteCsv($"data/claims/{claims}_{name}.csv", Path.Combine(_data, "claims", $"{claims}.csv"), Where("ModifiedDate", condition));
        if (withUndated) lake.CopyTo("data/reference/cptcodes.csv", Path.Combine(_data, "reference", "cptcodes.csv"));
    }

    private string Rows(string hospital, string table, string name, string? condition)
    {
        var column = (hospital, table) == ("hospital-b", "patients") ? "Updated_Date" : "ModifiedDate";
        return lake.WriteCsv(
            $"scratch/{hospital}-{table}-{name}.csv", Path.Combine(_data, "emr", hospital, $"{table}.csv"),
            Undated.Contains(table) ? null : Where(column, condition));
    }

    private static string? Where(string column, string? condition) => condition is null ? null : $"{column} {condition}";

    // The scripts end with the commands that psql and sqlite3 load files with; what stands before defines the tables.
    private string Definitions(string script) =>
        string.Join('\n', File.ReadLines(Path.Combine(lake.Folder, script)).Where(line => line.Length == 0 || line[0] is not ('\\' or '.')));

    private async Task CopyIntoPostgresAsync(string table, string file, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(hospitalA);
        await connection.OpenAsync(cancellationToken);
        await using var writer = await connection.BeginTextImportAsync($"COPY {table} FROM STDIN WITH (FORMAT csv, HEADER)", cancellationToken);
        await writer.WriteAsync(await File.ReadAllTextAsync(file, cancellationToken));
    }

    private async Task CopyIntoSqliteAsync(string table, string file, CancellationToken cancellationToken)
    {
        using var source = DuckDbConnection.Connect("Data Source=:memory:");
        using var select = source.CreateCommand($"select * from read_csv({DuckDbSql.Literal(file)}, all_varchar = true, header = true)");
        using var rows = select.ExecuteReader();
        await using var target = new SqliteConnection($"Data Source={HospitalB};Pooling=False");
        await target.OpenAsync(cancellationToken);
        await using var transaction = target.BeginTransaction();
        await using var insert = target.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"insert into {table} values ({string.Join(", ", Enumerable.Range(0, rows.FieldCount).Select(i => $"$p{i}"))})";
        var parameters = Enumerable.Range(0, rows.FieldCount).Select(i => insert.Parameters.AddWithValue($"$p{i}", DBNull.Value)).ToList();
        while (rows.Read())
        {
            for (var i = 0; i < parameters.Count; i++) parameters[i].Value = rows.GetValue(i);
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}

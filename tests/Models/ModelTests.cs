using Carelake.DuckDb;
using Carelake.Lake.Configuration;
using Carelake.Lake.Models;
using Carelake.Lake.Sql;

namespace Carelake.Tests.Models;

/// <summary>Runs the product's SQL models over the given rows of their cases.</summary>
public sealed class ModelTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, ModelSpec>> Product = new(() =>
        ProjectLoader.Load(Repository.Path("examples", "rcm", "carelake.yaml")).Models);

    // Tables that the runner writes; see ARCHITECTURE.md.
    private static readonly Dictionary<string, IReadOnlyList<(string Name, string Type)>> RunnerTables = new()
    {
        ["silver.run_parameters"] = [("as_of_date", "DATE")],
        ["silver.facility"] = [("facility_id", "VARCHAR"), ("facility_name", "VARCHAR"), ("country_code", "VARCHAR")],
    };

    public static TheoryData<string, string> AllCases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Repository.Files("tests/Models", ".yml"))
            foreach (var one in Read(file).Cases)
                data.Add(Path.GetFileName(file), one.Name);
        return data;
    }

    [Theory]
    [MemberData(nameof(AllCases))]
    public void Model_makes_the_expected_rows(string file, string name)
    {
        var cases = Read(Repository.Path("tests", "Models", file));
        var one = cases.Cases.Single(candidate => candidate.Name == name);
        using var connection = new DuckDbConnection();
        connection.Open();
        Prelude.Apply(connection);
        CreateTables(connection, one);

        var columns = one.Expect.SelectMany(row => row.Keys).Distinct().ToList();
        var actual = Query(connection, Product.Value[cases.Model].Sql!, columns, one.Where); // A gold model has SQL.

        actual.ShouldBe([.. one.Expect.Select(row => Show(columns, column => Value(row, column))).Order(StringComparer.Ordinal)]);
    }

    private static ModelCases Read(string file)
    {
        var (document, issues) = YamlFile.Read<ModelCases>(File.ReadAllText(file), Repository.Relative(file));
        issues.ShouldBeEmpty();
        return document!.Value; // Without issues there is a document.
    }

    private static void CreateTables(DuckDbConnection connection, ModelCase one)
    {
        connection.Execute("create schema silver");
        connection.Execute("create schema gold");
        foreach (var (table, columns) in Product.Value.Values.Select(model => (model.Table, ColumnsOf(model))).Concat(RunnerTables.Select(pair => (pair.Key, pair.Value))))
        {
            connection.Execute($"create table {table} ({string.Join(", ", columns.Select(column => $"{DuckDbSql.Identifier(column.Name)} {column.Type}"))})");
            foreach (var row in one.Given.GetValueOrDefault(table) ?? [])
                connection.Execute($"insert into {table} ({string.Join(", ", row.Keys.Select(DuckDbSql.Identifier))}) values ({string.Join(", ", row.Keys.Select(column => DuckDbSql.Literal(Value(row, column))))})");
        }
    }

    private static IReadOnlyList<(string Name, string Type)> ColumnsOf(ModelSpec model)
    {
        var declared = model.Columns.Values.Select(column => (column.Name, ColumnTypes.ToDuckDb(column.Type)));
        return model.IsSilver ? [.. declared, ("valid_from", "TIMESTAMP"), ("is_current", "BOOLEAN default true"), ("is_deleted", "BOOLEAN default false")] : [.. declared];
    }

    private static List<string> Query(DuckDbConnection connection, string sql, List<string> columns, string? where)
    {
        var list = string.Join(", ", columns.Select(column => $"cast({DuckDbSql.Identifier(column)} as varchar)"));
        using var command = connection.CreateCommand();
        command.CommandText = $"select {list} from (\n{sql}\n) as result where {where ?? "true"}";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(Show(columns, column => reader.IsDBNull(columns.IndexOf(column)) ? null : reader.GetString(columns.IndexOf(column))));
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    // YAML's null arrives as the word, since the cells are text.
    private static string? Value(IReadOnlyDictionary<string, string?> row, string column) =>
        row.GetValueOrDefault(column) is { } value && value != "null" ? value : null;

    private static string Show(List<string> columns, Func<string, string?> value) =>
        string.Join(", ", columns.Select(column => $"{column}: {value(column) ?? "NULL"}"));
}

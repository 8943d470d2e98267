using Carelake.DuckDb;

namespace Carelake.Tests.Lake.Materialise;

/// <summary>What a source said of one key at one moment. Days count from 2024-01-01.</summary>
internal sealed record SourceEvent(string? Key1, string? Key2, int Day, int Batch, int Position, bool IsDelete, string? Name, decimal? Amount)
{
    public const string Columns = "k1, k2, name, amount, _effective_at, _op, _source_id, _batch_id, _landing_file, _position";

    public static readonly DateTime Epoch = new(2024, 1, 1);

    public string Source { get; init; } = "emr";

    public (string?, string?) Key => (Key1, Key2);

    public (bool, string?, decimal?) State => IsDelete ? (true, null, null) : (false, Name, Amount);

    public string ToRow() =>
        $"({Text(Key1)}, {Text(Key2)}, {Text(Name)}, {(Amount is { } amount ? $"{amount}" : "NULL")}, {DuckDbSql.Literal(Epoch.AddDays(Day))}, " +
        $"'{(IsDelete ? "delete" : "upsert")}', '{Source}', {Batch}, 'file-{Batch}', {Position})";

    private static string Text(string? value) => value is null ? "NULL" : DuckDbSql.Literal(value);
}

using Carelake.Lake.Landing;

namespace Carelake.Sources.Databases;

/// <summary>Settings that every database connector understands.</summary>
internal sealed record DatabaseOptions
{
    /// <summary><c>table</c>: name in the source, <c>schema.table</c> or <c>table</c>; by default the table's id in the project.</summary>
    public required string Table { get; init; }

    /// <summary><c>as_text</c>: columns to read as text whatever their type.</summary>
    public required IReadOnlySet<string> AsText { get; init; }

    /// <summary><c>lookback</c>: how long a transaction may stay open after it stamped its rows; zero by default.</summary>
    public TimeSpan Lookback { get; init; }

    public static DatabaseOptions From(TablePull pull)
    {
        if (pull.Load != LoadType.Full && pull.Watermark is null)
        {
            throw Setting.Wrong(
                pull, "watermark", "The load type needs a `watermark`: a column that grows with every change.");
        }

        return new DatabaseOptions
        {
            Table = pull.Setting("table") is { Length: > 0 } table ? table : pull.Table,
            AsText = Setting.List(pull, "as_text").ToHashSet(StringComparer.OrdinalIgnoreCase),
            Lookback = Setting.Duration(pull, "lookback", TimeSpan.Zero),
        };
    }
}

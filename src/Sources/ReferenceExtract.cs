using System.Text.Json;
using Carelake.Lake.Landing;
using Carelake.Sources.Databases;

namespace Carelake.Sources;

/// <summary>Writes reference rows, all text unless said otherwise, as a typed extract that is given out only when it differs from the last.</summary>
internal static class ReferenceExtract
{
    /// <summary>The extract; <see langword="null"/> when the content is that of <paramref name="pull"/>'s state.</summary>
    /// <param name="pull">Scratch folder and state.</param>
    /// <param name="name">For people.</param>
    /// <param name="columns">Name and engine type of each column.</param>
    /// <param name="rows">One value a column.</param>
    /// <param name="cancellationToken">Stops; leaves nothing.</param>
    public static async Task<Extract?> WriteAsync(
        TablePull pull, string name, IReadOnlyList<(string Name, string Type)> columns, IAsyncEnumerable<object?[]> rows,
        CancellationToken cancellationToken)
    {
        await using var sink = new ParquetSink(
            pull.ScratchFolder, [.. columns.Select(column => new SourceColumn(column.Name, column.Name, column.Type, ColumnTypes.Same))]);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            sink.Append(row);
        }

        var path = sink.Finish(cancellationToken);
        var sha256 = await ContentHash.OfFileAsync(path, cancellationToken);
        if (pull.State is { } state && JsonSerializer.Deserialize<State>(state)?.Content == sha256)
        {
            File.Delete(path);
            return null;
        }

        pull.Rows?.Report(sink.RowCount);
        return new Extract
        {
            Name = name,
            Path = path,
            Format = ExtractFormat.Parquet,
            NextState = JsonSerializer.Serialize(new State(sha256)),
            RowCount = sink.RowCount,
            IsFullSnapshot = pull.Load == LoadType.Full,
            Sha256 = sha256,
            DeleteAfterLanding = true,
        };
    }

    private sealed record State(string? Content);
}

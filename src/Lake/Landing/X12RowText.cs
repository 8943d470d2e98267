using System.Text.Json;
using Carelake.Core;
using Carelake.X12;
using Carelake.X12.Tables;

namespace Carelake.Lake.Landing;

/// <summary>Flattens X12 interchanges to the rows of one table, one JSON line each, with their place in <c>_position</c>.</summary>
internal static class X12RowText
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Writes the lines.</summary>
    /// <param name="source">X12 of any size, streamed.</param>
    /// <param name="target">NDJSON.</param>
    /// <param name="record">Name of the table.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InvalidDataException">There is no such table, the bytes hold no interchange, or they end inside one.</exception>
    public static async Task ToNdjsonAsync(Stream source, Stream target, string? record, CancellationToken cancellationToken)
    {
        if (X12Tables.Find(record ?? "") is not { } table) throw new InvalidDataException("No such table.");
        var issues = new List<Issue>();
        using var lines = new MemoryStream();
        await using var json = new Utf8JsonWriter(lines);
        foreach (var row in X12Tables.RowsOf(table, source, issues))
        {
            cancellationToken.ThrowIfCancellationRequested();
            X12RowJson.Write(json, row, "_position");
            await json.FlushAsync(cancellationToken);
            json.Reset();
            lines.WriteByte((byte)'\n');
            if (lines.Length >= BufferBytes) await EmptyAsync();
        }
        await EmptyAsync();
        // A file without ISA, or cut off: half of it must not be taken for the whole.
        if (issues.Exists(X12Reader.IsNotWhole)) throw new InvalidDataException("Not whole X12.");

        async Task EmptyAsync()
        {
            lines.Position = 0;
            await lines.CopyToAsync(target, cancellationToken);
            lines.SetLength(0);
        }
    }
}

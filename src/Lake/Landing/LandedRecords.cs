using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Carelake.DuckDb;

namespace Carelake.Lake.Landing;

/// <summary>
/// Writes the bytes of a landed object anew with some records blank. Every other record keeps its place, its number and, but for Parquet and JSON documents,
/// its bytes; a blank record has no value. Interchanges are the exception: their records cannot be cut out, so nothing of one is left.
/// </summary>
internal static class LandedRecords
{
    private const string EmptyObject = "{}";

    /// <summary>The format is of records that can be blanked one by one.</summary>
    public static bool CanBlank(ExtractFormat format) => format.Kind != FormatKind.X12;

    /// <summary>Writes the bytes anew.</summary>
    /// <param name="source">The plain bytes as they were landed.</param>
    /// <param name="target">Gets them.</param>
    /// <param name="format">What they are.</param>
    /// <param name="records">Which records.</param>
    /// <param name="scratch">Folder for what Parquet needs.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task BlankAsync(Stream source, Stream target, ExtractFormat format, BlankedRecords records, string scratch, CancellationToken cancellationToken)
    {
        if (!CanBlank(format)) return;
        if (!format.IsGzip)
        {
            await CopyAsync(source, target, format, records, scratch, cancellationToken);
            return;
        }

        await using var unzipped = new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
        await using var zipped = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        await CopyAsync(unzipped, zipped, format, records, scratch, cancellationToken);
    }

    private static Task CopyAsync(Stream source, Stream target, ExtractFormat format, BlankedRecords records, string scratch, CancellationToken cancellationToken) => format.Kind switch
    {
        FormatKind.Parquet => ParquetAsync(source, target, records, scratch, cancellationToken),
        FormatKind.FhirBundle => BundleAsync(source, target, format.ResourceType, records, cancellationToken),
        FormatKind.Csv => TextAsync(source, target, format.Encoding, (reader, writer) => Csv(reader, writer, format.Csv ?? new CsvDialect(), records, cancellationToken)),
        FormatKind.Ndjson => TextAsync(source, target, format.Encoding, (reader, writer) => Lines(reader, writer, EmptyObject, records, cancellationToken)),
        _ => TextAsync(source, target, format.Encoding, (reader, writer) => Lines(reader, writer, "", records, cancellationToken)),
    };

    private static async Task ParquetAsync(Stream source, Stream target, BlankedRecords records, string scratch, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(scratch);
        var (before, after) = (Scratch(scratch), Scratch(scratch));
        try
        {
            await using (var file = File.Create(before)) await source.CopyToAsync(file, cancellationToken);
            using (var connection = DuckDbConnection.Connect("Data Source=:memory:;threads=1"))
            {
                connection.Execute("set timezone = 'UTC'", cancellationToken);
                var rows = $"read_parquet({DuckDbSql.Literal(before)}, file_row_number = true)";
                var isGone = $"file_row_number + 1 in ({string.Join(", ", records.Positions.DefaultIfEmpty(0))})";
                var columns = Bronze.LandedRows.Describe(connection, $"select * exclude (file_row_number) from {rows}").Select(DuckDbSql.Identifier);
                var values = columns.Select(column => $"case when {isGone} then null else {column} end as {column}");
                connection.Execute($"copy (select {string.Join(", ", values)} from {rows} order by file_row_number) to {DuckDbSql.Literal(after)} (format parquet, compression zstd)", cancellationToken);
            }

            await using var written = File.OpenRead(after);
            await written.CopyToAsync(target, cancellationToken);
        }
        finally
        {
            File.Delete(before);
            File.Delete(after);
        }
    }

    private static string Scratch(string folder) => Path.Combine(folder, Guid.NewGuid().ToString("n") + ".parquet");

    // A resource that names the person is theirs too, though no table took it.
    private static async Task BundleAsync(Stream source, Stream target, string? type, BlankedRecords records, CancellationToken cancellationToken)
    {
        var root = await JsonNode.ParseAsync(source, cancellationToken: cancellationToken);
        if (root is JsonObject { } single && TypeOf(single) != "Bundle")
        {
            if (records.Positions.Contains(1)) root = Blank(single);
        }
        else if (root?["entry"] is JsonArray entries)
        {
            var position = 0L;
            foreach (var entry in entries.OfType<JsonObject>())
            {
                if (entry["resource"] is not JsonObject resource) continue;
                if (type is null || TypeOf(resource) == type) position++;
                if (!((type is null || TypeOf(resource) == type) && records.Positions.Contains(position)) && !records.Names(entry.ToJsonString())) continue;
                foreach (var name in entry.Select(property => property.Key).Where(name => name != "resource").ToList()) entry.Remove(name);
                entry["resource"] = Blank(resource);
            }
        }

        await using var writer = new System.Text.Json.Utf8JsonWriter(target);
        (root ?? new JsonObject()).WriteTo(writer);
        await writer.FlushAsync(cancellationToken);
    }

    private static JsonObject Blank(JsonObject resource) => new() { ["resourceType"] = TypeOf(resource) };

    private static string? TypeOf(JsonObject resource) => resource["resourceType"] is JsonValue value && value.TryGetValue<string>(out var type) ? type : null;

    // Bytes of encodings that contain ASCII go through as they are, whatever they mean.
    private static async Task TextAsync(Stream source, Stream target, string encoding, Action<TextReader, TextWriter> copy)
    {
        var bytes = encoding.StartsWith("utf-16", StringComparison.Ordinal) ? TextEncodings.Get(encoding) : Encoding.Latin1;
        using var reader = new StreamReader(source, bytes, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
        await using var writer = new StreamWriter(target, bytes, bufferSize: 1 << 16, leaveOpen: true);
        copy(reader, writer);
    }

    private static void Lines(TextReader reader, TextWriter writer, string blank, BlankedRecords records, CancellationToken cancellationToken)
    {
        for (var (number, next) = (1L, RecordReader.Next(reader, quote: null)); next is { } record; number++, next = RecordReader.Next(reader, quote: null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(records.Positions.Contains(number) || records.Lines.Contains(number) || records.Names(record.Text) ? blank : record.Text);
            writer.Write(record.End);
        }
    }

    // Numbers as bronze has them: readable records count from 1, without the header, blank lines and unreadable records.
    private static void Csv(TextReader reader, TextWriter writer, CsvDialect dialect, BlankedRecords records, CancellationToken cancellationToken)
    {
        var (number, position, fields) = (0L, dialect.HasHeader ? -1L : 0L, 1);
        while (RecordReader.Next(reader, dialect.Quote) is { } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            if (number == 1) fields = RecordReader.FieldCount(record.Text, dialect);
            var isUnreadable = records.Unreadable.Contains(number);
            if (record.Text.Length > 0 && !isUnreadable) position++;
            var isHeader = number == 1 && dialect.HasHeader;
            var isGone = !isHeader && record.Text.Length > 0
                && (isUnreadable ? records.Lines.Contains(number) || records.Names(record.Text) : records.Positions.Contains(position));
            writer.Write(!isGone ? record.Text : isUnreadable ? "-" : BlankRow(fields, dialect));
            writer.Write(record.End);
        }
    }

    // A line without anything would be no row, and the rows after it would lose their numbers.
    private static string BlankRow(int fields, CsvDialect dialect) =>
        fields > 1 ? new string(dialect.Delimiter, fields - 1) : dialect.Quote is { } quote ? $"{quote}{quote}" : "-";
}

using System.Buffers;
using System.Text;

namespace Carelake.Lake.Landing;

/// <summary>Reads text with columns at fixed places as CSV. Line n becomes row n; values are trimmed, blanks are empty.</summary>
internal static class FixedWidthText
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create("\",\r\n");

    public static CsvDialect Dialect { get; } = new();

    public static async Task ToCsvAsync(
        Stream utf8, Stream target, IReadOnlyList<FixedWidthColumn> columns, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(utf8, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        await using var writer = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await writer.WriteLineAsync(string.Join(',', columns.Select(column => Quoted(column.Name))));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            await writer.WriteLineAsync(string.Join(',', columns.Select(column => Quoted(Slice(line, column)))));
    }

    /// <summary>The trimmed text of a column; empty past the end of the line.</summary>
    public static string Slice(string line, FixedWidthColumn column)
    {
        var start = Math.Min(column.First - 1, line.Length);
        var end = Math.Clamp(column.Last ?? line.Length, start, line.Length);
        return line[start..end].Trim();
    }

    private static string Quoted(string value) =>
        value.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{value.Replace("\"", "\"\"")}\"" : value;
}

using System.Text;
using Carelake.Lake.Landing;

namespace Carelake.Lake.Bronze;

/// <summary>The first record of a CSV file. Read here and not by the engine's detection, which ragged records further on mislead.</summary>
internal static class CsvHeader
{
    /// <summary>Names of the columns: those of the dialect, else the first record's, else <c>column1</c> and on for a file without a header.</summary>
    /// <param name="path">UTF-8 text.</param>
    /// <param name="dialect">How it is written.</param>
    /// <returns>Empty for an empty file.</returns>
    public static IReadOnlyList<string> Names(string path, CsvDialect dialect)
    {
        if (dialect.Columns.Count > 0) return dialect.Columns;
        using var reader = new StreamReader(path, Encoding.UTF8);
        var fields = FirstRecord(reader, dialect);
        return dialect.HasHeader ? fields : [.. fields.Select((_, index) => $"column{index + 1}")];
    }

    private static List<string> FirstRecord(StreamReader reader, CsvDialect dialect)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            var letter = (char)next;
            if (letter == dialect.Quote)
            {
                // A doubled quote inside quotes is one quote; elsewhere quotes begin and end.
                if (isQuoted && reader.Peek() == letter) field.Append((char)reader.Read());
                else isQuoted = !isQuoted;
            }
            else if (!isQuoted && letter == dialect.Delimiter)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (!isQuoted && letter is '\r' or '\n')
            {
                break;
            }
            else
            {
                field.Append(letter);
            }
        }

        if (fields.Count > 0 || field.Length > 0) fields.Add(field.ToString());
        return fields;
    }
}

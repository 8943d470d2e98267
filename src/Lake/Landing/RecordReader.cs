using System.Text;

namespace Carelake.Lake.Landing;

/// <summary>Reads text record by record, with the line end that each has, so that what is written back is what was there.</summary>
internal static class RecordReader
{
    /// <summary>The next record; <see langword="null"/> at the end.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="quote">Within a pair of these a line end is part of the record; <see langword="null"/> when nothing quotes.</param>
    public static (string Text, string End)? Next(TextReader reader, char? quote)
    {
        if (reader.Peek() < 0) return null;
        var text = new StringBuilder();
        var isQuoted = false;
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            var letter = (char)next;
            if (letter == quote) isQuoted = !isQuoted;
            if (!isQuoted && letter == '\n') return text.Length > 0 && text[^1] == '\r' ? (text.ToString(0, text.Length - 1), "\r\n") : (text.ToString(), "\n");
            text.Append(letter);
        }

        return (text.ToString(), "");
    }

    /// <summary>How many fields a record has.</summary>
    public static int FieldCount(string record, CsvDialect dialect)
    {
        var (count, isQuoted) = (1, false);
        foreach (var letter in record)
        {
            if (letter == dialect.Quote) isQuoted = !isQuoted;
            else if (!isQuoted && letter == dialect.Delimiter) count++;
        }

        return count;
    }
}

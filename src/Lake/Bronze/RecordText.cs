using System.Text;
using Carelake.Lake.Landing;

namespace Carelake.Lake.Bronze;

/// <summary>Finds records of a text file by their number, as they stand in it.</summary>
internal static class RecordText
{
    /// <summary>The text of some records of a CSV file and the line that each begins at.</summary>
    /// <param name="path">UTF-8 text.</param>
    /// <param name="dialect">How it is written.</param>
    /// <param name="positions">Numbers of readable records, from 1.</param>
    /// <param name="rejected">Unreadable records, counted from 1 with the header: those have no number.</param>
    public static IReadOnlyDictionary<long, (long Line, string Text)> Csv(
        string path, CsvDialect dialect, IReadOnlySet<long> positions, IReadOnlySet<long> rejected)
    {
        var found = new Dictionary<long, (long, string)>();
        using var reader = new StreamReader(path, Encoding.UTF8);
        var (line, number, position) = (1L, 0L, dialect.HasHeader ? -1L : 0L);
        while (found.Count < positions.Count && Next(reader, dialect.Quote) is { } record)
        {
            // Blank lines are no rows.
            number++;
            if (record.Text.Length > 0 && !rejected.Contains(number))
            {
                position++;
                if (positions.Contains(position)) found.TryAdd(position, (line, record.Text));
            }

            line += record.Lines;
        }

        return found;
    }

    /// <summary>The text of some lines.</summary>
    /// <param name="path">UTF-8 text.</param>
    /// <param name="positions">Numbers of lines, from 1.</param>
    public static IReadOnlyDictionary<long, (long Line, string Text)> Lines(string path, IReadOnlySet<long> positions)
    {
        var found = new Dictionary<long, (long, string)>();
        var number = 0L;
        foreach (var line in File.ReadLines(path))
        {
            if (positions.Contains(++number)) found.Add(number, (number, line));
            if (found.Count == positions.Count) break;
        }

        return found;
    }

    private static (string Text, int Lines)? Next(StreamReader reader, char? quote)
    {
        if (reader.Peek() < 0) return null;
        var text = new StringBuilder();
        var (isQuoted, lines) = (false, 1);
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            var letter = (char)next;
            if (letter == quote) isQuoted = !isQuoted;
            if (!isQuoted && letter == '\n') return (text.ToString().TrimEnd('\r'), lines);
            if (letter == '\n') lines++;
            text.Append(letter);
        }

        return (text.ToString(), lines);
    }
}

namespace Carelake.Sources.Files;

/// <summary>Cuts a sample of delimited text into records and fields, as RFC 4180 and its many relatives mean it.</summary>
internal static class CsvText
{
    /// <summary>The records of a text, unquoted; blank lines are no records.</summary>
    /// <param name="text">The sample.</param>
    /// <param name="delimiter">Between fields.</param>
    /// <param name="quote">Around fields; null for none.</param>
    /// <param name="isWhole">False when the text was cut somewhere: its last record is then left out.</param>
    /// <param name="isBalanced">Every quote that opened closed again at the end of a field.</param>
    public static List<string[]> Records(string text, char delimiter, char? quote, bool isWhole, out bool isBalanced)
    {
        var records = new List<string[]>();
        var fields = new List<string>();
        var position = 0;
        isBalanced = true;
        while (position < text.Length)
        {
            fields.Add(Field(text, ref position, delimiter, quote, ref isBalanced));
            var ended = position >= text.Length;
            var next = ended ? '\n' : text[position];
            position++;
            if (next == delimiter && !ended)
            {
                if (position >= text.Length)
                    fields.Add("");
                else
                    continue;
            }

            if (next == '\r' && position < text.Length && text[position] == '\n')
                position++;
            if ((!ended || isWhole) && fields is not [""])
                records.Add([.. fields]);
            fields.Clear();
        }

        return records;
    }

    private static string Field(string text, ref int position, char delimiter, char? quote, ref bool isBalanced)
    {
        if (quote is null || position >= text.Length || text[position] != quote)
            return Plain(text, ref position, delimiter);
        var start = ++position;
        while (position < text.Length)
        {
            if (text[position] != quote)
            {
                position++;
            }
            else if (position + 1 < text.Length && text[position + 1] == quote)
            {
                position += 2;
            }
            else
            {
                var value = text[start..position].Replace($"{quote}{quote}", quote.ToString());
                position++;
                var rest = Plain(text, ref position, delimiter);
                isBalanced &= rest.Length == 0;
                return value + rest;
            }
        }

        isBalanced = false;
        return text[start..];
    }

    private static string Plain(string text, ref int position, char delimiter)
    {
        var start = position;
        while (position < text.Length && text[position] != delimiter && text[position] is not ('\r' or '\n'))
            position++;
        return text[start..position];
    }
}

namespace Carelake.Access;

/// <summary>Cells of CSV (RFC 4180) that people open in a spreadsheet.</summary>
public static class CsvCell
{
    // A spreadsheet takes a cell that begins so for a formula, and would run it.
    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>A text, which is never a formula.</summary>
    public static string OfText(string text) => Quoted(text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text);

    /// <summary>A value, quoted where it must be.</summary>
    public static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}

using System.Globalization;
using Carelake.Lake.Landing;

namespace Carelake.Sources.Files;

/// <summary>Finds how a delimited text is written from a sample of it. Pure; what settings say is not guessed.</summary>
internal static class CsvDialectDetector
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];
    private static readonly char?[] Quotes = ['"', '\'', null];

    /// <summary>The dialect that reads the sample as the most regular table.</summary>
    /// <param name="sample">The start of the text.</param>
    /// <param name="isWhole">The sample is all of it.</param>
    /// <param name="options">What is known already.</param>
    public static CsvDialect Detect(string sample, bool isWhole, FilesOptions options)
    {
        var best = Candidates(options)
            .Select(candidate => Judge(sample, isWhole, candidate.Delimiter, candidate.Quote))
            .Aggregate((left, right) => right.Score > left.Score ? right : left);
        var hasHeader = options.HasHeader ?? (options.ColumnNames.IsEmpty && LooksLikeHeader(best.Records));
        return new CsvDialect(best.Delimiter, best.Quote, hasHeader)
        {
            Columns = hasHeader && best.Records.Count > 0 ? best.Records[0] : [.. options.ColumnNames],
        };
    }

    private static IEnumerable<(char Delimiter, char? Quote)> Candidates(FilesOptions options) =>
        from delimiter in options.Delimiter is { } known ? [known] : Delimiters
        from quote in options.Quote switch { null => Quotes, "" => [null], var known => new char?[] { known[0] } }
        select (delimiter, quote);

    private static Judgement Judge(string sample, bool isWhole, char delimiter, char? quote)
    {
        var records = CsvText.Records(sample, delimiter, quote, isWhole, out var isBalanced);
        if (records.Count == 0 && !isWhole)
            records = CsvText.Records(sample, delimiter, quote, isWhole: true, out isBalanced);
        var usual = records.GroupBy(record => record.Length)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key)
            .FirstOrDefault();
        var regular = usual is null ? 0 : (double)usual.Count() / records.Count;
        var width = usual?.Key ?? 0;
        // More than one column first; then regularity; a quote that opens and never closes properly is no quote; width decides ties.
        var score = (width > 1 ? 100 : 0) + (50 * regular) + (isBalanced ? 20 : 0) + Math.Min(width, 100) / 100.0;
        return new Judgement(delimiter, quote, records, score - (quote == '\'' && !Uses(sample, delimiter) ? 1 : 0));
    }

    // An apostrophe is a quote only where it opens a field.
    private static bool Uses(string sample, char delimiter) => sample.StartsWith('\'') || sample.Contains($"{delimiter}'", StringComparison.Ordinal);

    private static bool LooksLikeHeader(List<string[]> records) =>
        records.Count == 0
        || (records[0].All(field => !IsData(field))
            && records[0].Count(field => field.Length > 0) * 2 > records[0].Length
            && records[0].Where(field => field.Length > 0).Distinct(StringComparer.Ordinal).Count() == records[0].Count(field => field.Length > 0));

    // Values that are hardly ever a column's name.
    private static bool IsData(string field) =>
        decimal.TryParse(field, NumberStyles.Any, CultureInfo.InvariantCulture, out _)
        || Guid.TryParse(field, out _)
        || (field.Length >= 6 && char.IsAsciiDigit(field[0]) && DateTime.TryParse(field, CultureInfo.InvariantCulture, out _));

    private sealed record Judgement(char Delimiter, char? Quote, List<string[]> Records, double Score);
}

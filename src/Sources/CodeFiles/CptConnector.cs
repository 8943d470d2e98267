using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Carelake.Core;
using Carelake.Lake.Landing;
using Carelake.Sources.Files;

namespace Carelake.Sources.CodeFiles;

/// <summary>
/// The licensee's own file of CPT codes, in whatever layout: <c>code_column</c>, <c>description_column</c> and <c>status_column</c>
/// name the columns of a delimited file with a header. Ranges and headings stay, marked as no code.
/// </summary>
public sealed partial class CptConnector : IConnector
{
    private static readonly (string Name, string Type)[] Columns =
    [
        ("code_system", "VARCHAR"), ("version", "VARCHAR"), ("code", "VARCHAR"), ("is_code", "BOOLEAN"), ("description", "VARCHAR"),
        ("status", "VARCHAR"), ("source_record", "INTEGER"),
    ];

    /// <inheritdoc/>
    public string Name => "cpt";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Extract> ReadAsync(TablePull pull, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = CodeFileOptions.From(pull);
        var text = string.Join('\n', await options.LinesAsync(cancellationToken));
        var dialect = CsvDialectDetector.Detect(text[..Math.Min(text.Length, 1 << 18)], text.Length <= 1 << 18, FilesOptions.From(pull));
        var records = CsvText.Records(text, dialect.Delimiter, dialect.Quote, isWhole: true, out _);
        var header = records.Count > 0 ? records[0] : [];
        var code = Ordinal(pull, header, "code_column", required: true);
        var description = Ordinal(pull, header, "description_column", required: false);
        var status = Ordinal(pull, header, "status_column", required: false);
        var rows = records.Skip(1).Select((record, index) => new object?[]
        {
            "CPT", options.Version, Field(record, code), CodeForm().IsMatch(Field(record, code) ?? ""), Field(record, description),
            Field(record, status), index + 1,
        });
        if (await ReferenceExtract.WriteAsync(pull, Path.GetFileName(options.Path), Columns, rows.ToAsyncEnumerable(), cancellationToken) is { } extract)
            yield return extract;
    }

    private static int Ordinal(TablePull pull, string[] header, string setting, bool required)
    {
        if (!required && string.IsNullOrEmpty(pull.Setting(setting)))
            return -1;
        var name = Setting.Required(pull, setting, "a column of the file's header");
        var ordinal = Array.FindIndex(header, column => string.Equals(column.Trim(), name, StringComparison.OrdinalIgnoreCase));
        return ordinal >= 0 ? ordinal : throw new CarelakeException(
            "SRC-0006", $"The column {name} of `{setting}` is not in the file.", pull.ToString(), $"Correct `{setting}`.");
    }

    private static string? Field(string[] record, int ordinal) =>
        ordinal >= 0 && ordinal < record.Length && record[ordinal].Trim() is { Length: > 0 } text ? text : null;

    // Category I 99213, II 2029F, III 0042T, laboratory 0001U, administrative 0001M.
    [GeneratedRegex(@"^\d{4}[\dFTUMA]$", RegexOptions.None, 1000)]
    private static partial Regex CodeForm();
}

using System.Runtime.CompilerServices;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Sources.CodeFiles;

/// <summary>The yearly ICD-10-CM order file of CMS: fixed width, codes without their dot.</summary>
public sealed class Icd10CmConnector : IConnector
{
    private static readonly (string Name, string Type)[] Columns =
    [
        ("code_system", "VARCHAR"), ("version", "VARCHAR"), ("code", "VARCHAR"), ("order_number", "INTEGER"), ("is_billable", "BOOLEAN"),
        ("short_title", "VARCHAR"), ("long_title", "VARCHAR"), ("valid_from", "DATE"), ("source_line", "INTEGER"),
    ];

    /// <inheritdoc/>
    public string Name => "icd10cm";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Extract> ReadAsync(TablePull pull, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = CodeFileOptions.From(pull);
        var lines = await options.LinesAsync(cancellationToken);
        var rows = lines.Select((line, index) => Row(line, index + 1, options)).OfType<object?[]>().ToList();
        if (rows.Count == 0)
            throw NotAnOrderFile(options);
        if (await ReferenceExtract.WriteAsync(pull, Path.GetFileName(options.Path), Columns, rows.ToAsyncEnumerable(), cancellationToken) is { } extract)
            yield return extract;
    }

    /// <summary>A code with its dot after the third character.</summary>
    internal static string Dotted(string code) => code.Length > 3 ? $"{code[..3]}.{code[3..]}" : code;

    // Columns 1-5 order number, 7-13 code, 15 billable, 17-76 short title, 78- long title.
    private static object?[]? Row(string line, int number, CodeFileOptions options) =>
        line.Length >= 17 && int.TryParse(line.AsSpan(0, 5), out var order) && line[14] is ('0' or '1')
            ?
            [
                "ICD-10-CM", options.Version, Dotted(line[6..13].Trim()), order, line[14] == '1',
                line[16..Math.Min(76, line.Length)].Trim(), line.Length > 77 ? line[77..].Trim() : null, options.ValidFrom, number,
            ]
            : null;

    private static CarelakeException NotAnOrderFile(CodeFileOptions options) => new(
        "SRC-0024", "The file is not an ICD-10-CM order file.", options.Path, "Use icd10cm_order_<year>.txt of the release.");
}

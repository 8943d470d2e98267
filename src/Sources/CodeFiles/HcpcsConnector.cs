using System.Globalization;
using System.Runtime.CompilerServices;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Sources.CodeFiles;

/// <summary>HCPCS level II, the contractor file of CMS: records of 320 characters; disclaimers around them are skipped.</summary>
public sealed class HcpcsConnector : IConnector
{
    private const int RecordLength = 320;

    private static readonly (string Name, string Type)[] Columns =
    [
        ("code_system", "VARCHAR"), ("version", "VARCHAR"), ("code", "VARCHAR"), ("is_modifier", "BOOLEAN"), ("long_description", "VARCHAR"),
        ("short_description", "VARCHAR"), ("coverage_code", "VARCHAR"), ("betos_code", "VARCHAR"), ("added_date", "DATE"),
        ("effective_date", "DATE"), ("termination_date", "DATE"), ("action_code", "VARCHAR"), ("source_line", "INTEGER"),
    ];

    /// <inheritdoc/>
    public string Name => "hcpcs";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Extract> ReadAsync(TablePull pull, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = CodeFileOptions.From(pull);
        var rows = Rows(await options.LinesAsync(cancellationToken), options).ToList();
        if (rows.Count == 0)
        {
            throw new CarelakeException(
                "SRC-0024", "The file is not an HCPCS contractor file.", options.Path, "Use the file with records of 320 characters.");
        }

        if (await ReferenceExtract.WriteAsync(pull, Path.GetFileName(options.Path), Columns, rows.ToAsyncEnumerable(), cancellationToken) is { } extract)
            yield return extract;
    }

    // A code is a record of type 3 (modifier: 7) and the records of type 4 (8) after it, which go on with its description.
    private static IEnumerable<object?[]> Rows(IReadOnlyList<string> lines, CodeFileOptions options)
    {
        object?[]? row = null;
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index];
            var type = line.Length == RecordLength ? line[10] : ' ';
            if (type is '3' or '7')
            {
                if (row is not null)
                    yield return row;
                row = First(line, type == '7', options, index + 1);
            }
            else if (type is '4' or '8' && row is not null)
            {
                row[4] = $"{row[4]} {Field(line, 12, 91)}".Trim();
            }
        }

        if (row is not null)
            yield return row;
    }

    private static object?[] First(string line, bool isModifier, CodeFileOptions options, int number) =>
    [
        "HCPCS", options.Version, Field(line, 1, 5), isModifier, Field(line, 12, 91), Field(line, 92, 119), Field(line, 230, 230),
        Field(line, 257, 259), Date(line, 269), Date(line, 277), Date(line, 285), Field(line, 293, 293), number,
    ];

    private static string? Field(string line, int first, int last) => line[(first - 1)..last].Trim() is { Length: > 0 } text ? text : null;

    private static DateOnly? Date(string line, int first) =>
        DateOnly.TryParseExact(line.AsSpan(first - 1, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}

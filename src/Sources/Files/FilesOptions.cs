using System.Collections.Immutable;
using System.Globalization;
using Carelake.Lake.Landing;

namespace Carelake.Sources.Files;

/// <summary>Settings of a source of files.</summary>
public sealed record FilesOptions
{
    /// <summary><c>path</c>: a file, a folder, or a pattern with <c>*</c>, <c>?</c> and <c>**</c>, from the project's folder.</summary>
    public required string Path { get; init; }

    /// <summary><c>format</c>: <c>csv</c>, <c>parquet</c>, <c>ndjson</c>, <c>fhir</c>, <c>x12</c> or <c>fixed</c>; by default the file name's end decides.</summary>
    public FormatKind? Format { get; init; }

    /// <summary><c>delimiter</c>: one character or <c>tab</c>; found by looking when unset.</summary>
    public char? Delimiter { get; init; }

    /// <summary><c>quote</c>: one character or <c>none</c>; found by looking when unset.</summary>
    public string? Quote { get; init; }

    /// <summary><c>header</c>: whether the first record names the columns; found by looking when unset.</summary>
    public bool? HasHeader { get; init; }

    /// <summary><c>encoding</c>: IANA name; found by looking when unset.</summary>
    public string? Encoding { get; init; }

    /// <summary><c>columns</c>: <c>name:1-5,rest:6-</c> for <c>fixed</c>; names in order for CSV without a header.</summary>
    public ImmutableArray<FixedWidthColumn> FixedColumns { get; init; } = [];

    /// <summary><c>columns</c> of CSV.</summary>
    public ImmutableArray<string> ColumnNames { get; init; } = [];

    /// <summary><c>resource</c>: FHIR resource type to take.</summary>
    public string? ResourceType { get; init; }

    /// <summary><c>archive</c>: folder that loaded files are moved to; they stay when unset.</summary>
    public string? ArchiveFolder { get; init; }

    /// <summary><c>settle</c>: how long a file must have been still; one second by default.</summary>
    public TimeSpan Settle { get; init; }

    /// <summary><c>optional</c>: that nothing is there is fine.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="Core.CarelakeException"><c>SRC-0004</c>: a setting is missing or wrong.</exception>
    public static FilesOptions From(TablePull pull)
    {
        var format = Kind(pull);
        var columns = Setting.List(pull, "columns");
        var options = new FilesOptions
        {
            Path = Setting.FullPath(pull, Setting.Required(pull, "path", "the file, folder or pattern to read")),
            Format = format,
            Delimiter = Character(pull, "delimiter"),
            Quote = pull.Setting("quote") is "none" ? "" : Character(pull, "quote")?.ToString(),
            HasHeader = pull.Setting("header") is null ? null : Setting.Flag(pull, "header", otherwise: true),
            Encoding = EncodingName(pull),
            FixedColumns = format == FormatKind.FixedWidth ? [.. columns.Select(column => Fixed(pull, column))] : [],
            ColumnNames = format == FormatKind.FixedWidth ? [] : [.. columns],
            ResourceType = pull.Setting("resource"),
            ArchiveFolder = pull.Setting("archive") is { Length: > 0 } archive ? Setting.FullPath(pull, archive) : null,
            Settle = Setting.Duration(pull, "settle", TimeSpan.FromSeconds(1)),
            IsOptional = Setting.Flag(pull, "optional", otherwise: false),
        };
        return options is { Format: FormatKind.FixedWidth, FixedColumns.IsEmpty: true }
            ? throw Setting.Wrong(pull, "columns", "Fixed-width text needs `columns`, such as `code:1-5, title:7-60`.")
            : options;
    }

    /// <summary>Reads <c>name:first-last</c>; both ends are counted from 1 and included, an open end takes the rest of the line.</summary>
    internal static FixedWidthColumn Fixed(TablePull pull, string text)
    {
        if (text.Split(':') is [{ Length: > 0 } name, var range]
            && range.Split('-') is { Length: 1 or 2 } ends
            && int.TryParse(ends[0], CultureInfo.InvariantCulture, out var first) && first > 0)
        {
            if (ends.Length == 1)
                return new FixedWidthColumn(name, first, first);
            if (ends[1].Trim().Length == 0)
                return new FixedWidthColumn(name, first, Last: null);
            if (int.TryParse(ends[1], CultureInfo.InvariantCulture, out var last) && last >= first)
                return new FixedWidthColumn(name, first, last);
        }

        throw Setting.Wrong(pull, "columns", "A column of fixed-width text is written `name:first-last`.");
    }

    private static FormatKind? Kind(TablePull pull) => pull.Setting("format") switch
    {
        null or "" or "auto" => null,
        "csv" => FormatKind.Csv,
        "parquet" => FormatKind.Parquet,
        "ndjson" or "jsonl" => FormatKind.Ndjson,
        "fhir" => FormatKind.FhirBundle,
        "x12" => FormatKind.X12,
        "fixed" => FormatKind.FixedWidth,
        _ => throw Setting.Wrong(pull, "format", "The format is none of csv, parquet, ndjson, fhir, x12 and fixed."),
    };

    private static char? Character(TablePull pull, string name) => pull.Setting(name) switch
    {
        null or "" => null,
        "tab" or "\\t" => '\t',
        [var only] => only,
        _ => throw Setting.Wrong(pull, name, $"The setting `{name}` is not one character."),
    };

    private static string? EncodingName(TablePull pull)
    {
        if (pull.Setting("encoding") is not { Length: > 0 } name)
            return null;
        try
        {
            return TextEncodings.Get(name).WebName;
        }
        catch (ArgumentException)
        {
            throw Setting.Wrong(pull, "encoding", "The encoding is not known; use names such as utf-8 or windows-1252.");
        }
    }
}

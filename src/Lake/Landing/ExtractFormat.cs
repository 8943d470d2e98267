using System.Text.Json;
using System.Text.Json.Serialization;

namespace Carelake.Lake.Landing;

/// <summary>
/// How to read the bytes of an extract. Kept as JSON with the batch, so that a landed object can be read again years later.
/// </summary>
public sealed record ExtractFormat(FormatKind Kind)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The dialect; present for <see cref="FormatKind.Csv"/>.</summary>
    public CsvDialect? Csv { get; init; }

    /// <summary>Text encoding by its IANA name: <c>utf-8</c>, <c>utf-16</c>, <c>utf-16BE</c>, <c>windows-1252</c>. A mark at the start is skipped.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>The bytes are gzip around the format.</summary>
    public bool IsGzip { get; init; }

    /// <summary>Columns of <see cref="FormatKind.FixedWidth"/>.</summary>
    public IReadOnlyList<FixedWidthColumn>? FixedColumns { get; init; }

    /// <summary>FHIR resource type to take from <see cref="FormatKind.FhirBundle"/>, such as <c>Patient</c>.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Table to take from <see cref="FormatKind.X12"/>, such as <c>claim_payment</c>.</summary>
    public string? Record { get; init; }

    /// <summary>Each line of <see cref="FormatKind.Ndjson"/> says its own place, in <c>_position</c>; otherwise it is the line's number.</summary>
    public bool HasPositions { get; init; }

    /// <summary>Parquet.</summary>
    public static ExtractFormat Parquet { get; } = new(FormatKind.Parquet);

    /// <summary>UTF-8, one JSON object a line.</summary>
    public static ExtractFormat Ndjson { get; } = new(FormatKind.Ndjson);

    /// <summary>UTF-8 CSV in the given dialect.</summary>
    public static ExtractFormat Utf8Csv(CsvDialect dialect) => new(FormatKind.Csv) { Csv = dialect };

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is something else.</exception>
    public static ExtractFormat FromJson(string json) =>
        JsonSerializer.Deserialize<ExtractFormat>(json, Options) ?? throw new JsonException("A format cannot be null.");
}

namespace Carelake.Lake.Landing;

/// <summary>What the bytes of a landed object are.</summary>
public enum FormatKind
{
    /// <summary>Delimited text; see <see cref="CsvDialect"/>.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>A FHIR bundle (or a single resource) as one JSON document; read as NDJSON of the resources of one type.</summary>
    FhirBundle,

    /// <summary>Text with columns at fixed places; read as CSV.</summary>
    FixedWidth,

    /// <summary>X12 interchanges; read as NDJSON of the rows of one of <see cref="Carelake.X12.Tables.X12Tables"/>.</summary>
    X12,
}

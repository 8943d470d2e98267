using Carelake.Lake.Landing;
using Carelake.X12.Tables;

namespace Carelake.Sources.Files;

/// <summary>Finds out how a file is to be read.</summary>
internal static class FileFormat
{
    private static readonly byte[] ParquetMagic = "PAR1"u8.ToArray();

    /// <summary>The format, from the settings, the name and a look inside.</summary>
    /// <exception cref="InvalidDataException">The file is cut off or damaged.</exception>
    public static async Task<ExtractFormat> OfAsync(
        TablePull pull, FilesOptions options, FileInfo file, CancellationToken cancellationToken)
    {
        var kind = options.Format ?? ByName(file.Name);
        if (kind == FormatKind.Parquet)
        {
            await CheckParquetAsync(file, cancellationToken);
            return ExtractFormat.Parquet;
        }

        if (kind is FormatKind.Ndjson or FormatKind.FhirBundle)
        {
            return new ExtractFormat(kind)
            {
                IsGzip = await TextSample.IsGzipAsync(file.FullName, cancellationToken),
                ResourceType = kind == FormatKind.FhirBundle
                    ? Setting.Required(pull, "resource", "the FHIR resource type that the table holds, such as Patient")
                    : null,
            };
        }

        if (kind == FormatKind.X12)
            return await X12Async(pull, file, cancellationToken);

        var sample = await TextSample.ReadAsync(file.FullName, options.Encoding, cancellationToken);
        if (sample.Text.Length == 0)
            throw new InvalidDataException("No text inside.");
        return new ExtractFormat(kind)
        {
            Encoding = sample.Encoding,
            IsGzip = sample.IsGzip,
            Csv = kind == FormatKind.Csv ? CsvDialectDetector.Detect(sample.Text, sample.IsWhole, options) : null,
            FixedColumns = kind == FormatKind.FixedWidth ? [.. options.FixedColumns] : null,
        };
    }

    private static FormatKind ByName(string name)
    {
        var bare = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return Path.GetExtension(bare).ToLowerInvariant() switch
        {
            ".parquet" => FormatKind.Parquet,
            ".ndjson" or ".jsonl" => FormatKind.Ndjson,
            ".json" => FormatKind.FhirBundle,
            ".x12" or ".edi" or ".837" or ".835" or ".271" or ".277" => FormatKind.X12,
            _ => FormatKind.Csv,
        };
    }

    private static async Task<ExtractFormat> X12Async(TablePull pull, FileInfo file, CancellationToken cancellationToken)
    {
        var record = Setting.Required(pull, "record", "the table that X12 is flattened to, such as claim or claim_payment");
        if (X12Tables.Find(record) is null)
            throw Setting.Wrong(pull, "record", $"X12 is flattened to {string.Join(", ", X12Tables.All.Select(table => table.Name))}; `{record}` is none of them.");
        var isGzip = await TextSample.IsGzipAsync(file.FullName, cancellationToken);
        if (!isGzip) await CheckX12Async(file, cancellationToken);
        return new ExtractFormat(FormatKind.X12) { IsGzip = isGzip, Record = record };
    }

    // An interchange begins with ISA, after at most a mark and line ends, and ends with IEA.
    private static async Task CheckX12Async(FileInfo file, CancellationToken cancellationToken)
    {
        const int Looked = 256;
        await using var stream = file.OpenRead();
        var buffer = new byte[Looked];
        var count = await stream.ReadAtLeastAsync(buffer, Looked, throwOnEndOfStream: false, cancellationToken);
        if (buffer.AsSpan(0, count).IndexOf("ISA"u8) is < 0 or > 16)
            throw new InvalidDataException("Not X12.");
        stream.Seek(-Math.Min(Looked, file.Length), SeekOrigin.End);
        count = await stream.ReadAtLeastAsync(buffer, Looked, throwOnEndOfStream: false, cancellationToken);
        if (buffer.AsSpan(0, count).IndexOf("IEA"u8) < 0)
            throw new InvalidDataException("The interchange has no end.");
    }

    // A Parquet file begins and ends with its magic; one that was cut off lacks the end.
    private static async Task CheckParquetAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenRead();
        var (first, last) = (new byte[4], new byte[4]);
        if (file.Length < 12)
            throw new InvalidDataException("Too short for Parquet.");
        await stream.ReadExactlyAsync(first, cancellationToken);
        stream.Seek(-4, SeekOrigin.End);
        await stream.ReadExactlyAsync(last, cancellationToken);
        if (!first.SequenceEqual(ParquetMagic) || !last.SequenceEqual(ParquetMagic))
            throw new InvalidDataException("Not Parquet.");
    }
}

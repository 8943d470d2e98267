using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Carelake.Core;

namespace Carelake.Lake.Landing;

/// <summary>A landed object as a plain file that the engine reads: UTF-8 CSV, UTF-8 NDJSON or Parquet. Disposing deletes it.</summary>
public sealed class ReadableFile : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private ReadableFile(string path, ExtractFormat format)
    {
        Path = path;
        Format = format;
    }

    /// <summary>The file, readable by this user only.</summary>
    public string Path { get; }

    /// <summary>CSV with its dialect, NDJSON or Parquet; always UTF-8 without a mark, never zipped.</summary>
    public ExtractFormat Format { get; }

    /// <summary>Writes the file.</summary>
    /// <param name="bytes">The bytes as they came.</param>
    /// <param name="format">What they are.</param>
    /// <param name="scratchFolder">Where the file goes; made if need be.</param>
    /// <param name="name">Names the object in errors.</param>
    /// <param name="cancellationToken">Stops; no file is left.</param>
    /// <exception cref="CarelakeException"><c>LAKE-0306</c> the bytes are not of the format; <c>LAKE-0304</c> the disk is full.</exception>
    public static async Task<ReadableFile> WriteAsync(
        Stream bytes, ExtractFormat format, string scratchFolder, string name, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(scratchFolder);
        var (extension, readable) = Target(format);
        var path = System.IO.Path.Combine(scratchFolder, Guid.NewGuid().ToString("n") + extension);
        try
        {
            await using var file = Create(path);
            await using var unzipped = format.IsGzip ? new GZipStream(bytes, CompressionMode.Decompress, leaveOpen: true) : bytes;
            await ConvertAsync(unzipped, file, format, cancellationToken);
            return new ReadableFile(path, readable);
        }
        catch (Exception exception)
        {
            File.Delete(path);
            throw exception switch
            {
                InvalidDataException or JsonException => new CarelakeException(
                    "LAKE-0306", $"The bytes are not {Describe(format)}.", name, "Ask the sender for the file again.", exception),
                IOException io when DiskFull.Is(io) => new CarelakeException(
                    "LAKE-0304", "The disk is full; nothing was lost.", scratchFolder, "Free some space and run again.", exception),
                _ => exception,
            };
        }
    }

    /// <summary>Deletes the file.</summary>
    public void Dispose() => File.Delete(Path);

    private static (string Extension, ExtractFormat Format) Target(ExtractFormat format) => format.Kind switch
    {
        FormatKind.Parquet => (".parquet", ExtractFormat.Parquet),
        FormatKind.Csv => (".csv", ExtractFormat.Utf8Csv(format.Csv ?? new CsvDialect())),
        FormatKind.FixedWidth => (".csv", ExtractFormat.Utf8Csv(FixedWidthText.Dialect)),
        FormatKind.X12 => (".ndjson", ExtractFormat.Ndjson with { HasPositions = true, Record = format.Record }),
        _ => (".ndjson", ExtractFormat.Ndjson),
    };

    private static Task ConvertAsync(Stream source, Stream target, ExtractFormat format, CancellationToken cancellationToken) =>
        format.Kind switch
        {
            FormatKind.Parquet => source.CopyToAsync(target, BufferBytes, cancellationToken),
            FormatKind.FhirBundle => FhirBundleText.ToNdjsonAsync(source, target, format.ResourceType, cancellationToken),
            FormatKind.X12 => X12RowText.ToNdjsonAsync(source, target, format.Record, cancellationToken),
            FormatKind.FixedWidth => FixedWidthText.ToCsvAsync(Utf8(source, format.Encoding), target, format.FixedColumns ?? [], cancellationToken),
            _ => CopyTextAsync(Utf8(source, format.Encoding), target, cancellationToken),
        };

    private static Stream Utf8(Stream source, string encoding) => encoding is "utf-8"
        ? source
        : Encoding.CreateTranscodingStream(source, TextEncodings.Get(encoding), new UTF8Encoding(false), leaveOpen: true);

    // A byte-order mark, transcoded or not, is EF BB BF by now.
    private static async Task CopyTextAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        var head = new byte[3];
        var count = await source.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (!head.AsSpan(0, count).SequenceEqual(Encoding.UTF8.Preamble))
            await target.WriteAsync(head.AsMemory(0, count), cancellationToken);
        await source.CopyToAsync(target, BufferBytes, cancellationToken);
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = BufferBytes };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static string Describe(ExtractFormat format) => (format.IsGzip ? "gzip around " : "") + format.Kind switch
    {
        FormatKind.FhirBundle => "FHIR JSON",
        FormatKind.FixedWidth => "fixed-width text",
        FormatKind.Ndjson => "lines of JSON",
        var kind => kind.ToString(),
    };
}

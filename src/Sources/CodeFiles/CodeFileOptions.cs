using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Carelake.Core;
using Carelake.Lake.Landing;
using Carelake.Sources.Files;

namespace Carelake.Sources.CodeFiles;

/// <summary>Settings that connectors of code files share.</summary>
/// <param name="Path">The file: plain text or gzip.</param>
/// <param name="Version">Version of the code system.</param>
/// <param name="ValidFrom">First day the release is in force.</param>
public sealed partial record CodeFileOptions(string Path, string Version, DateOnly? ValidFrom)
{
    // Files of codes are a few megabytes, and are read whole.
    private const long LargestUnpackedBytes = 64 << 20;

    /// <summary>
    /// Reads the settings <c>path</c> (a pattern means the last match by name), <c>version</c> (by default the last number in the file's
    /// name, such as 2025) and <c>valid_from</c>.
    /// </summary>
    /// <exception cref="CarelakeException"><c>SRC-0004</c> a setting is missing or wrong; <c>SRC-0020</c> no file; <c>SRC-0021</c> an empty one.</exception>
    public static CodeFileOptions From(TablePull pull)
    {
        var pattern = Setting.FullPath(pull, Setting.Required(pull, "path", "the file of codes"));
        var file = (FileSearch.Find(pattern) is [.., var last] ? last : null) ?? throw new CarelakeException(
            "SRC-0020", "No file is there to read.", $"{pull}: {pattern}", "Correct `path` of this source.");
        if (file.Length == 0)
            throw new CarelakeException("SRC-0021", "The file is empty.", file.FullName, "Ask the sender for the file again.");
        var number = Numbers().Matches(file.Name).LastOrDefault()?.Value;
        return new CodeFileOptions(
            file.FullName,
            pull.Setting("version") ?? number ?? Setting.Required(pull, "version", "the version of the code system"),
            Date(pull, "valid_from"));
    }

    /// <summary>The file's lines, unzipped. Bytes that are no UTF-8 are read as Windows-1252.</summary>
    /// <exception cref="CarelakeException"><c>SRC-0022</c> broken gzip; <c>SRC-0023</c> the file cannot be read.</exception>
    internal async Task<IReadOnlyList<string>> LinesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(Path, cancellationToken);
            if (bytes is [0x1F, 0x8B, ..])
            {
                using var plain = new MemoryStream();
                await using var gzip = new BoundedGzipStream(new MemoryStream(bytes), LargestUnpackedBytes);
                await gzip.CopyToAsync(plain, cancellationToken);
                bytes = plain.ToArray();
            }

            var encoding = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : TextEncodings.Get("windows-1252");
            return [.. encoding.GetString(bytes).TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r'))];
        }
        catch (InvalidDataException exception)
        {
            throw new CarelakeException("SRC-0022", "The file is damaged or cut off.", Path, "Ask the sender for the file again.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CarelakeException("SRC-0023", "The file cannot be read.", Path, "Check its permissions.", exception);
        }
    }

    private static DateOnly? Date(TablePull pull, string name) => pull.Setting(name) switch
    {
        null or "" => null,
        var text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Setting.Wrong(pull, name, $"The setting `{name}` is not a date such as 2024-10-01."),
    };

    [GeneratedRegex(@"\d{4}", RegexOptions.None, 1000)]
    private static partial Regex Numbers();
}

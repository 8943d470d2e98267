using System.CommandLine;
using Carelake.Core;

namespace Carelake.Cli.Verbs;

/// <summary>What the verbs of the formats read: a file, every file of a folder, or standard input.</summary>
/// <param name="Name">The file's path, or <c>-</c> for standard input.</param>
/// <param name="Open">Opens the bytes for one reading from the start.</param>
internal sealed record FormatInput(string Name, Func<Stream> Open)
{
    /// <summary>The argument that names the inputs.</summary>
    public static Argument<string[]> Argument(string what) => new("FILE")
    {
        Description = $"{what}: files, folders (every file below them), or - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The inputs that were named, in order; the files of a folder in the order of their names.</summary>
    /// <exception cref="CarelakeException">There is no such file or folder (<c>CLI-0012</c>), or a folder is empty (<c>CLI-0013</c>).</exception>
    public static IReadOnlyList<FormatInput> Of(IEnumerable<string> names, Terminal terminal) => [.. names.SelectMany(name => Of(name, terminal))];

    private static List<FormatInput> Of(string name, Terminal terminal)
    {
        if (name == "-")
            return [new("-", terminal.OpenInput)];
        if (File.Exists(name))
            return [OfFile(name)];
        if (!Directory.Exists(name))
            throw new CarelakeException("CLI-0012", "There is no such file or folder.", name, "Check the path; - reads standard input.");
        var files = Directory.EnumerateFiles(name, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(OfFile).ToList();
        return files.Count > 0 ? files : throw new CarelakeException("CLI-0013", "The folder holds no files.", name, "Name a folder with files in it.");
    }

    private static FormatInput OfFile(string path) => new(path, () => File.OpenRead(path));

    /// <summary>All the bytes, for formats that are read whole.</summary>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        await using var stream = Open();
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }
}

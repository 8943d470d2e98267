using System.Collections;
using Carelake.Core;

namespace Carelake.Cli.Verbs;

/// <summary>What the verbs of the formats read: files, the files of a folder that are of the format, or standard input; with the progress of reading them.</summary>
internal sealed class FormatInputs : IEnumerable<FormatInput>, IDisposable
{
    private const int MostNamed = 3;
    private readonly FormatProgress _progress;
    private readonly List<FormatInput> _inputs = [];

    private FormatInputs(FormatProgress progress) => _progress = progress;

    /// <summary>How many there are.</summary>
    public int Count => _inputs.Count;

    /// <summary>The inputs that were named, in order; the files of a folder in the order of their names.</summary>
    /// <param name="names">Files, folders, or <c>-</c>.</param>
    /// <param name="terminal">Is told of files that are left out, and how far reading is.</param>
    /// <param name="kind">Files of a folder that are not of this format are left out; null for none.</param>
    /// <param name="isQuiet">Nothing is told of how far reading is.</param>
    /// <exception cref="CarelakeException">There is no such file or folder (<c>CLI-0012</c>), or a folder has no such file (<c>CLI-0013</c>).</exception>
    public static FormatInputs Of(IEnumerable<string> names, Terminal terminal, FormatKind? kind, bool isQuiet)
    {
        var inputs = new FormatInputs(new FormatProgress(terminal, TimeProvider.System, isQuiet));
        foreach (var name in names) inputs.Add(name, terminal, kind);
        inputs._progress.Expect(inputs._inputs);
        return inputs;
    }

    /// <summary>The files of packages, rules and the like, which are not what a verb is about.</summary>
    public static FormatInputs Aside(IEnumerable<string> names, Terminal terminal) => Of(names, terminal, kind: null, isQuiet: true);

    /// <inheritdoc/>
    public IEnumerator<FormatInput> GetEnumerator()
    {
        foreach (var input in _inputs)
        {
            _progress.Begin(input);
            yield return input;
            _progress.End(input);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose() => _progress.Dispose();

    private void Add(string name, Terminal terminal, FormatKind? kind)
    {
        if (name == "-") _inputs.Add(new("-", null, terminal.OpenInput, _progress));
        else if (File.Exists(name)) AddFile(name);
        else if (Directory.Exists(name)) AddFolder(name, terminal, kind);
        else throw new CarelakeException("CLI-0012", "There is no such file or folder.", name, "Check the path; - reads standard input.");
    }

    private void AddFile(string path) => _inputs.Add(new(path, new FileInfo(path).Length, () => File.OpenRead(path), _progress));

    private void AddFolder(string folder, Terminal terminal, FormatKind? kind)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new CarelakeException("CLI-0013", "The folder holds no files.", folder, "Name a folder with files in it.");
        var others = kind is null ? [] : files.Where(file => !kind.Is(file)).ToHashSet(StringComparer.Ordinal);
        if (others.Count == files.Count)
            throw new CarelakeException("CLI-0013", $"The folder holds no file that is {kind!.Name}.", folder, "Name another folder, or the file itself to see what is wrong with it.");
        foreach (var file in files.Where(file => !others.Contains(file))) AddFile(file);
        if (others.Count > 0) terminal.Say(LeftOut(folder, others, kind!));
    }

    private static string LeftOut(string folder, HashSet<string> others, FormatKind kind)
    {
        var named = string.Join(", ", others.Order(StringComparer.Ordinal).Take(MostNamed).Select(file => Path.GetRelativePath(folder, file)));
        var more = others.Count > MostNamed ? $" and {others.Count - MostNamed:N0} more" : "";
        return others.Count == 1
            ? $"{folder}: 1 file is not {kind.Name} and is left out: {named}."
            : $"{folder}: {others.Count:N0} files are not {kind.Name} and are left out: {named}{more}.";
    }
}

using Carelake.Lake.Configuration;

namespace Carelake.Tests.Lake;

/// <summary>A project in a folder of its own, made of the files a test gives it.</summary>
internal sealed class TemporaryProject : IDisposable
{
    private TemporaryProject(string folder) => Folder = folder;

    public string Folder { get; }

    public string File => Path.Combine(Folder, ProjectFile.Name);

    /// <summary>Without further files it has no models, so that tests say all they stand on.</summary>
    public static TemporaryProject With(params (string Path, string Text)[] files)
    {
        var project = new TemporaryProject(Directory.CreateTempSubdirectory("carelake-test-").FullName);
        foreach (var (path, text) in files) project.Write(path, text);
        return project;
    }

    public TemporaryProject Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
        return this;
    }

    public string[] Problems() =>
        [.. ProjectLoader.Read(File).Issues.Select(issue => $"{issue.Code} {issue.Location} {issue.Message}")];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

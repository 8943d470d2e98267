using Carelake.Core;

namespace Carelake.Lake.Configuration;

/// <summary>Finds a project's file.</summary>
public static class ProjectFile
{
    /// <summary>Name of the file that makes a folder a project.</summary>
    public const string Name = "carelake.yaml";

    /// <summary>The file as given, or the one in a folder or the nearest above it.</summary>
    /// <param name="given">Path of a file or of a project's folder; <see langword="null"/> to look for one.</param>
    /// <param name="folder">Where to start to look, and where a relative path starts.</param>
    /// <returns>The absolute path of a file that exists.</returns>
    /// <exception cref="CarelakeException">LAKE-0201: there is none.</exception>
    public static string Find(string? given, string folder)
    {
        if (given is not null)
        {
            var path = Path.GetFullPath(given, folder);
            if (Directory.Exists(path)) path = Path.Combine(path, Name);
            return File.Exists(path)
                ? path
                : throw new CarelakeException(ConfigurationCodes.FileMissing, "The project's file does not exist.", path, "Check the path given to --config.");
        }
        return Nearest(folder) ?? throw new CarelakeException(
            ConfigurationCodes.FileMissing, $"There is no {Name} here or above.", folder, "Go to a project, give --config, or make one with 'carelake init'.");
    }

    /// <summary>The file in a folder or the nearest above it; <see langword="null"/> when there is none.</summary>
    public static string? Nearest(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, Name);
            if (File.Exists(path)) return path;
        }
        return null;
    }
}
